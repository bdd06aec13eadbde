import type { NoticeRecord } from '../../../data/notice.model';
import { type NoticeState, noticeStateTexts } from '../../../domain/receipt/deliveryState';
import type { PageLocale } from '../../locale';
import { changePageTexts } from '../../texts/changePageTexts';
import { noticePageTexts } from '../../texts/noticePageTexts';
import type { Tag } from '../changes/changeLabels';

const stateColors: Record<NoticeState, Tag['color']> = {
  planned: 'neutral',
  sending: 'neutral',
  handedOver: 'info',
  accepted: 'success',
  delivered: 'success',
  acknowledged: 'success',
  manual: 'success',
  deferred: 'warning',
  bounced: 'danger',
  undeliverable: 'danger',
  unknown: 'warning',
};

/** The state of a notice; of one that was told by hand and waits for its receipt nothing is "to be sent". */
export function deliveryTag({ state, takenOver }: Pick<NoticeRecord, 'state' | 'takenOver'>, locale: PageLocale): Tag {
  if (takenOver && state === 'planned') return { label: changePageTexts[locale].deliveries.notReceived, color: 'warning' };
  return { label: noticeStateTexts[state][locale], color: stateColors[state] };
}

/** That it was notified by hand before the portal, where it was. */
export function takenOverTag(takenOver: boolean, locale: PageLocale): Tag | null {
  return takenOver ? { label: noticePageTexts[locale].takenOver, color: 'info' } : null;
}
