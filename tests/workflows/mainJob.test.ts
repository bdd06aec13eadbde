import { approveChange } from '../../src/workflows/changes/approveChange';
import { changeCounts } from '../../src/workflows/changes/changeCounts';
import { listChangeAgreements } from '../../src/workflows/changes/listChangeAgreements';
import { previewChange } from '../../src/workflows/changes/previewChange';
import { publishChange } from '../../src/workflows/changes/publishChange';
import { submitChange } from '../../src/workflows/changes/submitChange';
import { answerGate } from '../../src/workflows/gate/answerGate';
import { confirmObjection } from '../../src/workflows/objections/confirmObjection';
import { prepareObjection } from '../../src/workflows/objections/prepareObjection';
import { updateSubprocessor } from '../../src/workflows/registry/updateSubprocessor';
import { addition, draft, expectRefusal, expectValue, publish, type RegisteredAgreement, registerAgreement } from '../support/register';
import { createTestbed, type Testbed } from '../support/testbed';

let testbed: Testbed;
let fourWeeks: RegisteredAgreement;
let oneMonth: RegisteredAgreement;

beforeEach(async () => {
  testbed = await createTestbed({ now: '2026-06-02T08:00:00Z' });
  fourWeeks = await registerAgreement(testbed, { reference: 'FOUR-WEEKS', preset: 'videonor' });
  oneMonth = await registerAgreement(testbed, { reference: 'ONE-MONTH', preset: 'dfo-2020-general' });
});
afterEach(() => testbed.close());

async function gate(agreement: RegisteredAgreement, changeId: string) {
  const { subprocessorId } = (await testbed.dependencies.data.changes.find(changeId)) ?? { subprocessorId: '' };
  const answer = await answerGate(testbed.context, {
    now: await testbed.now(),
    query: { agreementId: agreement.agreement._id, subprocessorId },
  });
  return expectValue(answer);
}

async function object(agreement: RegisteredAgreement, changeId: string) {
  const [notice] = await testbed.dependencies.data.notices.findFor(changeId, [agreement.agreement._id]);
  const contact = agreement.controller.contacts[0];
  if (!notice || !contact) throw new Error('no notice to object to');
  const actor = { kind: 'controller', noticeId: notice._id, contactId: contact.id } as const;
  const now = await testbed.now();
  const answers = { grounds: 'Vi vil ikke ha opptak hos denne leverandøren.', name: 'Personvernombudet', title: 'Rådgiver' };
  const prepared = expectValue(await prepareObjection(testbed.context, { actor, now, answers, postedAt: [now] }));
  return expectValue(await confirmObjection(testbed.context, { actor, now, draftId: prepared.draftId }));
}

