import { calendarDate } from '../../domain/calendar/calendarDate';
import { gateTexts } from '../../domain/gate/gateTexts';
import { objectionStateTexts } from '../../domain/objection/objectionTexts';
import { describeDate, describeInstant, type Locale } from '../../domain/periods/describe';
import { kindTexts } from '../../mail/texts/kindTexts';
import type { DocumentBlock, DocumentFact, PdfDocument } from '../documentModel';
import { evidenceTexts } from '../texts/evidenceTexts';
import type { EvidenceFacts, EvidenceLine, EvidenceSummary } from './evidenceFacts';

/** The index of a bundle: a statement of one page, how to check it, and then what there is. */
export function evidenceIndex(facts: EvidenceFacts, locale: Locale): PdfDocument {
  const texts = evidenceTexts[locale];
  const { subject, processorName, madeAt, timeZone } = facts;
  const made = describeInstant(madeAt, timeZone, locale, 'sameDay');
  const lead = subject.kind === 'change' ? texts.lead.change(processorName) : texts.lead.agreement(processorName, subject.controllerName);
  return {
    locale,
    title: texts.title[subject.kind],
    subtitle: subject.kind === 'change' ? subject.title[locale] : `${subject.reference}, ${subject.controllerName}`,
    blocks: [
      { kind: 'heading', level: 1, text: texts.statement },
      { kind: 'paragraph', text: lead },
      { kind: 'facts', rows: statementRows(facts, locale) },
      ...verification(facts, locale),
      { kind: 'pageBreak' },
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
  const changes = [
    ...new Set(told.map(({ change, plannedEffectiveOn }) => `${change[locale]}. ${texts.planned(day(plannedEffectiveOn, locale))}`)),
  ];
  const about =
    subject.kind === 'change'
      ? [
          {
            label: rows.what,
            values: [subject.title[locale], subject.reason[locale], texts.planned(day(subject.plannedEffectiveOn, locale))],
          },
        ]
      : [{ label: rows.changes, values: changes.length > 0 ? changes : [texts.none] }];
  const approvals = approvalLines(summary, locale);
  return [
    ...about,
    { label: rows.reached, values: reachedLines(summary, locale) },
    { label: rows.evidence, values: evidenceLines(summary, locale) },
    { label: rows.clocks, values: clockLines(summary, locale) },
    ...(approvals.length > 0 ? [{ label: rows.approvals, values: approvals }] : []),
    { label: rows.objections, values: objectionLines(summary, locale) },
    { label: rows.effect, values: effectLines(summary, locale) },
    { label: rows.findings, values: findingLines(summary, locale, 3) },
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
  return [...approvals].map(([key, count]) => {
    const [kind, state] = key.split(' ');
    const words = `${wordOf(texts.approvalKinds, kind)}, ${wordOf(texts.approvalStates, state)}`;
    return texts.counted(count, words);
  });
}

function objectionLines({ objections, objectionsShown }: EvidenceSummary, locale: Locale): string[] {
  const texts = evidenceTexts[locale];
  if (objections === 0) return [texts.none];
  const listed = objectionsShown.slice(0, 5).map((objection) => objectionWords(objection, locale));
  return objections > listed.length ? [...listed, `+ ${objections - listed.length}`] : listed;
}

function objectionWords({ reference, state }: EvidenceLine['objections'][number], locale: Locale): string {
  return `${reference}: ${objectionStateTexts[state][locale].toLowerCase()}`;
}

function effectLines({ effects, inEffect, heldReasons }: EvidenceSummary, locale: Locale): string[] {
  const texts = evidenceTexts[locale];
  const why = [...heldReasons].map(([code, count]) => texts.counted(count, gateTitle(code, locale)));
  return [...effects].flatMap(([effect, count]) => {
    if (effect === 'superseded') return [];
    if (effect === 'inEffect' && inEffect) return [texts.sinceBetween(count, day(inEffect.first, locale), day(inEffect.last, locale))];
    const reasons = effect === 'held' && why.length > 0 ? ` (${why.join('; ')})` : '';
    return [`${texts.counted(count, texts.effects[effect])}${reasons}`];
  });
}

function findingLines({ findings: found, findingCount, erasedOn }: EvidenceSummary, locale: Locale, most: number): string[] {
  const texts = evidenceTexts[locale];
  const erased = [...erasedOn.values()].reduce((sum, count) => sum + count, 0);
  const days = [...erasedOn.keys()].map((each) => day(each, locale));
  const lines = found
    .slice(0, most)
    .map((finding) =>
      finding.kind === 'attachment'
        ? texts.findings.attachment(finding.documentId)
        : texts.findings[finding.kind](mailInWords(finding.mail, locale), finding.sendingId),
    );
  const more = findingCount > lines.length ? [texts.findings.more(findingCount - lines.length)] : [];
  const gone = erased > 0 ? [texts.findings.erased(erased, days.join(', '))] : [];
  const all = [...lines, ...more, ...gone];
  return all.length > 0 ? all : [texts.noFindings];
}

function verification({ fileName }: EvidenceFacts, locale: Locale): DocumentBlock[] {
  const texts = evidenceTexts[locale];
  const folder = texts.fileName;
  return [
    { kind: 'heading', level: 2, text: texts.verify },
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
  const reasons = line.effect === 'held' ? line.heldReasons.map((code) => gateTitle(code, locale)) : [];
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
    { kind: 'list', items: findingLines(summary, locale, summary.findings.length) },
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
