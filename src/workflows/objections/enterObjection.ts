import type { FileContent } from '../../data/document.model';
import type { NoticeRecord } from '../../data/notice.model';
import type { ObjectionRecord } from '../../data/objection.model';
import type { PersonActor } from '../../domain/actor';
import { type BothLanguages, done, type FieldProblem, type Outcome, refuse } from '../../domain/outcome';
import type { WorkflowContext } from '../context';
import { loadParties } from '../delivery/controllerMail';
import { enqueueAwaitedMail } from '../delivery/enqueueMail';
import { applyEffects } from '../gate/applyEffects';
import { type RaisedObjection, raiseInRounds, raiseOrAdd } from './raiseObjection';

/** An objection that came by mail, letter or phone. Names its notice, or the change and the agreement. */
export interface EnteredObjection {
  noticeId?: string;
  changeId?: string;
  agreementId?: string;
  /** The instant it arrived, legal time. */
  receivedAt: Date;
  grounds: string;
  name: string;
  title: string;
  channel: 'mail' | 'letter' | 'phone';
}

const problems = {
  'no-notice': {
    nb: 'Det finnes ikke noe varsel til denne avtalen om denne endringen. Velg avtalen og endringen på nytt.',
    en: 'There is no notice to this agreement about this change. Choose the agreement and the change again.',
  },
  'in-the-future': {
    nb: 'Tidspunktet har ikke kommet ennå. Oppgi da innsigelsen kom inn.',
    en: 'The instant has not come yet. Give when the objection arrived.',
  },
  'before-the-notice': {
    nb: 'Varselet var ikke publisert da. Oppgi da innsigelsen kom inn.',
    en: 'The notice had not been published then. Give when the objection arrived.',
  },
} satisfies Record<string, BothLanguages>;

function problem(pointer: string, code: keyof typeof problems): FieldProblem {
  return { pointer, code, detail: problems[code] };
}

/** What is wrong with an instant of arrival: it has not come at `now` (legal time), or lies before the notice was published. */
export function arrivalProblems({ publishedAt }: Pick<NoticeRecord, 'publishedAt'>, receivedAt: Date, now: Date): FieldProblem[] {
  if (receivedAt > now) return [problem('/receivedAt', 'in-the-future')];
  return receivedAt < publishedAt ? [problem('/receivedAt', 'before-the-notice')] : [];
}

/**
 * Enters an objection that did not come through the link, as the controller's own: it counts from its arrival, so that one that was in time stays
 * in time whenever the staff gets to it, and everything else is as with `confirmObjection`. The contacts of the agreement are told. It shuts the gate at once and waits
 * until another person has confirmed it (`checkEntry`). `files` are the document it came as.
 * Refuses a notice that does not exist, an arrival that has not come or lies before the notice was published, and `wrong-state` for a change that
 * is dropped or withdrawn.
 */
export async function enterObjection(
  context: WorkflowContext,
  { actor, now, input, files = [] }: { actor: PersonActor; now: Date; input: EnteredObjection; files?: readonly FileContent[] },
): Promise<Outcome<ObjectionRecord>> {
  const notice = await noticeOf(context, input);
  if (!notice) return refuse('invalid', { errors: [problem(input.noticeId ? '/noticeId' : '/agreementId', 'no-notice')] });
  const errors = arrivalProblems(notice, input.receivedAt, now);
  if (errors.length > 0) return refuse('invalid', { errors });

  const enteredBy = { personId: actor.personId, name: actor.name, channel: input.channel };
  const entry = { state: 'waiting' as const, enteredAt: now, checkedBy: null, proposed: null, reason: null };
  const grounds = { at: input.receivedAt, text: input.grounds, name: input.name, title: input.title, contactId: null, enteredBy, entry };
  const outcome = await raiseInRounds(() =>
    context.inTransaction(async (session): Promise<Outcome<RaisedObjection>> => {
      const parties = await loadParties(context, notice._id, session);
      return parties ? raiseOrAdd(context, session, { grounds, files, parties, actor, now }) : refuse('not-found');
    }),
  );
  if (!outcome.ok) return outcome;
  const { objection, mail, gatesMoved } = outcome.value;
  await enqueueAwaitedMail(
    context,
    mail.map(({ _id }) => _id),
  );
  if (gatesMoved) await applyEffects(context, { changeId: notice.changeId, now });
  return done((await context.data.objections.find(objection._id)) ?? objection);
}

/** The notice that is named; of the change and the agreement, the one of the latest revision. */
async function noticeOf({ data }: WorkflowContext, { noticeId, changeId, agreementId }: EnteredObjection): Promise<NoticeRecord | null> {
  if (noticeId) return data.notices.find(noticeId);
  if (!changeId || !agreementId) return null;
  const found = await data.notices.findFor(changeId, [agreementId]);
  return found.sort((one, other) => other.revision - one.revision)[0] ?? null;
}
