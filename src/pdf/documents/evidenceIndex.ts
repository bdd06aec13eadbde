import { calendarDate } from '../../domain/calendar/calendarDate';
import { gateTexts } from '../../domain/gate/gateTexts';
import { objectionStateTexts } from '../../domain/objection/objectionTexts';
import { describeDate, describeInstant, type Locale } from '../../domain/periods/describe';
import { kindTexts } from '../../mail/texts/kindTexts';
import type { DocumentBlock, DocumentFact, PdfDocument } from '../documentModel';
import { evidenceTexts } from '../texts/evidenceTexts';
import type { EvidenceFacts, EvidenceLine, EvidenceSummary } from './evidenceFacts';

const mostInStatement = 3;
const longestReason = 300;
/** Of a change, where it may name two subprocessors. The whole stands below the document's title, or in the table of notices. */
const longestTitle = 120;

/** The index of a bundle: a statement of one page, how to check it, and then what there is. */
export function evidenceIndex(facts: EvidenceFacts, locale: Locale): PdfDocument {
  const texts = evidenceTexts[locale];
  const { subject, processorName, madeAt, timeZone } = facts;
  const made = describeInstant(madeAt, timeZone, locale, 'sameDay');
  return {
    locale,
    title: texts.title[subject.kind],
    subtitle: subject.kind === 'change' ? subject.title[locale] : `${subject.reference}, ${subject.controllerName}`,
    blocks: [
      { kind: 'heading', level: 1, text: texts.statement },
      { kind: 'paragraph', text: texts.lead[subject.kind](processorName) },
      { kind: 'facts', rows: statementRows(facts, locale), onOnePage: true },
      { kind: 'pageBreak' },
      ...verification(facts, locale),
      ...noticeTable(facts, locale),
      ...findings(facts.summary, locale),
      { kind: 'heading', level: 1, text: texts.files },
      { kind: 'list', items: [...texts.fileList[subject.kind], ...texts.fileList.both] },
      { kind: 'paragraph', text: texts.otherLanguage },
    ],
    footer: texts.footer(processorName, made),
  };
}

function statementRows({ subject, summary, head, timeZone }: EvidenceFacts, locale: Locale): DocumentFact[] {
  const { rows, ...texts } = evidenceTexts[locale];
  const told = summary.lines.filter(({ effect }) => effect !== 'superseded');
  const changeOf = new Map(
    told.map(({ change, plannedEffectiveOn }) => [`${change[locale]} ${plannedEffectiveOn}`, { change, plannedEffectiveOn }]),
  );
  const changes = [...changeOf.values()].map(({ change, plannedEffectiveOn }) => {
    const title = shortened(change[locale], longestTitle);
    return `${title}${title.endsWith('…') ? '' : '.'} ${texts.planned(day(plannedEffectiveOn, locale))}`;
  });
  const about =
    subject.kind === 'change'
      ? [
          {
            label: rows.what,
            values: [
              shortened(subject.title[locale], longestTitle),
              shortened(subject.reason[locale], longestReason),
              texts.planned(day(subject.plannedEffectiveOn, locale)),
            ],
          },
        ]
      : [{ label: rows.changes, values: changes.length > 0 ? firstOf(changes, changes.length, locale) : [texts.none] }];
  const approvals = approvalLines(summary, locale);
  return [
    ...about,
    { label: rows.reached, values: reachedLines(summary, locale) },
    { label: rows.evidence, values: evidenceLines(summary, locale) },
    { label: rows.clocks, values: clockLines(summary, locale) },
    ...(approvals.length > 0 ? [{ label: rows.approvals, values: approvals }] : []),
    { label: rows.objections, values: objectionLines(summary, locale) },
    { label: rows.effect, values: effectLines(summary, locale) },
    { label: rows.findings, values: findingsInShort(summary, locale) },
    {
      label: rows.head,
      values: head
        ? [texts.head(head.seq, describeInstant(new Date(head.at), timeZone, locale, 'sameDay'), head.kid), head.hash]
        : [texts.noHead],
    },
  ];
}

function reachedLines({ notices, superseded, received }: EvidenceSummary, locale: Locale): string[] {
  const texts = evidenceTexts[locale];
  const count = [...received.values()].reduce((sum, each) => sum + each, 0);
  return [notices === 0 ? texts.noNotices : texts.reached(notices, count), ...(superseded > 0 ? [texts.superseded(superseded)] : [])];
}

