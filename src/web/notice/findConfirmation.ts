import type { AuditEventRecord } from '../../data/auditEvent.model';
import type { ObjectionRecord } from '../../data/objection.model';
import { describeInstant } from '../../domain/periods/describe';
import { afterAcknowledging, afterDeciding, afterObjecting, afterWrongPerson, type NextStepFacts } from '../../mail/viewModels/nextSteps';
import { acknowledgementReference } from '../../workflows/answers/acknowledgeNotice';
import { wrongPersonReference } from '../../workflows/answers/reportWrongPerson';
import { attachmentTexts } from './attachmentTexts';
import { type Confirmation, consentConfirmation, questionConfirmation } from './dialogueConfirmations';
import { documentConfirmation } from './documentConfirmation';
import { formTexts } from './formTexts';
import type { NoticeDesk, OpenNotice } from './noticeDesk';
import { noticeTexts } from './noticeTexts';
import { stateWords } from './objectionViews';
import { terminationTexts } from './terminationTexts';

const eventLimit = 1_000;

/** What the controller did to this notice under a reference, with what happens next and by when; null for a reference of something else. */
export async function findConfirmation(desk: NoticeDesk, reference: string, open: OpenNotice): Promise<Confirmation | null> {
  const objection = open.visit.objections.find((each) => each.reference === reference);
  if (objection) return objectionConfirmation(objection, open);
  const question = questionConfirmation(reference, open) ?? documentConfirmation(reference, open);
  if (question) return { ...question, next: afterAcknowledging(nextFacts(open)) };
  return acknowledgement(reference, open) ?? wrongPerson(reference, open) ?? fromTrail(desk, reference, open);
}

function nextFacts({ visit: { notice, now }, locale }: OpenNotice): NextStepFacts {
  return { notice, deadlines: notice.deadlines, effect: notice, now, locale };
}

function at(instant: Date, { visit, locale }: OpenNotice): string {
  return describeInstant(instant, visit.notice.terms.timeZone, locale, 'sameDay');
}

function objectionConfirmation(objection: ObjectionRecord, open: OpenNotice): Confirmation {
  const { locale } = open;
  const texts = formTexts[locale].confirmation;
  const words = noticeTexts[locale].objection;
  const inTime = objection.state === 'upheld' ? texts.upheld : texts.inTime;
  const titles: Partial<Record<ObjectionRecord['state'], string>> = { withdrawn: texts.withdrawnTitle, settled: texts.settledTitle };
  const termination = objection.history.find(({ event }) => event === 'terminateByController');
  const standing = objection.open || objection.state === 'upheld' ? [objection.late ? texts.late : inTime] : [];
  return {
    title: termination
      ? terminationTexts[locale].title
      : (titles[objection.state] ?? (objection.late ? texts.objectionLate : texts.objection)),
    lines: [
      ...(termination ? [terminationTexts[locale].at(at(termination.at, open), termination.by)] : []),
      texts.receivedAt(at(objection.receivedAt, open)),
      ...standing,
      `${texts.stateNow}: ${stateWords(objection, locale)}`,
      ...attachmentLines(objection, open),
    ],
    written: [
      ...objection.grounds.map(({ text, name, title }) => ({ by: words.by(name, title), text: text === '' ? words.noGrounds : text })),
      ...objection.proposals.flatMap(({ text, answer }) => (answer === 'accepted' ? [{ by: words.accepted, text }] : [])),
    ],
    next: afterObjecting(objection, nextFacts(open)),
  };
}

/** What came through: whoever sent files wants to know that they arrived. */
function attachmentLines({ _id, grounds, proposals }: ObjectionRecord, { visit, locale }: OpenNotice): string[] {
  const own = [...grounds.flatMap(({ documentIds }) => documentIds), ...proposals.flatMap(({ counter }) => counter?.documentIds ?? [])];
  const names = visit.documents.filter((each) => each.about.objectionId === _id && own.includes(each._id)).map(({ name }) => name);
  return names.length > 0 ? [`${attachmentTexts[locale].files.attachments}: ${names.join(', ')}`] : [];
}

function acknowledgement(reference: string, open: OpenNotice): Confirmation | null {
  const { notice } = open.visit;
  const texts = formTexts[open.locale].confirmation;
  const found = notice.acknowledgements.find(({ contactId }) => acknowledgementReference(notice._id, contactId) === reference);
  if (!found) return null;
  return {
    title: texts.acknowledged,
    lines: [texts.acknowledgedAt(at(found.at, open)), byWhom(found.name, found.contactId, open), texts.acknowledgedNote],
    written: [],
    next: afterAcknowledging(nextFacts(open)),
  };
}

function byWhom(name: string | null, contactId: string, { visit: { controller }, locale }: OpenNotice): string {
  const contact = controller.contacts.find(({ id }) => id === contactId);
  return formTexts[locale].confirmation.by(name ?? contact?.name ?? contact?.email ?? controller.name);
}

function wrongPerson(reference: string, open: OpenNotice): Confirmation | null {
  const { notice, contact } = open.visit;
  const texts = formTexts[open.locale].confirmation;
  const said = notice.attention.find(({ code, contactId }) => code === 'wrongPerson' && contactId === contact.id);
  if (!said || wrongPersonReference(notice._id, contact.id) !== reference) return null;
  const proposed = notice.contactProposals.filter(({ proposedBy }) => proposedBy === contact.id);
  return {
    title: texts.wrongPerson,
    lines: [texts.wrongPersonAt(at(said.at, open)), ...proposed.map(({ email }) => texts.wrongPersonProposed(email))],
    written: [],
    next: afterWrongPerson(open.locale),
  };
}

/** From the audit trail and not from the notice: a refusal that became a yes, and a consent that was taken back, keep their confirmations. */
async function fromTrail(desk: NoticeDesk, reference: string, open: OpenNotice): Promise<Confirmation | null> {
  const events = await desk.context.data.auditEvents.list({ noticeId: open.visit.notice._id, limit: eventLimit });
  const decided = approval(events, reference, open);
  if (decided) return decided;
  const consent = consentConfirmation(events, reference, open);
  return consent && { ...consent, next: afterAcknowledging(nextFacts(open)) };
}

function approval(events: readonly AuditEventRecord[], reference: string, open: OpenNotice): Confirmation | null {
  const texts = formTexts[open.locale].confirmation;
  const kinds = noticeTexts[open.locale].approval.kinds;
  const event = events.find(({ type, facts }) => type.startsWith('approval.') && facts.reference === reference);
  if (!event) return null;
  const granted = event.type === 'approval.granted';
  const decider = event.actor.kind === 'controller' ? event.actor : null;
  const by = noticeTexts[open.locale].objection.by(decider?.name ?? '', decider?.title ?? '');
  const grounds = open.visit.notice.approvals.find((each) => each.reference === reference)?.grounds;
  const named = Array.isArray(event.facts.kinds) ? event.facts.kinds.map(String) : [];
  return {
    title: granted ? texts.granted : texts.refused,
    lines: [
      ...Object.entries(kinds).flatMap(([kind, label]) => (named.includes(kind) ? [label] : [])),
      texts.decidedAt(at(event.at, open)),
      ...(decider?.name && !grounds ? [texts.by(by)] : []),
    ],
    written: grounds ? [{ by, text: grounds }] : [],
    next: afterDeciding(granted, nextFacts(open)),
  };
}