describe('a planned day of 1 July, received on 2 June', () => {
  test('together: refused as too early on submission, naming 3 July and the agreement with one month', async () => {
    const change = await draft(testbed, addition());

    const refused = await submitChange(testbed.context, {
      actor: testbed.person('publisher'),
      now: await testbed.now(),
      changeId: change._id,
    });

    expect(refused).toMatchObject({
      ok: false,
      refusal: {
        code: 'too-early',
        extra: { earliestEffectiveOn: '2026-07-03', agreements: [{ reference: 'ONE-MONTH', earliestEffectiveOn: '2026-07-03' }] },
      },
    });
  });

  test('together: the dry run shows each agreement, its latest receipt and the margins for bounces', async () => {
    const change = await draft(testbed, addition());

    const preview = expectValue(await previewChange(testbed.context, { changeId: change._id, now: await testbed.now() }));

    expect(preview).toMatchObject({ earliestEffectiveOn: '2026-07-03', tooEarly: true, problems: [] });
    expect(
      preview.agreements.map(({ reference, earliestEffectiveOn, latestReceiptOn }) => [reference, earliestEffectiveOn, latestReceiptOn]),
    ).toEqual([
      ['FOUR-WEEKS', '2026-07-01', '2026-06-02'],
      ['ONE-MONTH', '2026-07-03', '2026-05-31'],
    ]);
    expect(preview.margins.map(({ days, earliestEffectiveOn }) => [days, earliestEffectiveOn])).toEqual([
      [0, '2026-07-03'],
      [3, '2026-07-06'],
      [7, '2026-07-10'],
    ]);
  });

  test('together and meetable at submission: publishing later is refused when the day can no longer be met', async () => {
    const { context } = testbed;
    const change = await draft(testbed, addition({ plannedEffectiveOn: '2026-07-03' }));
    const act = async (role: 'publisher' | 'dpo') => ({ actor: testbed.person(role), now: await testbed.now(), changeId: change._id });
    expectValue(await submitChange(context, await act('publisher')));
    expectValue(await approveChange(context, await act('dpo')));
    await testbed.advanceTo('2026-06-03T08:00:00Z');

    expect(expectRefusal(await publishChange(context, await act('publisher')))).toBe('too-early');
  });

  test('per agreement: each takes effect on its own first lawful day and not before', async () => {
    const change = await publish(testbed, addition({ rollout: 'perAgreement' }));

    await testbed.advanceTo('2026-06-30T21:59:59Z');
    expect(await gate(fourWeeks, change._id)).toMatchObject({
      mayProcess: false,
      reasons: [
        { code: 'planned-day', until: '2026-07-01' },
        { code: 'notice-period', until: '2026-07-01' },
      ],
    });

    await testbed.advanceTo('2026-06-30T22:00:00Z');
    expect(await gate(fourWeeks, change._id)).toMatchObject({ mayProcess: true, since: '2026-07-01', reasons: [] });
    expect(await gate(oneMonth, change._id)).toMatchObject({
      mayProcess: false,
      reasons: [{ code: 'notice-period', until: '2026-07-03' }],
    });

    await testbed.advanceTo('2026-07-03T06:00:00Z');
    expect(await gate(oneMonth, change._id)).toMatchObject({ mayProcess: true, since: '2026-07-03' });
    expect(await testbed.dependencies.data.changes.find(change._id)).toMatchObject({ status: 'completed' });
  });

  test('per agreement: an objection on 16 June at 23:59:59 local is in time and holds that agreement alone', async () => {
    const change = await publish(testbed, addition({ rollout: 'perAgreement' }));
    await testbed.advanceTo('2026-06-16T21:59:59Z');

    const { reference } = await object(fourWeeks, change._id);
    await testbed.advanceTo('2026-07-10T08:00:00Z');

    expect(await testbed.dependencies.data.objections.findByReference(reference)).toMatchObject({ state: 'submitted', late: false });
    expect(await gate(fourWeeks, change._id)).toMatchObject({ mayProcess: false, reasons: [{ code: 'objection-open' }] });
    expect(await gate(oneMonth, change._id)).toMatchObject({ mayProcess: true });
    const mails = (await testbed.mailbox({ to: 'contact@four-weeks.example' })).map(({ subject }) => subject?.split(':')[0] ?? '');
    expect(mails.filter((subject) => subject !== 'Påminnelse')).toHaveLength(3);
    expect(mails.filter((subject) => subject === 'Påminnelse')).toHaveLength(2);
    const counts = await changeCounts(testbed.context, { changeId: change._id, now: await testbed.now() });
    expect(counts.gates).toEqual({ clear: 0, held: 1, inEffect: 1 });
  });

  test('per agreement: an objection at 24:00 is recorded as late and holds nothing', async () => {
    const change = await publish(testbed, addition({ rollout: 'perAgreement' }));
    await testbed.advanceTo('2026-06-16T22:00:00Z');

    const { reference } = await object(fourWeeks, change._id);
    await testbed.advanceTo('2026-07-01T08:00:00Z');

    expect(await testbed.dependencies.data.objections.findByReference(reference)).toMatchObject({ state: 'late', late: true });
    expect(await gate(fourWeeks, change._id)).toMatchObject({ mayProcess: true, since: '2026-07-01' });
  });
});

describe('together', () => {
  test('one objection holds everybody, with waiting-for-others for the one that is clear', async () => {
    const change = await publish(testbed, addition({ plannedEffectiveOn: '2026-07-03' }));
    await object(fourWeeks, change._id);

    await testbed.advanceTo('2026-07-05T08:00:00Z');

    expect(await gate(fourWeeks, change._id)).toMatchObject({ mayProcess: false, reasons: [{ code: 'objection-open' }] });
    expect(await gate(oneMonth, change._id)).toMatchObject({ mayProcess: false, reasons: [{ code: 'waiting-for-others' }] });
  });
});