function evidenceLines({ received }: EvidenceSummary, locale: Locale): string[] {
  const texts = evidenceTexts[locale];
  const lines = [...received].map(([kind, count]) => texts.counted(count, texts.evidence[kind]));
  return lines.length > 0 ? lines : [texts.none];
}

function clockLines({ receipts, otherStarts }: EvidenceSummary, locale: Locale): string[] {
  const texts = evidenceTexts[locale];
  const others = otherStarts > 0 ? [texts.otherStart(otherStarts)] : [];
  if (!receipts) return others.length > 0 ? others : [texts.notReceived];
  const [first, last] = [day(receipts.first, locale), day(receipts.last, locale)];
  return [first === last ? texts.from(first) : texts.between(first, last), ...others];
}

function approvalLines({ approvals }: EvidenceSummary, locale: Locale): string[] {
  const texts = evidenceTexts[locale];
  const byKind = new Map<string, string[]>();
  for (const [key, count] of approvals) {
    const [kind = '', state] = key.split(' ');
    byKind.set(kind, [...(byKind.get(kind) ?? []), `${count} ${wordOf(texts.approvalStates, state)}`]);
  }
  return [...byKind].map(([kind, states]) => `${wordOf(texts.approvalKinds, kind)}: ${states.join(', ')}`);
}

function objectionLines({ objections, objectionsShown }: EvidenceSummary, locale: Locale): string[] {
  const texts = evidenceTexts[locale];
  if (objections === 0) return [texts.none];
  const words = objectionsShown.map((objection) => objectionWords(objection, locale));
  return firstOf(words, objections, locale);
}

/** The statement is one page, whatever there is to tell and unless names are absurd: the whole of it stands on the next ones and in the files. */
function firstOf(lines: readonly string[], all: number, locale: Locale): string[] {
  const listed = lines.slice(0, mostInStatement);
  return all > listed.length ? [...listed, evidenceTexts[locale].andMore(all - listed.length)] : listed;
}

function shortened(text: string, longest: number): string {
  const letters = [...text.replace(/\s+/g, ' ').trim()];
  return letters.length > longest ? `${letters.slice(0, longest).join('').trimEnd()} …` : letters.join('');
}

function objectionWords({ reference, state }: EvidenceLine['objections'][number], locale: Locale): string {
  return `${reference}: ${objectionStateTexts[state][locale].toLowerCase()}`;
}

function effectLines({ effects, inEffect, heldReasons }: EvidenceSummary, locale: Locale): string[] {
  const texts = evidenceTexts[locale];
  const most = [...heldReasons].sort(([, one], [, other]) => other - one);
  const reasons = most.map(([code, count]) => texts.counted(count, gateTitle(code, locale)));
  const why = firstOf(reasons, reasons.length, locale);
  return [...effects].flatMap(([effect, count]) => {
    if (effect === 'superseded') return [];
    if (effect === 'inEffect' && inEffect) return [texts.sinceBetween(count, day(inEffect.first, locale), day(inEffect.last, locale))];
    const because = effect === 'held' && why.length > 0 ? ` (${why.join('; ')})` : '';
    return [`${texts.counted(count, texts.effects[effect])}${because}`];
  });
}

/** Each finding stands by itself further down. */
function findingsInShort({ findingCount, erasedOn }: EvidenceSummary, locale: Locale): string[] {
  const texts = evidenceTexts[locale];
  const all = [...(findingCount > 0 ? [texts.findings.count(findingCount)] : []), ...erasedLines(erasedOn, locale)];
  return all.length > 0 ? all : [texts.noFindings];
}

function erasedLines(erasedOn: EvidenceSummary['erasedOn'], locale: Locale): string[] {
  const count = [...erasedOn.values()].reduce((sum, each) => sum + each, 0);
  const days = [...erasedOn.keys()].map((each) => day(each, locale));
  return count > 0 ? [evidenceTexts[locale].findings.erased(count, days.join(', '))] : [];
}

