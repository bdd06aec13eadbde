import type { NoticeEffect } from '../../src/domain/notice/noticeEffect';
import { objectionStates } from '../../src/domain/objection/objectionTable';
import type { EvidenceFacts, EvidenceLine } from '../../src/pdf/documents/evidenceFacts';
import { evidenceIndex } from '../../src/pdf/documents/evidenceIndex';
import { renderPdf } from '../../src/pdf/renderPdf';
import { readPdf } from '../support/readPdf';

const madeAt = new Date('2026-07-20T08:00:00Z');
const both = (text: string) => ({ nb: text, en: text });

function lineOf(number: number, more: Partial<EvidenceLine> = {}): EvidenceLine {
  return {
    shortId: `NR${number}`,
    agreementReference: `DBA-${number}`,
    controllerName: 'Kommunen',
    change: both(`Ny underdatabehandler: ${'Fjernvarmeovervåking '.repeat(2)}${number} AS`),
    plannedEffectiveOn: '2026-07-01',
    timeZone: 'Europe/Oslo',
    receivedAt: madeAt,
    evidence: 'accepted',
    hasClock: true,
    lastDayToObject: '2026-06-16',
    hasWindow: true,
    earliestEffectiveOn: '2026-07-01',
    isAcknowledged: true,
    approvals: [],
    objections: [],
    effect: 'held',
    inEffectSince: null,
    heldReasons: ['objection-open'],
    ...more,
  };
}

/** More than a bundle usually has to tell on its first page. */
function factsOf(subject: EvidenceFacts['subject'], lines: readonly EvidenceLine[]): EvidenceFacts {
  const kinds = ['specific', 'third-country', 'location', 'description'];
  const states = ['requested', 'granted', 'refused'];
  const effects: NoticeEffect[] = ['pending', 'held', 'inEffect', 'dropped', 'cancelled'];
  const codes = ['objection-open', 'approval-missing', 'transfer-approval-missing', 'contract-missing', 'agreement-ending', 'stopped'];
  return {
    subject,
    summary: {
      notices: 1_000,
      superseded: 20,
      received: new Map([...(['accepted', 'delivered', 'acknowledged', 'manual'] as const)].map((kind) => [kind, 200])),
      receipts: { first: '2026-06-02', last: '2026-06-12' },
      otherStarts: 3,
      approvals: new Map(kinds.flatMap((kind) => states.map((state) => [`${kind} ${state}`, 12] as const))),
      objections: 40,
      objectionsShown: objectionStates.map((state, index) => ({ reference: `INN-AAAA-000${index}`, state })),
      effects: new Map(effects.map((effect) => [effect, 200])),
      inEffect: { first: '2026-07-01', last: '2026-07-09' },
      heldReasons: new Map(codes.map((code) => [code, 7])),
      lines,
      findings: [1, 2, 3].map((index) => ({ kind: 'differs', sendingId: `6b02e66d9a2e47460e3627a${index}`, mail: 'objectionReceived' })),
      findingCount: 12,
      erasedOn: new Map([['2026-07-20', 4]]),
    },
    head: { seq: 12_345, hash: 'a'.repeat(64), at: madeAt.toISOString(), kid: '2026-01' },
    processorName: 'Forvarsel Demo AS',
    madeAt,
    timeZone: 'Europe/Oslo',
    fileName: 'forvarsel-bevis-skybygg-as-2026-07-20.zip',
  };
}

const lines = Array.from({ length: 12 }, (_each, index) => lineOf(index));
const change = {
  kind: 'change' as const,
  title: both('Ny underdatabehandler'),
  reason: both('Bedre. '.repeat(400)),
  plannedEffectiveOn: '2026-07-01',
};
const agreement: EvidenceFacts['subject'] = { kind: 'agreement', reference: 'D'.repeat(60), controllerName: 'Interkommunalt '.repeat(13) };

/** The longest names that the register takes. */
function longNamed(name: string): { change: EvidenceFacts['subject']; agreement: EvidenceFacts['subject']; lines: EvidenceLine[] } {
  const title = `Ny underdatabehandler: ${name} i stedet for ${name}`;
  return {
    change: { ...change, title: both(title) },
    agreement: { kind: 'agreement', reference: name, controllerName: name },
    lines: Array.from({ length: 12 }, (_each, index) => lineOf(index, { change: both(`${title}, ${index}`), controllerName: name })),
  };
}
const long = longNamed('KOMMUNALOMRÅDENE '.repeat(12).slice(0, 200));

test.each([
  ['a change', 'nb', change, 'Slik kontrollerer du pakken selv'],
  ['a change', 'en', change, 'How to check this bundle yourself'],
  ['an agreement', 'nb', agreement, 'Slik kontrollerer du pakken selv'],
  ['an agreement', 'en', agreement, 'How to check this bundle yourself'],
  ['a change of the longest names', 'nb', long.change, 'Slik kontrollerer du pakken selv'],
  ['an agreement of the longest names', 'en', long.agreement, 'How to check this bundle yourself'],
] as const)(
  'the index of %s in %s with much to tell: the statement is one page, and how to check it begins the next',
  async (_what, locale, subject, heading) => {
    const told = subject === long.change || subject === long.agreement ? long.lines : lines;
    const { pages } = readPdf(await renderPdf(evidenceIndex(factsOf(subject, told), locale), madeAt));
    expect(pages[0]).toContain(locale === 'nb' ? 'og 37 til' : 'and 37 more');
    expect(pages[1]?.trim().split('\n')[0]).toBe(heading);
  },
);

test('names that nothing makes fit: the statement goes on overleaf in the usual size, as the same table, and the next part begins a page of its own', async () => {
  const { agreement: subject, lines: told } = longNamed('W'.repeat(200));
  const { pages, structure } = readPdf(await renderPdf(evidenceIndex(factsOf(subject, told), 'nb'), madeAt));
  const [, overleaf, verification] = pages;
  expect(overleaf).toContain('Kjedens hode');
  expect(overleaf?.replace(/\s+/g, ' ')).toContain(`side 2 av ${pages.length}`);
  expect(overleaf).toContain('Forvarsel Demo AS. Laget');
  expect(verification?.trim().split('\n')[0]).toBe('Slik kontrollerer du pakken selv');
  // The statement and the notices.
  expect(structure.match(/\/S \/Table\b/g)).toHaveLength(2);
});

test('a notice that was cancelled says why, and what lapsed for the agreement is called so', () => {
  const told = [lineOf(1, { effect: 'cancelled', heldReasons: ['agreement-ended'] }), lineOf(2, { effect: 'dropped', heldReasons: [] })];
  const table = evidenceIndex(factsOf(change, told), 'nb').blocks.find(({ kind }) => kind === 'table');
  const rows = table?.kind === 'table' ? table.rows.map((row) => row.at(-1)) : [];
  expect(rows).toEqual(['avlyst\navtalen er avsluttet', 'falt bort for avtalen']);
});
