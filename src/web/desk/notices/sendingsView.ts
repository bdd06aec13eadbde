import type { ContactKind, SendingAttempt, SendingRecord } from '../../../data/sending.model';
import { describeInstant } from '../../../domain/periods/describe';
import { isUnderway } from '../../../domain/receipt/afterFailure';
import { kindTexts } from '../../../mail/texts/kindTexts';
import { processorZone } from '../../../workflows/processorDay';
import { noticePageTexts } from '../../texts/noticePageTexts';
import type { Tag } from '../changes/changeLabels';
import { instantText, type NoticePageFacts } from './noticePageFacts';

const colors: Record<SendingRecord['state'], Tag['color']> = {
  planned: 'neutral',
  sending: 'neutral',
  handedOver: 'info',
  accepted: 'success',
  deferred: 'warning',
  refused: 'danger',
  unknown: 'warning',
  cancelled: 'neutral',
};

type Facts = Pick<NoticePageFacts, 'notice' | 'locale'>;

/** Every message about a notice with every attempt at it, the newest message first: what the server said, which server, and when by either clock. */
export function sendingsView(sendings: readonly SendingRecord[], facts: Facts) {
  const texts = noticePageTexts[facts.locale].sendings;
  const rows = [...sendings].reverse().map((sending) => ({
    // What goes to the staff is about no notice.
    title: kindTexts[facts.locale][sending.kind as ContactKind],
    to: texts.to(sending.toName ? `${sending.toName} – ${sending.to}` : sending.to),
    state: { label: stateText(sending, texts), color: colors[sending.state] },
    messageId: sending.messageId,
    attempts: sending.attempts.map((attempt) => attemptRow(attempt, facts)),
  }));
  return {
    title: texts.title,
    none: texts.none,
    noAttempts: texts.noAttempts,
    caption: texts.attempts,
    messageId: texts.messageId,
    columns: texts.columns,
    rows,
  };
}

/** One of unknown outcome is sent again only while it has a next try. */
function stateText(sending: SendingRecord, { states }: { states: Record<SendingRecord['state'] | 'unknownForGood', string> }): string {
  return states[sending.state === 'unknown' && !isUnderway(sending) ? 'unknownForGood' : sending.state];
}

function attemptRow(attempt: SendingAttempt, facts: Facts) {
  const texts = noticePageTexts[facts.locale].sendings;
  const legal = instantText(attempt.legalAt, facts);
  const real = describeInstant(attempt.at, processorZone, facts.locale, 'sameDay');
  return {
    at: legal,
    datetime: attempt.legalAt.toISOString(),
    // The two differ only where a demo clock runs.
    realAt: Math.abs(attempt.at.getTime() - attempt.legalAt.getTime()) > 60_000 ? texts.realTime(real) : null,
    outcome: { label: texts.states[attempt.outcome], color: colors[attempt.outcome] },
    code: attempt.code === null ? null : texts.code(attempt.code),
    words: attempt.response ?? '–',
    times: attempt.times ? texts.times(attempt.times) : null,
    server: [
      ...(attempt.host ? [attempt.host] : []),
      ...(attempt.queueId ? [texts.queueId(attempt.queueId)] : []),
      ...(attempt.host ? [attempt.tls ? texts.tls(attempt.tls) : texts.notEncrypted] : []),
    ],
    repeat: attempt.repeat ? { label: texts.repeat, color: 'warning' } : null,
  };
}
