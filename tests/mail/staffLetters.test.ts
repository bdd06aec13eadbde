import path from 'node:path';
import type { DigestRecord } from '../../src/data/digest.model';
import type { StaffKind } from '../../src/data/sending.model';
import type { Letter, StaffLetterInput } from '../../src/mail/letter';
import { compileTemplates } from '../../src/mail/templates';
import { letterForStaff } from '../../src/mail/viewModels/staffLetters';
import { projectRoot } from '../../src/projectRoot';
import { deployment, sampleInput } from './samples';

const templates = compileTemplates(path.join(projectRoot(), 'views', 'emails'));
const statedAt = new Date('2026-06-02T05:00:00Z');

const digest: DigestRecord = {
  ...{ _id: 'd', userId: 'u', day: '2026-06-02', at: statedAt, createdAt: statedAt },
  lines: [
    { title: { nb: 'Innsigelse INN-1 (ny)', en: 'Objection INN-1 (new)' }, dueOn: null, href: '/desk/objections/1', own: true },
    {
      title: { nb: 'Gå gjennom og frigi: Sky <AS>', en: 'Review and release: Sky <AS>' },
      dueOn: '2026-06-01',
      href: '/desk/changes/2',
      own: true,
    },
    { title: { nb: 'Utkast', en: 'A draft' }, dueOn: '2026-07-01', href: '/desk/changes/3', own: false },
  ],
  total: 60,
  alertsHeldBack: 7,
};

function letterOf(kind: StaffKind, detail: Record<string, string>, locale: 'nb' | 'en' = 'nb', repeat = false): Letter {
  const { sending } = sampleInput();
  const input: StaffLetterInput = {
    sending: { ...sending, kind, detail, noticeId: null, changeId: null, agreementId: null, contactId: null, staffUserId: 'u' },
    digest: kind === 'staffDigest' ? digest : null,
    ...{ timeZone: 'Europe/Oslo', statedAt, repeat, deployment, locale },
  };
  return letterForStaff(input);
}

const alert = { agreement: 'DBA-17', controller: 'Eksempel kommune', subprocessor: 'Sky AS', href: '/desk/notices/1' };
const cases: [StaffKind, Record<string, string>][] = [
  ['staffDigest', { digestId: 'd' }],
  ['staffAlert', { ...alert, about: 'objection', reference: 'INN-7K3M-9QPX' }],
  ['staffAlert', { ...alert, about: 'receiptVoided' }],
  ['staffAlert', { ...alert, about: 'undeliverable' }],
  ['auditHead', { line: '{"at":"2026-06-02T05:00:00.000Z","seq":12}' }],
];

test.each(cases)('%s %o: both languages have the same shape, and HTML and text tell all of it', (kind, detail) => {
  const shape = ({ lead, sections, footer, action }: Letter) => [
    ...[lead.length, footer.length, action === null],
    sections.map(({ facts, paragraphs, links }) => [facts?.length, paragraphs?.length, links?.length]),
  ];
  expect(shape(letterOf(kind, detail, 'en'))).toEqual(shape(letterOf(kind, detail, 'nb')));
  for (const locale of ['nb', 'en'] as const) {
    const letter = letterOf(kind, detail, locale);
    const [html, text] = [templates.html(letter), templates.text(letter)];
    expect(`${html}${text}`).not.toMatch(/undefined|\[object|\bnull\b|NaN|Invalid Date/);
    for (const { links = [] } of letter.sections) for (const { url } of links) expect(html).toContain(`href="${url}"`);
    for (const fact of [...letter.lead, ...letter.footer]) expect(text).toContain(fact);
  }
});

test('a digest: what is late is said to be, what has no room is counted, and nothing is a link that opens without signing in', () => {
  const text = templates.text(letterOf('staffDigest', { digestId: 'd' }));
  expect(text).toContain('Gå gjennom og frigi: Sky <AS> (over fristen mandag 1. juni 2026)');
  expect(text).toContain('57 saker til står på siden.');
  expect(text).toContain('7 hendelser ble ikke sendt som egne e-poster');
  expect(text).not.toContain('/n/');
});

test('an answer that is due: the last day with its weekday', () => {
  const text = templates.text(letterOf('staffAlert', { ...alert, about: 'answerDue', dueOn: '2026-07-03' }));
  expect(text).toContain('Svar senest: fredag 3. juli 2026');
});

test('a repeated alert says that it repeats; one about nothing known is a bug that is told', () => {
  expect(letterOf('staffAlert', { ...alert, about: 'undeliverable' }, 'en', true).subject).toBe(
    'Repeated: The notice cannot be delivered (DBA-17)',
  );
  expect(() => letterOf('staffAlert', { ...alert, about: 'nothing' })).toThrow('there are words for');
});
