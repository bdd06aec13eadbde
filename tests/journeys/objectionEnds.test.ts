import type { BrowserContext, Page } from 'playwright-core';
import { createAuditSigner } from '../../src/audit/auditKeys';
import { runCli } from '../../src/cli/runCli';
import { addUser } from '../../src/workflows/accounts/addUser';
import { setMailWishes } from '../../src/workflows/accounts/setMailWishes';
import { signHead } from '../../src/workflows/audit/signHead';
import { type Journey, noticeLink, shownText, startJourney } from '../support/journey';
import { addition, completeSubprocessor, expectValue, publish, registerAgreement } from '../support/register';
import type { Captured } from '../support/testbed';
import { as } from '../web/api/apiCalls';

/** The organisation numbers of what is added for everybody, and for the one whose change is withdrawn. */
const [skybygg, lydarkiv] = ['923609016', '974760673'];
const objectors = ['WITHDRAWN', 'PROCEEDS', 'DROPPED', 'UPHELD', 'TERMINATED', 'DISMISSED', 'ADMITTED', 'MOOT'] as const;
const approvers = ['GRANTED', 'REFUSED', 'TURNED'] as const;
type Reference = (typeof objectors)[number] | (typeof approvers)[number];

let journey: Journey;
let dpo: Page;
let colleague: Page;
let contacts: BrowserContext;
const agreementIds = new Map<Reference, string>();
const objections = new Map<Reference, string>();
let mailbox: Captured[];

beforeAll(async () => {
  journey = await startJourney({ now: '2026-06-02T08:00:00Z' });
  const { testbed } = journey;
  const { context, password } = testbed;
  const input = { email: 'dpo2@forvarsel.example', name: 'Personvernombud (vara)', role: 'dpo' as const, password };
  const added = expectValue(await addUser(context, { actor: testbed.person('admin'), now: await testbed.now(), input }));
  const wishes = { locale: 'nb', digest: false } as const;
  expectValue(
    await setMailWishes(context, { actor: testbed.person('dpo', added._id), now: await testbed.now(), userId: added._id, wishes }),
  );
  for (const reference of objectors) {
    const services = reference === 'MOOT' ? ['sound'] : ['video'];
    const contacts = reference === 'WITHDRAWN' ? 2 : 1;
    agreementIds.set(reference, (await registerAgreement(testbed, { reference, services, contacts })).agreement._id);
  }
  for (const reference of approvers) {
    agreementIds.set(reference, (await registerAgreement(testbed, { reference, preset: 'dfo-2020-specific' })).agreement._id);
  }
  await publish(testbed, addition({ rollout: 'perAgreement' }), { andSettle: false });
  const subprocessor = { ...completeSubprocessor, legalName: 'Lydarkiv AS', organisationNumber: lydarkiv, services: ['sound'] };
  await publish(testbed, addition({ subprocessor, services: ['sound'], rollout: 'perAgreement' }), { andSettle: false });
  [dpo, colleague] = await Promise.all([journey.staff('dpo'), journey.staff('dpo', { email: input.email })]);
  contacts = (await journey.visitor({ javaScript: false })).context();
}, 180_000);
afterAll(() => journey?.close());

const addressOf = (reference: Reference) => `contact@${reference.toLowerCase()}.example`;

/** Presses a button that posts a form, and waits for the page that it leads to. */
async function press(page: Page, selector: string): Promise<void> {
  const answered = page.waitForResponse((response) => response.request().method() === 'POST');
  await page.locator(selector).click();
  expect((await answered).status()).toBe(303);
  await page.waitForLoadState();
}

/** At the notice to which the contact's mail led. */
async function openNotice(reference: Reference): Promise<Page> {
  const page = await contacts.newPage();
  await page.goto(noticeLink(await journey.mailTo(addressOf(reference), 'Varsel: Ny')));
  return page;
}

async function sign(page: Page, form: 'object' | 'approve' | 'refuse'): Promise<void> {
  await page.locator(`#${form}-name`).fill('Kari Prøve');
  await page.locator(`#${form}-title`).fill('Personvernrådgiver');
}

async function object(reference: Reference): Promise<Page> {
  const page = await openNotice(reference);
  await page.locator('#object-grounds').fill('Vi må vurdere risikoen først.');
  await sign(page, 'object');
  await press(page, '#object button');
  await press(page, '#confirm button');
  objections.set(reference, (await page.locator('[data-reference]').getAttribute('data-reference')) ?? '');
  return page;
}