describe('a place in the United States', () => {
  const inTheUnitedStates = (transferBasis: unknown[]) =>
    addition({
      plannedEffectiveOn: '2026-07-03',
      rollout: 'perAgreement',
      subprocessor: {
        ...addition().subprocessor,
        locations: [{ country: 'US', kind: 'processing' }],
        transferBasis: transferBasis as never,
      },
    });

  test('without a transfer basis: cannot be submitted', async () => {
    const change = await draft(testbed, inTheUnitedStates([]));

    const refused = await submitChange(testbed.context, {
      actor: testbed.person('publisher'),
      now: await testbed.now(),
      changeId: change._id,
    });

    expect(refused).toMatchObject({
      ok: false,
      refusal: { code: 'incomplete', errors: [{ pointer: '/subprocessor/transferBasis', code: 'transfer-basis-missing' }] },
    });
  });

  test('with one: the 2020 terms need the controller’s approval and stay held without it, whatever the clock says', async () => {
    const change = await publish(testbed, inTheUnitedStates([{ country: 'US', basis: 'scc-46-2-c', reference: 'TIA-4' }]));

    await testbed.advanceTo('2027-06-01T08:00:00Z');

    expect(await gate(fourWeeks, change._id)).toMatchObject({ mayProcess: true });
    expect(await gate(oneMonth, change._id)).toMatchObject({ mayProcess: false, reasons: [{ code: 'transfer-approval-missing' }] });
  });
});

test('no recorded contract with the subprocessor: every gate says contract-missing', async () => {
  const change = await publish(
    testbed,
    addition({ plannedEffectiveOn: '2026-07-03', subprocessor: { ...addition().subprocessor, contract: null } }),
  );

  await testbed.advanceTo('2026-07-04T08:00:00Z');

  for (const agreement of [fourWeeks, oneMonth]) {
    expect((await gate(agreement, change._id)).reasons).toContainEqual({ code: 'contract-missing' });
  }
});

test('publishing: one notice an agreement, each mailed once to its first contact and received on the day', async () => {
  const change = await publish(testbed, addition({ rollout: 'perAgreement' }));

  const { items } = expectValue(await listChangeAgreements(testbed.context, { changeId: change._id, now: await testbed.now(), limit: 50 }));
  expect(
    items.map(({ reference, notice, deadlines }) => [reference, notice.state, notice.attempts, notice.contact, deadlines?.receivedOn]),
  ).toEqual([
    ['FOUR-WEEKS', 'accepted', 1, 'contact@four-weeks.example', '2026-06-02'],
    ['ONE-MONTH', 'accepted', 1, 'contact@one-month.example', '2026-06-02'],
  ]);
  const mail = await testbed.mailbox();
  expect(mail.map(({ envelopeTo }) => envelopeTo[0]).sort()).toEqual(['contact@four-weeks.example', 'contact@one-month.example']);
});

test('the annex of each agreement shows what changed, when and by which change, and the audit trail reads as the story', async () => {
  const change = await publish(testbed, addition({ plannedEffectiveOn: '2026-07-03' }));
  await testbed.advanceTo('2026-07-03T06:00:00Z');

  const { annexes, auditEvents } = testbed.dependencies.data;
  expect(await annexes.listEntries(fourWeeks.agreement._id)).toMatchObject([{ inForceFrom: '2026-07-03', addedByChangeId: change._id }]);
  expect(await annexes.listLines(fourWeeks.agreement._id)).toMatchObject([
    { kind: 'added', on: '2026-07-03', subprocessorName: 'Skybygg AS', changeId: change._id },
  ]);
  const story = (await auditEvents.list({ changeId: change._id, limit: 100 })).map(({ type }) => type);
  expect(story.slice(0, 4)).toEqual(['change.drafted', 'change.submitted', 'change.approved', 'change.published']);
  expect(story).toEqual(
    expect.arrayContaining(['notice.planned', 'RelayToNonERDS', 'notice.received', 'effect.inEffect', 'annex.changed']),
  );
  expect(story.at(-1)).toBe('change.completed');
});

test('a proposed subprocessor edited after the draft was written: what is submitted is what the register says', async () => {
  const change = await draft(testbed, addition({ plannedEffectiveOn: '2026-07-03' }));
  const edited = { address: 'Kaia 4, 7010 Trondheim' };
  const act = async (role: 'publisher') => ({ actor: testbed.person(role), now: await testbed.now() });
  expectValue(
    await updateSubprocessor(testbed.context, { ...(await act('publisher')), subprocessorId: change.subprocessorId, patch: edited }),
  );

  const submitted = expectValue(await submitChange(testbed.context, { ...(await act('publisher')), changeId: change._id }));

  expect(submitted.details.address).toBe('Kaia 4, 7010 Trondheim');
});
