import type { ObjectionRecord } from '../../../data/objection.model';
import { calendarDate } from '../../../domain/calendar/calendarDate';
import { objectionStateTexts } from '../../../domain/objection/objectionTexts';
import { describeDate, describeInstant } from '../../../domain/periods/describe';
import { noticeStates, noticeStateTexts } from '../../../domain/receipt/deliveryState';
import type { ChangeCounts } from '../../../workflows/changes/changeCounts';
import type { ChangeAgreement } from '../../../workflows/changes/listChangeAgreements';
import { processorZone } from '../../../workflows/processorDay';
import type { PageLocale } from '../../locale';
import { changePageTexts } from '../../texts/changePageTexts';
import { noticePageTexts } from '../../texts/noticePageTexts';
import { revisionPageTexts } from '../../texts/revisionPageTexts';
import { stopOrderTexts } from '../../texts/stopOrderTexts';
import { deliveryTag, takenOverTag } from '../notices/deliveryTags';
import type { Tag } from './changeLabels';
import { gateReasonTexts } from './gateReasons';

/** A published change as it stands: counts, each agreement's delivery and gate, open objections. */
export function deliveriesView(
  facts: {
    changeId: string;
    counts: ChangeCounts;
    page: { items: ChangeAgreement[]; next: string | null };
    cursor: string | undefined;
    objections: ObjectionRecord[];
    /** By agreement id. */
    references: Map<string, string>;
    mayOpenObjections: boolean;
  },
  locale: PageLocale,
) {
  const texts = changePageTexts[locale];
  const { counts, page, changeId } = facts;
  return {
    title: texts.deliveriesTitle,
    counts: {
      title: texts.counts.title,
      notices: noticeStates
        .filter((state) => counts.notices[state] > 0)
        .map((state) => ({ label: noticeStateTexts[state][locale], value: String(counts.notices[state]) })),
      gates: (['inEffect', 'clear', 'held'] as const).map((name) => ({ label: texts.counts[name], value: String(counts.gates[name]) })),
    },
    columns: texts.deliveries,
    rows: page.items.map((agreement) => row(agreement, locale)),
    pagination: {
      first: facts.cursor ? `/desk/changes/${changeId}` : null,
      next: page.next ? `/desk/changes/${changeId}?cursor=${page.next}` : null,
    },
    objections: {
      title: texts.objectionsTitle,
      empty: texts.noObjections,
      rows: facts.objections.map(({ _id, reference, agreementId, state }) => ({
        href: facts.mayOpenObjections ? `/desk/objections/${_id}` : null,
        text: texts.objection(reference, facts.references.get(agreementId) ?? agreementId, objectionStateTexts[state][locale]),
      })),
    },
  };
}

function row(agreement: ChangeAgreement, locale: PageLocale) {
  const texts = changePageTexts[locale];
  const { notice, deadlines } = agreement;
  const evidence = notice.receiptEvidence as keyof typeof texts.evidence | null;
  return {
    reference: agreement.reference,
    href: `/desk/agreements/${agreement.agreementId}`,
    controllerName: agreement.controllerName,
    state: deliveryTag(notice, locale),
    tags: [
      agreement.stopped ? { label: stopOrderTexts[locale].tag, color: 'danger' as const } : null,
      takenOverTag(notice.takenOver, locale),
      notice.openAttention > 0 ? { label: texts.deliveries.attention(notice.openAttention), color: 'warning' as const } : null,
    ].filter((tag) => tag !== null),
    delivery: {
      href: `/desk/notices/${notice.id}`,
      label: noticePageTexts[locale].link,
      describedBy: `agreement-${agreement.agreementId}`,
    },
    sending: [
      notice.contact ? texts.deliveries.to(notice.contact) : null,
      notice.attempts > 0 ? texts.deliveries.attempts(notice.attempts) : null,
    ].filter((text) => text !== null),
    receipt: notice.receivedAt ? describeInstant(notice.receivedAt, processorZone, locale, 'sameDay') : texts.deliveries.notReceived,
    evidence: evidence ? texts.evidence[evidence] : null,
    deadlines: deadlines?.receivedOn ? deadlineTexts(deadlines, locale) : [texts.deliveries.noDeadlines],
    why: deadlines?.receivedOn ? { label: texts.preview.why, lines: deadlines.explanation[locale] } : null,
    gate: gateTag(agreement, locale),
    // In effect, what is left shuts it again.
    reasons: gateReasonTexts(agreement.gate.reasons, locale),
  };
}

/** The days of a received notice. */
export function deadlineTexts(deadlines: NonNullable<ChangeAgreement['deadlines']>, locale: PageLocale): string[] {
  const { deliveries } = changePageTexts[locale];
  return [
    deadlines.objection ? deliveries.objectBy(describeDate(deadlines.objection.lastDay, locale)) : deliveries.openUntilEffect,
    ...(deadlines.earliestEffectiveOn ? [deliveries.earliest(describeDate(deadlines.earliestEffectiveOn, locale))] : []),
  ];
}

/** Whether the change is in effect for the agreement, may be, or never will. */
export function gateTag(
  { effect, inEffectSince, gate }: Pick<ChangeAgreement, 'effect' | 'inEffectSince' | 'gate'>,
  locale: PageLocale,
): Tag {
  const { deliveries } = changePageTexts[locale];
  if (effect === 'inEffect') {
    return {
      label: inEffectSince ? deliveries.inEffect(describeDate(calendarDate(inEffectSince), locale)) : deliveries.clear,
      color: 'success',
    };
  }
  if (effect === 'dropped') return { label: deliveries.dropped, color: 'neutral' };
  if (effect === 'superseded') return { label: revisionPageTexts[locale].superseded, color: 'neutral' };
  if (effect === 'cancelled') return { label: deliveries.cancelled, color: 'neutral' };
  return gate.clear ? { label: deliveries.clear, color: 'success' } : { label: deliveries.held, color: 'warning' };
}
