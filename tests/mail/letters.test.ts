import path from 'node:path';
import type { NoticeMessageRecord } from '../../src/data/dialogue.model';
import type { CorrectionRecord, ToldFacts } from '../../src/data/notice.model';
import type { ObjectionStep } from '../../src/data/objection.model';
import { type ContactKind, isStaffKind, sendingKinds } from '../../src/data/sending.model';
import { runStages, startStages } from '../../src/domain/objection/runningStages';
import { termsPresets } from '../../src/domain/terms/presets';
import type { Letter } from '../../src/mail/letter';
import { compileTemplates } from '../../src/mail/templates';
import { letterFor } from '../../src/mail/viewModels/letterFor';
import { projectRoot } from '../../src/projectRoot';
import { thirtySevenSignals } from '../support/clauses';
import {
  deployment,
  type Sample,
  sampleDocument,
  sampleDocumentRequest,
  sampleInput,
  sampleObjection,
  sampleQuestion,
  statedAt,
  subprocessor,
  withThirdCountry,
} from './samples';

const templates = compileTemplates(path.join(projectRoot(), 'views', 'emails'));

function letterOf(sample: Sample): Letter {
  const input = sampleInput(sample);
  return letterFor({
    ...input,
    deployment,
    shortReference: input.addressee.agreementReference,
    locale: input.sending.locale === 'en' ? 'en' : 'nb',
  });
}

const step = (different: Partial<ObjectionStep>): ObjectionStep => ({
  at: new Date('2026-06-17T08:00:00Z'),
  event: 'review',
  from: 'submitted',
  to: 'underReview',
  by: 'Personvernombudet',
  reason: null,
  ...different,
});

function decided(told: ObjectionStep['event'] | 'counter', objection: Parameters<typeof sampleObjection>[0] = {}): Sample {
  const event = told === 'counter' ? 'decline' : told;
  const history = [...sampleObjection().history, step({ event, reason: objection?.history?.at(-1)?.reason ?? null })];
  return { kind: 'objectionDecided', objection: sampleObjection({ ...objection, history }), sending: { detail: { event: told } } };
}

const proposal = {
  id: 'p1',
  at: statedAt,
  text: 'Vi lagrer opptakene i Norge.\nDet koster ikke mer.',
  effectiveOn: '2026-08-03',
  drop: false,
  answer: null,
  answeredAt: null,
  lapsedAt: null,
  counter: null,
  documentIds: [],
};
const proposals = [proposal];

const message = (about: 'approval' | 'consent', effectiveOn: string | null): NoticeMessageRecord => ({
  ...{ id: 'm', about, effectiveOn, at: statedAt },
  ...{ text: 'Leverandøren slutter.\nVi har ingen annen.', by: { personId: 'p', name: 'Personvernombudet' } },
});
const consented = { reference: 'SAM-2345-6789', effectiveOn: '2026-06-20', at: statedAt.toISOString(), by: 'Rådgiver, Personvernkontakt' };

const contactKinds = sendingKinds.filter((kind): kind is ContactKind => !isStaffKind(kind));

const toldBefore: ToldFacts = {
  ...{ changeType: 'add', details: subprocessor, previousDetails: null, modifiedFields: [], replacesName: null, chain: [] },
  ...{
    reason: { nb: 'Bedre kapasitet', en: 'More capacity' },
    plannedEffectiveOn: '2026-07-01',
    rollout: 'together',
    emergencyReason: null,
  },
};
const correction: CorrectionRecord = {
  ...{ revision: 2, at: new Date('2026-06-01T09:00:00Z'), reason: { nb: 'Skrivefeil', en: 'A typing mistake' }, before: toldBefore },
  facts: { ...toldBefore, plannedEffectiveOn: '2026-07-08', details: { ...subprocessor, address: 'Storgata 10, 0155 Oslo' } },
  ...{ contentHash: '2'.repeat(64), commonHash: '3'.repeat(64) },
};

const clocks = startStages({ terms: thirtySevenSignals, clause: '5.3' }, new Date('2026-06-01T10:00:00Z'));
const reply = { text: 'Vi har ingen annen leverandør.', by: 'Personvernombud' };
const answered = clocks && runStages({ terms: thirtySevenSignals, clause: '5.3' }, { ...clocks, answeredAt: statedAt, reply });
const lapsed = clocks && { ...clocks, lapsedAt: clocks.answer.closesAt };