async function backToNotice(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Tilbake til varselet' }).click();
  await page.locator('#status').waitFor();
}

async function refuse(reference: Reference): Promise<Page> {
  const page = await openNotice(reference);
  await page.locator('#refuse-grounds').fill('Vi har ikke fått risikovurderingen.');
  await sign(page, 'refuse');
  await press(page, '#refuse button');
  expect(await heading(page)).toBe('Endringen er ikke godkjent');
  return page;
}

async function approve(reference: Reference, page: Page): Promise<void> {
  await sign(page, 'approve');
  await press(page, '#approve button');
  await confirmByCode(reference, page);
  expect(await heading(page)).toBe('Endringen er godkjent');
}

async function confirmByCode(reference: Reference, page: Page): Promise<void> {
  const { text } = await journey.mailTo(addressOf(reference), 'kode');
  await page.locator('#code').fill(/\b\d{3} ?\d{3}\b/.exec(text ?? '')?.[0] ?? '');
  await press(page, '#confirm button');
}

const heading = (page: Page) => shownText(page.getByRole('heading', { level: 1 }));
const status = (page: Page) => shownText(page.locator('#status'));

/** From the list of open objections, as somebody would who comes to work. */
async function openOnDesk(page: Page, reference: Reference): Promise<void> {
  await page.goto(`${journey.origin}/desk/objections`);
  await page.getByRole('link', { name: objections.get(reference) ?? '' }).click();
}

async function settle(reference: Reference, text: string, what: { from: string } | 'drop'): Promise<Page> {
  const page = await object(reference);
  await openOnDesk(dpo, reference);
  await press(dpo, '#review button');
  await dpo.locator('#propose textarea').fill(text);
  if (what === 'drop') await dpo.locator('#propose').getByLabel('Endringen faller bort for denne avtalen').check();
  else await dpo.locator('#propose').getByLabel('Tidligste dag').fill(what.from);
  await press(dpo, '#propose button');
  await page.goto(noticeLink(await journey.mailTo(addressOf(reference), 'forslag til dere')));
  expect(await shownText(page.locator('section', { has: page.locator('#answer') }))).toContain(text);
  await page.getByLabel('Ja, vi godtar forslaget').check();
  await press(page, '#answer button');
  await confirmByCode(reference, page);
  expect(await heading(page)).toBe('Forslaget er godtatt');
  return page;
}

/** One decides, and cannot confirm it; another does. */
async function decideByTwo(reference: Reference, event: 'terminate' | 'dismiss', fields: Record<string, string>): Promise<void> {
  await openOnDesk(dpo, reference);
  for (const [label, value] of Object.entries(fields)) await dpo.locator(`#${event}`).getByLabel(label).fill(value);
  await press(dpo, `#${event} button`);
  expect(await dpo.locator('#confirm').count()).toBe(0);
  await openOnDesk(colleague, reference);
  await press(colleague, '#confirm button');
}

async function gateOf(reference: Reference) {
  const subprocessor = reference === 'MOOT' ? lydarkiv : skybygg;
  const { body } = await as(journey.testbed, 'system').get(`/gate?agreement=${reference}&subprocessor=${subprocessor}`);
  return { mayProcess: body.mayProcess, since: body.since, reasons: body.reasons.map(({ code }: { code: string }) => code) };
}

const open = (since: string) => ({ mayProcess: true, since, reasons: [] });
const shut = (...reasons: string[]) => ({ mayProcess: false, since: undefined, reasons });
const beforeTheDay = ['planned-day', 'notice-period', 'objection-window'];