function findingLines({ findings: found, findingCount, erasedOn }: EvidenceSummary, locale: Locale): string[] {
  const texts = evidenceTexts[locale];
  const lines = found.map((finding) =>
    finding.kind === 'attachment'
      ? texts.findings.attachment(finding.documentId)
      : texts.findings[finding.kind](mailInWords(finding.mail, locale), finding.sendingId),
  );
  const more = findingCount > lines.length ? [texts.findings.more(findingCount - lines.length)] : [];
  return [...lines, ...more, ...erasedLines(erasedOn, locale)];
}

function verification({ fileName }: EvidenceFacts, locale: Locale): DocumentBlock[] {
  const texts = evidenceTexts[locale];
  const folder = texts.fileName;
  return [
    { kind: 'heading', level: 1, text: texts.verify },
    { kind: 'paragraph', text: texts.verifyLead },
    { kind: 'quote', text: `unzip ${fileName} -d ${folder}\nnode ${folder}/verify.mjs ${fileName}` },
    { kind: 'paragraph', text: texts.verifyKeys },
    { kind: 'note', text: texts.links },
  ];
}

function noticeTable({ subject, summary }: EvidenceFacts, locale: Locale): DocumentBlock[] {
  const texts = evidenceTexts[locale];
  const { lines } = summary;
  const all = summary.notices + summary.superseded;
  return [
    { kind: 'heading', level: 1, text: texts.notices },
    ...(lines.length === 0
      ? [{ kind: 'paragraph' as const, text: texts.noNotices }]
      : [
          {
            kind: 'table' as const,
            caption: texts.noticesCaption,
            columns: texts.columns[subject.kind],
            rows: lines.map((line) => rowOf(line, subject.kind, locale)),
            widths: texts.widths,
          },
        ]),
    ...(all > lines.length ? [{ kind: 'paragraph' as const, text: texts.more(lines.length, all) }] : []),
  ];
}

function rowOf(line: EvidenceLine, kind: EvidenceFacts['subject']['kind'], locale: Locale): string[] {
  const texts = evidenceTexts[locale];
  const name = kind === 'change' ? [line.agreementReference, line.controllerName] : [line.change[locale]];
  const received = line.receivedAt
    ? [describeInstant(line.receivedAt, line.timeZone, locale, 'sameDay'), ...(line.evidence ? [texts.evidence[line.evidence]] : [])]
    : [texts.notReceived];
  const answers = [
    ...(line.isAcknowledged ? [texts.acknowledged] : []),
    ...line.approvals.map((approval) => `${texts.approvalKinds[approval.kind]}: ${texts.approvalStates[approval.state]}`),
    ...line.objections.map((objection) => objectionWords(objection, locale)),
  ];
  const reasons = line.effect === 'held' || line.effect === 'cancelled' ? line.heldReasons.map((code) => gateTitle(code, locale)) : [];
  return [
    [...name, line.shortId].join('\n'),
    received.join('\n'),
    line.hasWindow ? dayOr(line.lastDayToObject, locale) : texts.openUntilEffect,
    dayOr(line.earliestEffectiveOn, locale),
    answers.length > 0 ? answers.join('\n') : texts.none,
    [
      line.inEffectSince && line.effect === 'inEffect' ? texts.since(day(line.inEffectSince, locale)) : texts.effects[line.effect],
      ...reasons,
    ].join('\n'),
  ];
}

function mailInWords(kind: string, locale: Locale): string {
  return Object.entries(kindTexts[locale]).find(([name]) => name === kind)?.[1] ?? kind;
}

function findings(summary: EvidenceSummary, locale: Locale): DocumentBlock[] {
  if (summary.findingCount === 0 && summary.erasedOn.size === 0) return [];
  return [
    { kind: 'heading', level: 1, text: evidenceTexts[locale].findingsTitle },
    { kind: 'list', items: findingLines(summary, locale) },
  ];
}

function gateTitle(code: string, locale: Locale): string {
  const known = Object.entries(gateTexts).find(([name]) => name === code);
  return known ? known[1].title[locale].toLowerCase() : code;
}

function wordOf(words: Record<string, string>, code: string | undefined): string {
  return code !== undefined && Object.hasOwn(words, code) ? (words[code] ?? code) : (code ?? '');
}

function day(date: string, locale: Locale): string {
  return describeDate(calendarDate(date), locale);
}

function dayOr(date: string | null, locale: Locale): string {
  return date ? day(date, locale) : '–';
}
