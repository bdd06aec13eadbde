import type { NoticeRecord } from '../../data/notice.model';
import type { ObjectionRecord } from '../../data/objection.model';
import type { EntryEvent } from '../../domain/objection/entry';
import { decideObjection, isOpen, type ObjectionEffect, type ObjectionState } from '../../domain/objection/objectionMachine';
import { objectionFactsOf } from './objectionFacts';
import { startAnew } from './objectionStart';

interface Standing {
  next: ObjectionState;
  effects: ObjectionEffect[];
  changed: Partial<Pick<ObjectionRecord, 'late' | 'receivedAt' | 'outcome'>>;
}

/**
 * What becomes of an objection whose entry was confirmed, corrected or struck out; `objection` has its new statements already. Nothing left: withdrawn, by the table's own line, as if
 * never made. Otherwise one that nobody has acted on (submitted, late) is what it would be had it come as it is known now; one that the DPO has taken up or admitted goes on.
 * Proposals change nothing yet.
 */
export function standingAfter({
  objection,
  notice,
  event,
  now,
}: {
  objection: ObjectionRecord;
  notice: NoticeRecord;
  event: EntryEvent;
  now: Date;
}): Standing {
  const { state } = objection;
  const same: Standing = { next: state, effects: [], changed: {} };
  if (event === 'proposeCorrection' || event === 'proposeStrikeOut' || !isOpen(state)) return same;
  const told: ObjectionEffect[] = event === 'confirmEntry' ? [] : [{ kind: 'tellContacts', event: 'object' }];
  const anew = startAnew(notice, objection);
  if (!anew) {
    const withdrawal = decideObjection(state, 'withdraw', objectionFactsOf({ objection, notice, actorPersonId: null, now }));
    if (!withdrawal.ok) throw new Error(`objection ${objection._id} cannot be withdrawn from ${state}`);
    const effects = withdrawal.effects.filter(({ kind }) => kind !== 'confirmToContacts');
    return { next: withdrawal.next, effects: [...effects, ...told], changed: {} };
  }
  const { start, receivedAt } = anew;
  const admitted = objection.history.some((step) => step.event === 'admit');
  const untouched = (state === 'submitted' && !admitted) || state === 'late';
  if (!untouched) return { ...same, effects: told, changed: { receivedAt } };
  // An end is told as such, also where only the entry was confirmed.
  const tells: ObjectionEffect[] = start === 'upheld' && told.length === 0 ? [{ kind: 'tellContacts', event: 'uphold' }] : told;
  const overtaken: ObjectionEffect[] = objection.pending ? [{ kind: 'clearPending' }] : [];
  const effects = start === state ? told : [...effectsOf(start, notice), ...tells, ...overtaken];
  return { next: start, effects, changed: { late: start === 'late', receivedAt } };
}

function effectsOf(start: 'submitted' | 'late' | 'upheld', { effect, content }: NoticeRecord): ObjectionEffect[] {
  if (start === 'late') return [{ kind: 'reopenGate', from: null }];
  if (start === 'upheld') return [{ kind: 'dropForAgreement', takeOutOfAnnex: false }];
  return [{ kind: 'shutGate', suspend: effect === 'inEffect' && content.changeType !== 'remove' }];
}
