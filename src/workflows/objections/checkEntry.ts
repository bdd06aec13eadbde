import type { NoticeRecord } from '../../data/notice.model';
import type { EntryProposal, ObjectionGrounds, ObjectionRecord } from '../../data/objection.model';
import type { PersonActor } from '../../domain/actor';
import { type EntryAct, type EntryEvent, entryRefusal } from '../../domain/objection/entry';
import { entryRefusalTexts } from '../../domain/objection/entryTexts';
import { done, type Outcome, refuse } from '../../domain/outcome';
import { allOrNothing } from '../allOrNothing';
import type { WorkflowContext } from '../context';
import { loadParties } from '../delivery/controllerMail';
import { enqueueAwaitedMail } from '../delivery/enqueueMail';
import { applyEffects } from '../gate/applyEffects';
import { type CarriedOut, carryOutObjection, type ObjectionAct } from './carryOutObjection';
import { arrivalProblems } from './enterObjection';
import { staleRefusal } from './staleObjection';
import { standingAfter } from './standingAfter';

export interface EntryActInput {
  act: EntryAct;
  /** Of the objection, as it was read. */
  version: number;
  /** correct: when it arrived, legal time. */
  receivedAt?: Date;
  /** correct, strikeOut: what was found wrong. */
  reason?: string;
}

/** The entry by the staff that waits for another person: the oldest of them. */
export function waitingEntry({ grounds }: Pick<ObjectionRecord, 'grounds'>): ObjectionGrounds | undefined {
  return grounds.find(({ entry }) => entry?.state === 'waiting');
}

/** Why this person cannot do this with the objection's entry that waits; undefined where it can. */
export function refusalOfEntry(act: EntryAct, objection: Pick<ObjectionRecord, 'grounds'>, actorPersonId: string) {
  const waiting = waitingEntry(objection);
  return entryRefusal(act, {
    state: waiting?.entry?.state ?? null,
    enteredByPersonId: waiting?.enteredBy?.personId ?? null,
    proposedByPersonId: waiting?.entry?.proposed?.byPersonId ?? null,
    actorPersonId,
  });
}

/**
 * A person looks at an objection that a colleague entered: confirms that it says what the document says; or proposes another instant of arrival, or to strike it out as entered in
 * error, which counts once another person agrees, since either may open the gate. A corrected one starts anew from its new instant if nobody has taken it up; one struck out
 * with nothing else left ends as if never made. The controller is told of what was corrected or struck out.
 * Refuses with the codes of `entryRefusal`, `stale-version`, and `invalid` for an instant that cannot be or a reason that is missing. `now` is legal time.
 */
export async function checkEntry(
  context: WorkflowContext,
  { actor, now, objectionId, input }: { actor: PersonActor; now: Date; objectionId: string; input: EntryActInput },
): Promise<Outcome<ObjectionRecord>> {
  const outcome = await allOrNothing(context, async (session): Promise<Outcome<CarriedOut>> => {
    const objection = await context.data.objections.find(objectionId, session);
    if (!objection) return refuse('not-found');
    const stale = staleRefusal(objection, input.version);
    if (stale) return stale;
    const code = refusalOfEntry(input.act, objection, actor.personId);
    if (code) return refuse(code, { detail: entryRefusalTexts[code] });
    const parties = await loadParties(context, objection.noticeId, session);
    if (!parties) throw new Error(`objection ${objectionId} lost its notice`);
    const checked = checkedEntry(objection, { notice: parties.notice, actor, now, input });
    if (!checked.ok) return checked;
    const { event, grounds, reason } = checked.value;
    const after = standingAfter({ objection: { ...objection, grounds }, notice: parties.notice, event, now });
    const act: ObjectionAct = { event, next: after.next, effects: after.effects, actor, actorName: actor.name, reason, now };
    const carried = await carryOutObjection(context, session, { objection: { ...objection, ...after.changed, grounds }, parties, act });
    return carried ? done(carried) : refuse('stale-version');
  });
  if (!outcome.ok) return outcome;
  const { objection, mail } = outcome.value;
  await enqueueAwaitedMail(
    context,
    mail.map(({ _id }) => _id),
  );
  await applyEffects(context, { changeId: objection.changeId, now });
  return done(objection);
}

interface Checked {
  event: EntryEvent;
  grounds: ObjectionGrounds[];
  reason: string | null;
}

const reasonMissing = { nb: 'Skriv hva som er feil.', en: 'Write what is wrong.' };
const instantMissing = { nb: 'Oppgi når innsigelsen kom inn.', en: 'Give when the objection arrived.' };

function checkedEntry(
  objection: ObjectionRecord,
  { notice, actor, now, input }: { notice: NoticeRecord; actor: PersonActor; now: Date; input: EntryActInput },
): Outcome<Checked> {
  const waiting = waitingEntry(objection);
  const { entry } = waiting ?? {};
  if (!waiting || !entry) throw new Error(`objection ${objection._id} has no entry that waits`);
  const checkedBy = { personId: actor.personId, name: actor.name, at: now };
  const replaced = (changed: ObjectionGrounds): ObjectionGrounds[] => objection.grounds.map((each) => (each === waiting ? changed : each));
  const { act, receivedAt, reason = '' } = input;
  if (act === 'confirm') {
    const confirmed = { ...waiting, entry: { ...entry, state: 'confirmed' as const, checkedBy, proposed: null } };
    return done({ event: 'confirmEntry', grounds: replaced(confirmed), reason: null });
  }
  if (act === 'agree') {
    if (!entry.proposed) throw new Error(`objection ${objection._id} has nothing to agree to`);
    return done(agreedEntry(waiting, { proposed: entry.proposed, entry: { ...entry, checkedBy }, replaced }));
  }
  const missing = [
    ...(act === 'correct' && !receivedAt ? [{ pointer: '/receivedAt', code: 'required', detail: instantMissing }] : []),
    ...(act === 'correct' && receivedAt ? arrivalProblems(notice, receivedAt, now) : []),
    ...(reason.trim() === '' ? [{ pointer: '/reason', code: 'required', detail: reasonMissing }] : []),
  ];
  if (missing.length > 0) return refuse('invalid', { errors: missing });
  const proposed: EntryProposal = {
    what: act,
    receivedAt: act === 'correct' ? (receivedAt ?? null) : null,
    reason,
    byPersonId: actor.personId,
    byName: actor.name,
    at: now,
  };
  const event = act === 'correct' ? 'proposeCorrection' : 'proposeStrikeOut';
  return done({ event, grounds: replaced({ ...waiting, entry: { ...entry, proposed } }), reason });
}

function agreedEntry(
  waiting: ObjectionGrounds,
  {
    proposed,
    entry,
    replaced,
  }: {
    proposed: EntryProposal;
    entry: NonNullable<ObjectionGrounds['entry']>;
    replaced: (changed: ObjectionGrounds) => ObjectionGrounds[];
  },
): Checked {
  const { what, receivedAt, reason } = proposed;
  const isCorrection = what === 'correct';
  const settled = { ...entry, state: isCorrection ? ('confirmed' as const) : ('struckOut' as const), proposed: null, reason };
  const at = isCorrection ? (receivedAt ?? waiting.at) : waiting.at;
  return { event: isCorrection ? 'correctEntry' : 'strikeOut', grounds: replaced({ ...waiting, at, entry: settled }), reason };
}