describe('from the link in the mail to each end', () => {
  test('withdrawn: with the mailed code, and the change goes on as if nothing had been said', async () => {
    const page = await object('WITHDRAWN');
    await backToNotice(page);
    expect(await status(page)).toContain('Den trer ikke i kraft for denne avtalen mens innsigelsen deres behandles.');
    expect(await gateOf('WITHDRAWN')).toEqual(shut(...beforeTheDay, 'objection-open'));
    await press(page, '#withdraw button');
    await confirmByCode('WITHDRAWN', page);
    expect(await heading(page)).toBe('Innsigelsen er trukket tilbake');
    expect(await gateOf('WITHDRAWN')).toEqual(shut(...beforeTheDay));
  }, 180_000);

  test('settled: the change proceeds from an agreed day', async () => {
    const page = await settle('PROCEEDS', 'Dere får lagringen i Norge, og vi venter til 3. august.', { from: '2026-08-03' });
    expect(await shownText(page.getByRole('main'))).toContain('trer endringen tidligst i kraft mandag 3. august 2026');
  }, 180_000);

  test('settled: the change is dropped for the agreement', async () => {
    const page = await settle('DROPPED', 'Vi holder dere utenfor endringen.', 'drop');
    await backToNotice(page);
    expect(await status(page)).toContain('Endringen gjennomføres ikke for denne avtalen');
    expect(await page.locator('#deadline').count()).toBe(0);
    expect(await gateOf('DROPPED')).toEqual(shut(...beforeTheDay, 'dropped'));
  }, 180_000);

  test('upheld: shown once more to the one who gives way', async () => {
    const page = await object('UPHELD');
    await openOnDesk(dpo, 'UPHELD');
    await dpo.getByRole('link', { name: 'Ta til følge …' }).click();
    await press(dpo, '#confirm button');
    await backToNotice(page);
    expect(await status(page)).toContain('Endringen gjennomføres ikke for denne avtalen');
    expect(await gateOf('UPHELD')).toEqual(shut(...beforeTheDay, 'dropped'));
  }, 180_000);

  test('terminating: decided by one, confirmed by another; the page promises the controller no day of effect', async () => {
    const page = await object('TERMINATED');
    await decideByTwo('TERMINATED', 'terminate', { 'Avtalens siste dag': '2026-09-30', Begrunnelse: 'Vi kan ikke levere uten.' });
    await backToNotice(page);
    expect(await status(page)).toContain('for avtalen avsluttes. Siste dag er onsdag 30. september 2026.');
    expect(await page.locator('#deadline').count()).toBe(0);
    expect(await shownText(page.getByRole('main'))).not.toContain('Trer tidligst i kraft');
    expect(await gateOf('TERMINATED')).toEqual(shut(...beforeTheDay, 'agreement-ending'));
  }, 180_000);

  test('moot: the whole change is withdrawn', async () => {
    const page = await object('MOOT');
    await dpo.goto(`${journey.origin}/desk/changes`);
    await dpo.getByRole('link', { name: 'Ny: Lydarkiv AS' }).click();
    await dpo.getByRole('link', { name: 'Trekk tilbake …' }).click();
    await dpo.getByRole('main').locator('textarea').fill('Leverandøren ble kjøpt opp.');
    await press(dpo, 'main form button');
    await backToNotice(page);
    expect(await status(page)).toMatch(/^Endringen er trukket tilbake[\s\S]*Leverandøren ble kjøpt opp\./);
    expect(await page.locator('#deadline').count()).toBe(0);
    expect(await shownText(page.getByRole('main'))).toContain('Uten gjenstand');
  }, 180_000);

  test('approval granted, refused, and refused then granted', async () => {
    await approve('GRANTED', await openNotice('GRANTED'));
    await refuse('REFUSED');
    const page = await refuse('TURNED');
    expect(await gateOf('TURNED')).toEqual(shut('planned-day', 'notice-period', 'approval-refused'));
    await backToNotice(page);
    await approve('TURNED', page);
    expect(await gateOf('TURNED')).toEqual(shut('planned-day', 'notice-period'));
  }, 180_000);

  test('dismissed: late, so that two persons may end it, and the gate was never shut by it', async () => {
    await journey.testbed.advanceTo('2026-06-18T08:00:00Z');
    const page = await object('DISMISSED');
    expect(await gateOf('DISMISSED')).toEqual(shut('planned-day', 'notice-period'));
    await decideByTwo('DISMISSED', 'dismiss', { Begrunnelse: 'Den kom to dager etter fristen.' });
    await backToNotice(page);
    expect(await shownText(page.getByRole('main'))).toContain('Avvist');
    expect(await gateOf('DISMISSED')).toEqual(shut('planned-day', 'notice-period'));
  }, 180_000);

  test('late and admitted: sent after effect, it suspends the use', async () => {
    await journey.testbed.advanceTo('2026-06-30T22:00:00Z');
    expect(await gateOf('PROCEEDS')).toEqual(shut('planned-day'));
    const page = await object('ADMITTED');
    expect(await gateOf('ADMITTED')).toEqual(open('2026-07-01'));
    await openOnDesk(dpo, 'ADMITTED');
    await press(dpo, '#admit button');
    await backToNotice(page);
    expect(await status(page)).toContain('Bruken er stanset for denne avtalen mens innsigelsen deres behandles.');
    expect(await gateOf('ADMITTED')).toEqual(shut('objection-open'));
  }, 180_000);
});

