import type { NoticeRecord } from '../../data/notice.model';
import type { ObjectionRecord } from '../../data/objection.model';
import { localDateOf } from '../../domain/calendar/calendarDate';
import type { NoticeEffect } from '../../domain/notice/noticeEffect';
import type { EvidenceKind } from '../../domain/receipt/receipt';
import { termsFor } from '../../domain/terms/termsFor';
import { asCorrected } from '../../mail/corrected';
import { changeTitle } from '../../mail/viewModels/subprocessorFacts';
import type { EvidenceFinding, EvidenceLine, EvidenceSummary } from '../../pdf/documents/evidenceFacts';
import { spreadsheetHead, spreadsheetLines } from '../../pdf/spreadsheet';

/** As many as anybody reads; the rest is in notices.csv. */
const linesShown = 200;
const findingsShown = 100;

export interface SummaryKeeper {
  addNotice(notice: NoticeRecord, objections: readonly ObjectionRecord[]): void;
  addFinding(finding: EvidenceFinding): void;
  /** `on` is a legal day. */
  addErased(on: string): void;
  /** What has been added until now. */
  summary: EvidenceSummary;
  /** The table of all notices, a line each, with its header. */
  csv(): Iterable<string>;
}

/** Counts while notices go by, each as it is told at `now` (legal time): what stays in memory is a line of each. */
export function keepSummary(now: Date): SummaryKeeper {
  const received = new Map<EvidenceKind, number>();
  const approvals = new Map<string, number>();
  const effects = new Map<NoticeEffect, number>();
  const heldReasons = new Map<string, number>();
  const erasedOn = new Map<string, number>();
  const lines: EvidenceLine[] = [];
  const objectionsShown: EvidenceLine['objections'] = [];
  const findings: EvidenceFinding[] = [];
  const table: string[] = [spreadsheetHead(csvColumns)];
  const counts = { notices: 0, superseded: 0, otherStarts: 0, objections: 0, findingCount: 0 };
  let receipts: EvidenceSummary['receipts'] = null;
  let inEffect: EvidenceSummary['inEffect'] = null;

  function count(line: EvidenceLine): void {
    counts.notices += 1;
    if (line.receivedAt) {
      receipts = spanned(receipts, localDateOf(line.receivedAt, line.timeZone));
      if (line.evidence) addTo(received, line.evidence);
    } else if (line.hasClock) {
      counts.otherStarts += 1;
    }
    for (const { kind, state } of line.approvals) addTo(approvals, `${kind} ${state}`);
    if (line.effect === 'inEffect' && line.inEffectSince) inEffect = spanned(inEffect, line.inEffectSince);
    if (line.effect === 'held') for (const code of line.heldReasons) addTo(heldReasons, code);
  }

  return {
    addNotice(notice, objections) {
      const line = lineOf(asCorrected(notice, now), objections);
      if (lines.length < linesShown) lines.push(line);
      table.push(csvLine(line));
      addTo(effects, line.effect);
      counts.objections += line.objections.length;
      if (objectionsShown.length < linesShown) objectionsShown.push(...line.objections);
      if (line.effect === 'superseded') counts.superseded += 1;
      else count(line);
    },
    addFinding(finding) {
      counts.findingCount += 1;
      if (findings.length < findingsShown) findings.push(finding);
    },
    addErased: (on) => addTo(erasedOn, on),
    get summary() {
      return { ...counts, received, receipts, approvals, objectionsShown, effects, inEffect, heldReasons, lines, findings, erasedOn };
    },
    csv: () => table,
  };
}

function lineOf(notice: NoticeRecord, objections: readonly ObjectionRecord[]): EvidenceLine {
  const { content, deadlines, terms } = notice;
  return {
    shortId: notice.shortId,
    agreementReference: content.agreementReference,
    controllerName: content.controllerName,
    change: { nb: changeTitle(content, 'nb'), en: changeTitle(content, 'en') },
    plannedEffectiveOn: content.plannedEffectiveOn,
    timeZone: terms.timeZone,
    receivedAt: notice.receivedAt,
    evidence: notice.receiptEvidence,
    hasClock: deadlines?.earliestEffectiveOn != null,
    lastDayToObject: deadlines?.objection?.lastDay ?? null,
    hasWindow: termsFor(terms, notice.traits).objection.window !== null,
    earliestEffectiveOn: deadlines?.earliestEffectiveOn ?? null,
    isAcknowledged: notice.acknowledgements.length > 0,
    approvals: notice.approvals.map(({ kind, state }) => ({ kind, state })),
    objections: objections.map(({ reference, state }) => ({ reference, state })),
    effect: notice.effect,
    inEffectSince: notice.inEffectSince,
    heldReasons: notice.heldReasons,
  };
}

const csvColumns = [
  ...['notice', 'agreement', 'controller', 'receivedAt', 'evidence', 'lastDayToObject', 'earliestEffectiveOn'],
  ...['objections', 'approvals', 'effect', 'inEffectSince', 'heldReasons'],
];

function csvLine(line: EvidenceLine): string {
  const cells = [
    ...[line.shortId, line.agreementReference, line.controllerName, line.receivedAt?.toISOString() ?? '', line.evidence ?? ''],
    ...[line.lastDayToObject ?? '', line.earliestEffectiveOn ?? ''],
    line.objections.map(({ reference, state }) => `${reference} ${state}`).join(', '),
    line.approvals.map(({ kind, state }) => `${kind} ${state}`).join(', '),
    ...[line.effect, line.inEffectSince ?? '', line.effect === 'held' ? line.heldReasons.join(' ') : ''],
  ];
  return spreadsheetLines([cells]);
}

function addTo<Key>(counts: Map<Key, number>, key: Key): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function spanned(span: { first: string; last: string } | null, day: string): { first: string; last: string } {
  if (!span) return { first: day, last: day };
  return { first: day < span.first ? day : span.first, last: day > span.last ? day : span.last };
}