const samples: Record<ContactKind, Sample[]> = {
  notice: [
    { content: { documents: [sampleDocument('open'), sampleDocument('onRequest')] } },
    {},
    { preset: 'dfo-2020-general', content: { details: withThirdCountry } },
    { preset: 'dfo-2020-specific', content: { changeType: 'replace', replacesName: 'Gammelsky AS' } },
    { content: { changeType: 'modify', details: withThirdCountry, previousDetails: subprocessor, modifiedFields: ['locations'] } },
    { content: { changeType: 'remove' } },
    { input: { repeat: true, deadlines: null } },
    { content: { revised: { revision: 1, reason: { nb: 'Feil sted' }, before: { ...toldBefore, details: withThirdCountry } } } },
    { notice: { carriedObjection: { objectionId: 'o', reference: 'INN-2345-6789', late: false } } },
    { notice: { carriedObjection: { objectionId: 'o', reference: 'INN-2345-6789', late: true }, corrections: [correction] } },
  ],
  acknowledged: [
    {
      kind: 'acknowledged',
      notice: { acknowledgements: [{ at: statedAt, contactId: '66a1b2c3d4e5f60718293a14', name: null }] },
      sending: { detail: { reference: 'KVI-2345-6789', at: statedAt.toISOString(), contactId: '66a1b2c3d4e5f60718293a14' } },
    },
  ],
  objectionReceived: [
    { kind: 'objectionReceived', objection: sampleObjection() },
    { kind: 'objectionReceived', objection: sampleObjection({ state: 'late', late: true }) },
    { kind: 'objectionReceived', objection: sampleObjection({ state: 'upheld', open: false }) },
    { kind: 'objectionReceived', objection: sampleObjection({ stages: clocks }), terms: thirtySevenSignals },
  ],
  objectionAdded: [{ kind: 'objectionAdded', objection: sampleObjection(), sending: { detail: { grounds: '0' } } }],
  objectionWithdrawn: [
    {
      kind: 'objectionWithdrawn',
      objection: sampleObjection({ state: 'withdrawn', history: [step({ event: 'withdraw', by: 'Rådgiver' })] }),
    },
  ],
  objectionDecided: [
    decided('review'),
    decided('askGrounds', { answerBy: '2026-06-30' }),
    decided('propose', { proposals }),
    decided('propose', {
      proposals: [
        {
          id: 'p2',
          at: statedAt,
          text: 'Vi lar det være.',
          effectiveOn: null,
          drop: true,
          answer: null,
          answeredAt: null,
          lapsedAt: null,
          counter: null,
          documentIds: [],
        },
      ],
    }),
    decided('accept', { proposals }),
    decided('decline', { proposals }),
    decided('counter', {
      proposals: [{ ...proposal, counter: { text: 'Heller med egne nøkler.', effectiveOn: '2026-09-01', documentIds: [] } }],
    }),
    decided('correctEntry'),
    decided('strikeOut', { state: 'withdrawn' }),
    decided('uphold'),
    decided('terminate', { agreementEndsOn: '2026-09-30', history: [step({ event: 'terminate', reason: 'Vi kan ikke levere uten.' })] }),
    decided('dismiss', { countsUntil: '2026-07-08', history: [step({ event: 'dismiss', reason: 'Ingen grunn ble gitt.' })] }),
    decided('admit'),
    decided('agreementEnded'),
    decided('propose', { proposals, stages: answered }),
    decided('answer', { stages: answered }),
    decided('answerLapsed', { stages: lapsed }),
    decided('terminateByController', { agreementEndsOn: '2026-09-30', stages: answered }),
    decided('silenceAccepts', { stages: lapsed }),
    decided('silenceAccepts', { stages: answered, proposals: [{ ...proposal, answer: 'accepted' }] }),
    decided('silenceDrops', { stages: lapsed }),
  ],
  approvalDecided: (['granted', 'refused'] as const).map((state) => ({
    kind: 'approvalDecided',
    notice: {
      approvals: [
        {
          kind: 'third-country',
          state,
          requestedAt: statedAt,
          decidedAt: statedAt,
          decidedBy: { name: 'Rådgiver', title: 'Personvernkontakt', contactId: null },
          grounds: state === 'refused' ? 'Overføringen er for usikker.' : null,
          reference: 'GOD-2345-6789',
        },
      ],
    },
    sending: { detail: { decision: state, kinds: 'third-country', reference: 'GOD-2345-6789' } },
  })),
  changeWithdrawn: [{ kind: 'changeWithdrawn' }, { kind: 'changeWithdrawn', sending: { detail: { revision: '2' } } }],
  terminationReminder: [{ kind: 'terminationReminder', objection: sampleObjection({ stages: lapsed }) }],
  revisionInformation: [{ kind: 'revisionInformation', notice: { corrections: [correction] }, sending: { detail: { revision: '2' } } }],
  effectHeld: [{ kind: 'effectHeld', sending: { detail: { reasons: 'objection-open,waiting-for-others,no-such-code' } } }],
  effectMoved: [
    { kind: 'effectMoved', sending: { detail: { effectiveOn: '2026-07-03' } } },
    { kind: 'effectMoved', sending: { detail: { effectiveOn: '2026-06-02' } } },
  ],
  oneTimeCode: [
    {
      kind: 'oneTimeCode',
      input: { code: '012345', link: null },
      sending: { detail: { codeId: 'c', act: 'withdraw', expiresAt: '2026-06-02T09:00:00Z' } },
    },
    { kind: 'oneTimeCode', input: { code: '999999', link: null }, sending: { detail: { codeId: 'c', act: 'approve' } } },
  ],
  reminder: [{ kind: 'reminder' }, { kind: 'reminder', preset: 'dfo-2020-general' }],
  approvalReminder: [{ kind: 'approvalReminder', preset: 'dfo-2020-specific' }],
  contactCheck: [{ kind: 'contactCheck' }],
  questionReceived: [{ kind: 'questionReceived', question: sampleQuestion(), sending: { detail: { questionId: 'q' } } }],
  questionAnswered: [
    {
      kind: 'questionAnswered',
      question: sampleQuestion({
        open: false,
        answer: { text: 'Bare drift.\nI 30 dager.', at: statedAt, by: { personId: 'p', name: 'Personvernombudet' } },
      }),
      sending: { detail: { questionId: 'q' } },
    },
  ],
  documentsAsked: [
    { kind: 'documentsAsked', input: { documentRequest: sampleDocumentRequest() }, sending: { detail: { documentRequestId: 'd' } } },
  ],
  documentsAnswered: [true, false].map((granted) => ({
    kind: 'documentsAnswered' as const,
    input: {
      documentRequest: sampleDocumentRequest({
        open: false,
        decision: {
          ...{ granted, text: 'Svaret vårt.\nI to linjer.', at: statedAt, by: { personId: 'p', name: 'Personvernombudet' } },
          readableUntil: granted ? '2026-07-02' : null,
        },
      }),
    },
    sending: { detail: { documentRequestId: 'd' } },
  })),
  consentRequested: [
    { kind: 'consentRequested', notice: { messages: [message('consent', '2026-06-20')] }, sending: { detail: { messageId: 'm' } } },
  ],
  consentGiven: [{ kind: 'consentGiven', sending: { detail: consented } }],
  consentWithdrawn: [{ kind: 'consentWithdrawn', sending: { detail: consented } }],
  stopOrdered: [
    {
      kind: 'stopOrdered',
      input: { link: null },
      sending: { detail: { at: statedAt.toISOString(), by: 'Kommunedirektøren', reason: 'Et avvik.\nVi må se på det.' } },
    },
  ],
  stopLifted: [
    {
      kind: 'stopLifted',
      input: { link: null },
      sending: { detail: { at: statedAt.toISOString(), orderedAt: statedAt.toISOString(), reason: 'Avviket er lukket.' } },
    },
  ],
  approvalMessage: [
    {
      kind: 'approvalMessage',
      preset: 'dfo-2020-specific',
      notice: { messages: [message('approval', null)] },
      sending: { detail: { messageId: 'm' } },
    },
  ],
  wrongPersonNoted: [
    {
      kind: 'wrongPersonNoted',
      sending: {
        detail: { reference: 'KON-2345-6789', contactId: '66a1b2c3d4e5f60718293a14', voided: 'yes', proposed: 'rett@eksempel.example' },
      },
    },
    { kind: 'wrongPersonNoted', sending: { detail: { reference: 'KON-2345-6789', contactId: '', voided: 'no' } } },
  ],
};