interface End {
  gate: ReturnType<typeof open> | ReturnType<typeof shut>;
  /** The entries in force with their approvals, then the log. */
  annex: string[];
  /** After the notice, to whom and what. */
  mails: string[];
  chain: string[];
}

const received = 'objection.received (Kari Prøve)';
const inEffect = ['effect.inEffect (effects)', 'annex.changed (effects)'];
const by = { dpo: '(Personvernombud (demo))', colleague: '(Personvernombud (vara))' };
const confirmed = 'contact: Kvittering: vi har mottatt innsigelsen REF';
const code = 'contact: Engangskoden deres';
const agreed = [confirmed, code, 'contact: Vi har et forslag til dere (REF)', 'contact: Kvittering: dere har godtatt forslaget (REF)'];
const negotiated = [received, `objection.review ${by.dpo}`, `objection.propose ${by.dpo}`, 'objection.accept (controller)'];
const reminded = [1, 2].map(() => 'contact: Påminnelse: Ny underdatabehandler: Skybygg AS');
const held = 'contact: Endringen trer ikke i kraft for dere som planlagt';

/** How each stands when all is over, the agreement that was terminated too. */
const ends: Record<Reference, End> = {
  WITHDRAWN: {
    gate: open('2026-07-01'),
    annex: ['Skybygg AS 2026-07-01', 'added 2026-07-01'],
    mails: [
      ...['contact', 'second'].flatMap((to) =>
        ['vi har mottatt innsigelsen REF', 'innsigelsen REF er trukket tilbake'].map((what) => `${to}: Kvittering: ${what}`),
      ),
      code,
    ],
    chain: [received, 'objection.withdraw (controller)', ...inEffect],
  },
  PROCEEDS: {
    gate: open('2026-08-03'),
    annex: ['Skybygg AS 2026-08-03', 'added 2026-08-03'],
    mails: [...agreed, 'contact: Ny dag for endringen'],
    chain: [...negotiated, 'effect.moved (effects)', ...inEffect],
  },
  DROPPED: { gate: shut('dropped'), annex: [], mails: agreed, chain: [...negotiated, 'effect.dropped (objection)'] },
  UPHELD: {
    gate: shut('dropped'),
    annex: [],
    mails: [confirmed, 'contact: Innsigelsen er tatt til følge (REF)'],
    chain: [received, `objection.uphold ${by.dpo}`, 'effect.dropped (objection)'],
  },
  TERMINATED: {
    gate: shut('agreement-ended'),
    annex: [],
    mails: [confirmed, 'contact: Vi avslutter avtalen (REF)', held],
    chain: [
      ...[received, `objection.terminate ${by.dpo}`, `objection.confirm ${by.colleague}`, `agreement.ending ${by.colleague}`],
      ...['effect.held (effects)', 'agreement.ended (agreements)', 'effect.cancelled (agreements)'],
    ],
  },
  DISMISSED: {
    gate: open('2026-07-01'),
    annex: ['Skybygg AS 2026-07-01', 'added 2026-07-01'],
    mails: [...reminded, confirmed, 'contact: Innsigelsen er avvist (REF)'],
    chain: [received, `objection.dismiss ${by.dpo}`, `objection.confirm ${by.colleague}`, ...inEffect],
  },
  ADMITTED: {
    gate: shut('objection-open'),
    annex: ['Skybygg AS 2026-07-01 suspended', 'added 2026-07-01', 'suspended 2026-07-01'],
    mails: [...reminded, confirmed, 'contact: Innsigelsen er likevel godtatt som kommet i tide (REF)'],
    chain: [...inEffect, received, `objection.admit ${by.dpo}`, 'annex.suspended (objection)'],
  },
  MOOT: {
    gate: shut('not-approved', 'change-withdrawn'),
    annex: [],
    mails: [confirmed, 'contact: Endringen er trukket tilbake'],
    chain: [received, 'objection.changeWithdrawn (changeWithdrawn)', 'effect.cancelled (withdrawal)'],
  },
  GRANTED: {
    gate: open('2026-07-01'),
    annex: ['Skybygg AS 2026-07-01, specific: Kari Prøve, Personvernrådgiver', 'added 2026-07-01'],
    mails: [code, 'contact: Kvittering: dere har godkjent'],
    chain: ['approval.granted (Kari Prøve)', ...inEffect],
  },
  REFUSED: {
    gate: shut('approval-refused'),
    annex: [],
    mails: ['contact: Kvittering: dere har ikke godkjent', held],
    chain: ['approval.refused (Kari Prøve)', 'effect.held (effects)'],
  },
  TURNED: {
    gate: open('2026-07-01'),
    annex: ['Skybygg AS 2026-07-01, specific: Kari Prøve, Personvernrådgiver', 'added 2026-07-01'],
    mails: ['contact: Kvittering: dere har ikke godkjent', code, 'contact: Kvittering: dere har godkjent'],
    chain: ['approval.refused (Kari Prøve)', 'approval.granted (Kari Prøve)', ...inEffect],
  },
};

