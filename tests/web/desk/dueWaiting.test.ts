import { calendarDate } from '../../../src/domain/calendar/calendarDate';
import { planWork } from '../../../src/workflows/objections/planWork';
import { textOf } from '../../support/contactBrowser';
import { decide, object, objectionOf } from '../../support/objecting';
import { addition, expectValue, publish, type RegisteredAgreement, registerAgreement } from '../../support/register';
import { staffBrowser } from '../../support/staffBrowser';
import { createTestbed, type Testbed } from '../../support/testbed';

let testbed: Testbed;
beforeAll(async () => {
  testbed = await createTestbed({ now: '2026-06-02T08:00:00Z', digest: true });
});
afterAll(() => testbed.close());

test('what the controller has been asked waits for it, since when and until which day, on the page and in the digest; after its day it is the DPO’s again', async () => {
  const proposed = await registerAgreement(testbed, { reference: 'WAITS' });
  const asked = await registerAgreement(testbed, { reference: 'GROUNDS', preset: 'dfo-2020-general' });
  const change = await publish(testbed, addition({ rollout: 'perAgreement', plannedEffectiveOn: '2026-07-10' }));
  const raise = async (registered: RegisteredAgreement) => {
    const { _id } = await object(testbed, change._id, registered);
    return decide(testbed, _id, { event: 'review' });
  };
  const one = await raise(proposed);
  const other = await raise(asked);
  const dpo = await staffBrowser(testbed, 'dpo');
  const queue = async () => textOf((await dpo.get('/desk')).text);
  expect(await queue()).toContain(`Innsigelse ${one.reference} (under behandling) Personvernombud Så snart som mulig`);

  await decide(testbed, one._id, { event: 'propose', text: 'Vi venter til 1. september.', effectiveOn: '2026-09-01' });
  await decide(testbed, other._id, { event: 'askGrounds', answerBy: '2026-06-10' });
  const since = 'venter på svar siden tirsdag 2. juni 2026';
  const [own = '', others = ''] = (await queue()).split('Dette venter på andre');
  expect(own).not.toContain('INN-');
  const rowOfOther = `Innsigelse ${other.reference} (venter på begrunnelse) Behandlingsansvarlig onsdag 10. juni 2026 – ${since}`;
  expect(others).toContain(rowOfOther);
  expect(others).toContain(`Innsigelse ${one.reference} (forslag er sendt) Behandlingsansvarlig Ingen frist – ${since}`);
  await testbed.advanceTo('2026-06-03T05:30:00Z');
  const digest = (await testbed.mailbox({ to: 'dpo@forvarsel.example' })).findLast(({ subject }) => subject?.includes('forfaller'))?.text;
  expect(digest?.replace(/\s+/g, ' ')).toContain(`frist onsdag 10. juni 2026, ${since}`);
  expect(digest).not.toContain('så snart som mulig');

  const actor = testbed.person('dpo');
  const plan = { version: 0, dueOn: calendarDate('2026-06-08') };
  expectValue(await planWork(testbed.context, { actor, now: await testbed.now(), objectionId: one._id, plan }));
  expect(await queue()).toContain(`Behandlingsansvarlig mandag 8. juni 2026 – ${since}`);
  await testbed.advanceTo('2026-06-09T08:00:00Z');
  expect((await queue()).split('Dette venter på andre')[0]).toContain(
    `Innsigelse ${one.reference} (forslag er sendt) Personvernombud mandag 8. juni 2026 – over fristen`,
  );
  expect((await objectionOf(testbed, change._id, proposed)).state).toBe('negotiating');
});
