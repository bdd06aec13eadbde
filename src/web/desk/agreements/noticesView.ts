import { describeInstant } from '../../../domain/periods/describe';
import type { AgreementNotice } from '../../../workflows/delivery/listAgreementNotices';
import type { PageLocale } from '../../locale';
import { agreementTexts } from '../../texts/agreementTexts';
import { changePageTexts } from '../../texts/changePageTexts';
import { noticePageTexts } from '../../texts/noticePageTexts';
import { changeTitle } from '../changes/changeLabels';
import { deadlineTexts, gateTag } from '../changes/deliveriesView';
import { gateReasonTexts } from '../changes/gateReasons';
import { deliveryTag, takenOverTag } from '../notices/deliveryTags';
import { pageAddress } from '../pageAddress';

/** The notices of one agreement: delivery, receipt, periods and gate of each. */
export function noticesView(
  { notices, mayEnterObjections }: { notices: AgreementNotice[]; mayEnterObjections: boolean },
  locale: PageLocale,
) {
  const texts = agreementTexts[locale].notices;
  return {
    title: texts.title,
    none: texts.none,
    columns: texts.columns,
    rows: notices.map((each) => row(each, { mayEnterObjections, locale })),
  };
}

function row(
  { notice, change, gate }: AgreementNotice,
  { mayEnterObjections, locale }: { mayEnterObjections: boolean; locale: PageLocale },
) {
  const { deliveries, evidence, preview } = changePageTexts[locale];
  const { deadlines, receivedAt, receiptEvidence } = notice;
  const knowsDays = deadlines?.earliestEffectiveOn != null;
  const mayObject = !['dropped', 'cancelled', 'superseded'].includes(notice.effect);
  return {
    change: { href: `/desk/changes/${change._id}`, label: changeTitle(change, locale) },
    state: deliveryTag(notice, locale),
    takenOver: takenOverTag(notice.takenOver, locale),
    delivery: { href: `/desk/notices/${notice._id}`, label: noticePageTexts[locale].link, describedBy: `notice-${notice._id}` },
    receipt: receivedAt ? describeInstant(receivedAt, notice.terms.timeZone, locale, 'sameDay') : deliveries.notReceived,
    evidence: receiptEvidence ? evidence[receiptEvidence] : null,
    deadlines: deadlines && knowsDays ? deadlineTexts(deadlines, locale) : [deliveries.noDeadlines],
    why: deadlines && knowsDays ? { label: preview.why, lines: deadlines.explanation[locale] } : null,
    gate: gateTag({ effect: notice.effect, inEffectSince: notice.inEffectSince, gate }, locale),
    reasons: gateReasonTexts(gate.reasons, locale),
    enterObjection:
      mayEnterObjections && mayObject
        ? { href: pageAddress('/desk/objections/new', { noticeId: notice._id }), label: agreementTexts[locale].notices.enterObjection }
        : null,
  };
}
