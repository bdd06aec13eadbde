import { isDuplicateKey } from '../../data/connection';
import { newId, readableCode } from '../../data/id';
import type { QuestionRecord } from '../../data/question.model';
import type { SendingRecord } from '../../data/sending.model';
import type { ControllerActor } from '../../domain/actor';
import { localDateOf } from '../../domain/calendar/calendarDate';
import { addBusinessDays } from '../../domain/calendar/holidays';
import { done, type Outcome, refuse } from '../../domain/outcome';
import { sha256Hex } from '../../mail/canonical';
import type { WorkflowContext } from '../context';
import { confirmationsTo, idsOf, loadParties, type NoticeParties } from '../delivery/controllerMail';
import { enqueueMail } from '../delivery/enqueueMail';

/** Working days within which a question should be answered; the day it was asked is not counted. */
export const answerWithinDays = 5;

interface Asking {
  actor: ControllerActor;
  /** Legal time. */
  now: Date;
  /** As typed and cleaned. */
  text: string;
  asker: { name: string; title: string };
}

/**
 * The controller asks something about a notice without objecting. It stops no clock and opens no gate; all contacts of the agreement get a confirmation with the
 * reference `SPM-XXXX-XXXX` and the day by which it should be answered. The same words by the same contact again are the same question.
 */
export async function askQuestion(context: WorkflowContext, asking: Asking): Promise<Outcome<{ reference: string }>> {
  const dedupeKey = sha256Hex(`question ${asking.actor.noticeId} ${asking.actor.contactId}\n${asking.text}`);
  const before = await context.data.questions.findSame(dedupeKey);
  if (before) return done({ reference: before.reference });
  try {
    return await ask(context, asking, dedupeKey);
  } catch (error) {
    // A double click: the other one was committed in the same moment.
    const other = isDuplicateKey(error) ? await context.data.questions.findSame(dedupeKey) : null;
    if (!other) throw error;
    return done({ reference: other.reference });
  }
}

async function ask(context: WorkflowContext, asking: Asking, dedupeKey: string): Promise<Outcome<{ reference: string }>> {
  let mail: SendingRecord[] = [];
  const outcome = await context.inTransaction(async (session): Promise<Outcome<{ reference: string }>> => {
    const { data } = context;
    const parties = await loadParties(context, asking.actor.noticeId, session);
    if (!parties) return refuse('not-found');
    const question = questionOf(parties, asking, dedupeKey);
    await data.questions.insert(question, session);
    await data.auditEvents.record(
      {
        at: asking.now,
        type: 'question.asked',
        actor: { ...asking.actor, ...asking.asker },
        subject: { kind: 'question', id: question._id },
        ...idsOf(parties.notice),
        facts: { reference: question.reference, dueOn: question.dueOn, question: question.text },
      },
      session,
    );
    mail = confirmationsTo(parties, context, {
      kind: 'questionReceived',
      dedupe: `questionReceived:${question._id}`,
      detail: { questionId: question._id },
    });
    await data.sendings.insertMany(mail, session);
    return done({ reference: question.reference });
  });
  if (outcome.ok)
    await enqueueMail(
      context,
      mail.map(({ _id }) => _id),
    );
  return outcome;
}

function questionOf({ notice }: NoticeParties, { actor, now, text, asker }: Asking, dedupeKey: string): QuestionRecord {
  const code = readableCode(8);
  const { timeZone, calendar } = notice.terms;
  return {
    _id: newId(),
    reference: `SPM-${code.slice(0, 4)}-${code.slice(4)}`,
    dedupeKey,
    noticeId: notice._id,
    changeId: notice.changeId,
    agreementId: notice.agreementId,
    controllerId: notice.controllerId,
    open: true,
    text,
    askedBy: { ...asker, contactId: actor.contactId },
    askedAt: now,
    dueOn: addBusinessDays(localDateOf(now, timeZone), answerWithinDays, calendar),
    answer: null,
    version: 1,
    createdAt: now,
    updatedAt: now,
  };
}