interface AnnexBody {
  entries: {
    details: { legalName: string };
    inForceFrom: string;
    suspended: boolean | object | null;
    approvals: { kind: string; by: string; title: string }[];
  }[];
  changes: { kind: string; on: string }[];
}

async function annexOf(reference: Reference): Promise<string[]> {
  const answer = await as(journey.testbed, 'auditor').get(`/agreements/${agreementIds.get(reference)}/annex`);
  const { entries, changes }: AnnexBody = answer.body;
  const inForce = entries.map(({ details, inForceFrom, suspended, approvals }) => {
    const line = `${details.legalName} ${inForceFrom}${suspended ? ' suspended' : ''}`;
    return [line, ...approvals.map(({ kind, by: name, title }) => `${kind}: ${name}, ${title}`)].join(', ');
  });
  return [...inForce, ...changes.map(({ kind, on }) => `${kind} ${on}`)];
}

function mailsTo(reference: Reference): string[] {
  const domain = addressOf(reference).replace('contact', '');
  return mailbox.flatMap(({ envelopeTo: [to = ''], subject = '' }) => {
    if (!to.endsWith(domain) || subject.startsWith('Varsel: ')) return [];
    const words = subject
      .replace(` (${reference})`, '')
      .replace(/ – (Skybygg|Lydarkiv) AS$/, '')
      .replace(objections.get(reference) ?? 'no objection', 'REF');
    return [`${to.replace(domain, '')}: ${words}`];
  });
}

async function chainOf(reference: Reference): Promise<string[]> {
  const { body } = await as(journey.testbed, 'auditor').get(`/audit?limit=100&agreementId=${agreementIds.get(reference)}`);
  const events: { type: string; actor: { kind: string; name: string | null } }[] = body.items;
  return events
    .filter(({ type }) => /^(objection|approval|effect|annex|agreement\.end)/.test(type))
    .map(({ type, actor }) => `${type} (${actor.name ?? actor.kind})`);
}

describe('after it all', () => {
  beforeAll(async () => {
    // Codes and reminders are erased on the way.
    const before = await journey.testbed.mailbox();
    await journey.testbed.advanceTo('2026-09-30T22:00:00Z');
    const after = await journey.testbed.mailbox();
    mailbox = [...before, ...after.filter(({ id }) => !before.some((each) => each.id === id))];
    const { config, context } = journey.testbed.dependencies;
    await signHead(context, { signer: createAuditSigner(config.auditKeys), at: new Date() });
  }, 180_000);

  test.each(Object.entries(ends) as [Reference, End][])('%s: the right gate, annex, mails and chain', async (reference, end) => {
    const [gate, annex, chain] = await Promise.all([gateOf(reference), annexOf(reference), chainOf(reference)]);
    const mails = mailsTo(reference).sort();
    expect({ gate, annex, mails, chain }).toEqual({ ...end, mails: [...end.mails].sort() });
  });

  test('the whole chain holds', async () => {
    const { config } = journey.testbed.dependencies;
    const { mongodbUri = '', redisUrl = '', dataDir } = config;
    const env = { MONGODB_URI: mongodbUri, REDIS_URL: redisUrl, DATA_DIR: dataDir, LOG_LEVEL: 'error' };
    const said: string[] = [];
    const out = (line: string) => said.push(line);
    const code = await runCli(['verify', '--json'], { env, startedIn: dataDir, readStandardInput: async () => '', out, err: out });
    expect({ code, ...JSON.parse(said.join('')) }).toMatchObject({ code: 0, ok: true });
  }, 180_000);
});