/** Every string of a letter that a reader sees. */
function told(value: unknown, name = ''): string[] {
  if (name === 'locale' || name === 'subject' || name === 'words' || name === 'urlIntroduction') return [];
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([member, inner]) => told(inner, member));
}

function readableHtml(html: string): string {
  const entities: Record<string, string> = { '&lt;': '<', '&gt;': '>', '&#34;': '"', '&#39;': "'", '&amp;': '&' };
  return html
    .replace(/<head>[\s\S]*<\/head>/, '')
    .replace(/<[^>]+>/g, '\n')
    .replace(/&(lt|gt|#34|#39|amp);/g, (entity) => entities[entity] ?? entity);
}

const cases = contactKinds.flatMap((kind) =>
  samples[kind].flatMap((sample, index) =>
    (['nb', 'en'] as const).map((locale) => ({ kind, index, locale, sample: { ...sample, locale } })),
  ),
);

describe('every kind of mail, in both languages', () => {
  test.each(cases)('$kind $index in $locale: HTML and text tell every fact of the letter', ({ sample }) => {
    const letter = letterOf(sample);
    const [html, text] = [readableHtml(templates.html(letter)).toUpperCase(), templates.text(letter).toUpperCase()];
    for (const fact of told(letter)) {
      expect(text).toContain(fact.toUpperCase());
      expect(html).toContain(fact.toUpperCase());
    }
    expect(`${html}${text}`).not.toMatch(/UNDEFINED|\[OBJECT|\bNULL\b|NAN\b|INVALID DATE/);
  });

  test.each(cases)('$kind $index in $locale: names agreement and change, and nothing is left empty', ({ sample, locale }) => {
    const letter = letterOf(sample);
    expect(letter.locale).toBe(locale);
    expect(letter.subject).toContain('(DBA-2024-17)');
    // Of two changes under one agreement the subject tells which; these are about no change.
    if (!['contactCheck', 'stopOrdered', 'stopLifted'].includes(sample.kind ?? 'notice')) expect(letter.subject).toContain('Skylager');
    expect(told(letter).join('\n')).toContain('Skylager & Sønner AS');
    // A blank line of somebody's own words is theirs.
    const ours = { ...letter, sections: letter.sections.map((section) => ({ ...section, quote: [] })) };
    expect(told(ours).filter((fact) => fact.trim() === '')).toEqual([]);
  });

  test.each(contactKinds)('%s: the two languages have the same shape', (kind) => {
    for (const sample of samples[kind]) {
      const shape = ({ sections, box, lead }: Letter) => [
        lead.length,
        box?.facts.map(({ lines }) => lines.length),
        sections.map(({ facts, paragraphs, quote }) => [facts?.length, paragraphs?.length, quote?.length]),
      ];
      expect(shape(letterOf({ ...sample, locale: 'en' }))).toEqual(shape(letterOf({ ...sample, locale: 'nb' })));
    }
  });
});

describe('what the messages say', () => {
  const everything = (sample: Sample) => told(letterOf(sample)).join('\n');

  test('an objection in time: reference, time, the words as they came, and what happens next', () => {
    const text = everything({ kind: 'objectionReceived', objection: sampleObjection() });
    for (const fact of [
      'INN-7K3M-9QPX',
      'tirsdag 16. juni 2026 kl. 23.59 (norsk tid)',
      'Kom i tide',
      'Vi kan ikke godta dette.',
      'Opptakene gjelder elever.',
      'Rådgiver, Personvernkontakt',
    ])
      expect(text).toContain(fact);
    expect(text).toContain('trer ikke i kraft for dere så lenge den er til behandling');
  });

  test('an objection that came at 24:00: late, at the first minute of the next day, and it stops nothing', () => {
    const text = everything({
      kind: 'objectionReceived',
      objection: sampleObjection({ state: 'late', late: true, receivedAt: new Date('2026-06-16T22:00:00Z') }),
    });
    expect(text).toContain('onsdag 17. juni 2026 kl. 00.00 (norsk tid)');
    expect(text).toContain('stanser ikke endringen');
  });

  test('an objection under terms with a day for the answer: the period is told', () => {
    expect(
      everything({ kind: 'objectionReceived', objection: sampleObjection({ stages: clocks }), terms: thirtySevenSignals, locale: 'en' }),
    ).toContain('within 30 days, that is on Wednesday 1 July 2026 at the latest');
  });

  test('a proposal that was accepted: what was agreed and from when', () => {
    const settled = { state: 'settled', open: false, outcome: 'proceeds', proceedsFrom: '2026-08-03', proposals } as const;
    const text = everything(decided('accept', { ...settled, proposals: [{ ...proposal, answer: 'accepted' }] }));
    expect(text).toContain('Etter det som er avtalt, trer endringen tidligst i kraft mandag 3. august 2026.');
    expect(text).toContain('Vi lagrer opptakene i Norge.');
  });

  test('a late objection that is dismissed: that it never stopped the change, and when that can take effect', () => {
    const letter = letterOf(decided('dismiss', { state: 'dismissed', open: false, late: true }));
    const next = letter.sections.find(({ heading }) => heading === 'Det som skjer nå');
    expect(next?.paragraphs?.[0]).toBe('Innsigelsen er avvist. Den stanset ikke endringen.');
    expect(next?.paragraphs?.[1]).toMatch(/^Endringen trer tidligst i kraft for dere /);
  });

  test('a proposal stands in the box as how things stand, an end of the agreement as decided', () => {
    expect(letterOf(decided('propose', { proposals })).box?.heading).toBe('Dette gjelder nå');
    const [terminated] = samples.objectionDecided.filter(({ sending }) => sending?.detail?.event === 'terminate');
    expect(letterOf(terminated ?? {}).box?.heading).toBe('Det som er bestemt');
  });

  test('the agreement is ended: its last day and why', () => {
    const [terminated] = samples.objectionDecided.filter(({ sending }) => sending?.detail?.event === 'terminate');
    const text = everything(terminated ?? {});
    expect(text).toContain('onsdag 30. september 2026');
    expect(text).toContain('Vi kan ikke levere uten.');
  });

  test('held: each reason in words, unknown codes left out, no other controller named', () => {
    const letter = letterOf({ kind: 'effectHeld', sending: { detail: { reasons: 'objection-open,waiting-for-others,no-such-code' } } });
    expect(letter.sections[0]).toEqual({
      heading: 'Hvorfor',
      paragraphs: [
        'Dere har motsatt dere endringen, og innsigelsen er ikke avsluttet.',
        'Endringen skal tre i kraft samtidig for alle avtaler den gjelder, og ikke alle er klare.',
      ],
    });
  });

  test('moved: a day to come is told as such, one that has come as done', () => {
    expect(letterOf({ kind: 'effectMoved', sending: { detail: { effectiveOn: '2026-07-03' } } }).title).toBe('Ny dag for endringen');
    expect(letterOf({ kind: 'effectMoved', sending: { detail: { effectiveOn: '2026-06-02' } } }).title).toBe(
      'Endringen har trådt i kraft for dere',
    );
  });

  test('a one-time code: the code, what for, how long and who asked; not in the subject, and no link', () => {
    const letter = letterOf(samples.oneTimeCode[0] ?? {});
    expect(letter).toMatchObject({
      code: '012345',
      action: null,
      lead: [expect.anything(), 'Skriv denne koden på siden for å trekke innsigelsen tilbake:'],
    });
    expect(letter.subject).not.toMatch(/\d{6}|012345/);
    expect(told(letter).join('\n')).toContain('Koden gjelder til tirsdag 2. juni 2026 kl. 11.00 (norsk tid)');
    expect(told(letter).join('\n')).toContain('postmottak@eksempel-kommune.example');
  });

  test('grounds that imitate the mail around them: stay a quotation', () => {
    const [grounds] = sampleObjection().grounds;
    if (!grounds) throw new Error('the sample has grounds');
    const forged = sampleObjection({ grounds: [{ ...grounds, text: 'ok\n\nDET SOM SKJER NÅ\n\nInnsigelsen er trukket.\r\n-- \r\n' }] });
    const text = templates.text(letterOf({ kind: 'objectionReceived', objection: forged }));
    expect(text).toContain('> DET SOM SKJER NÅ');
    expect(text.match(/^DET SOM SKJER NÅ$/gm)).toHaveLength(1);
  });

  test('a record that the kind is about is missing: refused loudly', () => {
    expect(() => letterOf({ kind: 'objectionReceived' })).toThrow('objection');
    expect(() => letterOf({ kind: 'oneTimeCode' })).toThrow('code');
    expect(() => letterOf({ kind: 'effectMoved' })).toThrow('day');
    expect(() => letterOf({ input: { notice: null } })).toThrow('notice');
  });

  test('terms alone decide: the same agreement under other terms says otherwise', () => {
    const general = everything({ terms: termsPresets.videonor });
    const specific = everything({ terms: { ...termsPresets.videonor, authorisation: 'specific' } });
    expect(general).not.toContain('Taushet er aldri et ja');
    expect(specific).toContain('Taushet er aldri et ja');
  });
});
