import type { AuditEventRecord } from '../../data/auditEvent.model';
import type { ObjectionRecord } from '../../data/objection.model';
import { describeInstant } from '../../domain/periods/describe';
import { acknowledgementReference } from '../../workflows/answers/acknowledgeNotice';
import { wrongPersonReference } from '../../workflows/answers/reportWrongPerson';
import { showPage } from '../page';
import type { PageRequest } from '../pageRoute';
import { attachmentTexts } from './attachmentTexts';
import { type Confirmation, consentConfirmation, questionConfirmation } from './dialogueConfirmations';
import { formTexts } from './formTexts';
import { noticeAddress } from './noticeAddress';
import { type NoticeDesk, type OpenNotice, openNotice } from './noticeDesk';
import { noticeTexts } from './noticeTexts';
import { stateWords } from './objectionViews';

const eventLimit = 1_000;

/** What the controller gets back for what it did. Made from the record each time, so that it can be reloaded and bookmarked. */
export async function showConfirmation(desk: NoticeDesk, page: PageRequest<null>): Promise<void> {
  const open = await openNotice(desk, page);
  if (!open) return;
  const { visit, locale } = open;
  const { request, response } = page;
  const texts = formTexts[locale].confirmation;
  const reference = String(request.params.reference);
  const objection = visit.objections.find((each) => each.reference === reference);
  const found = objection
    ? objectionConfirmation(objection, open)
    : (acknowledgement(reference, open) ??
      wrongPerson(reference, open) ??
      questionConfirmation(reference, open) ??
      (await fromTrail(desk, reference, open)));
  const done = doneTexts(request.query.done, open);
  showPage(request, response, {
    view: 'pages/notice/confirmation',
    title: found?.title ?? texts.unknown.title,
    status: found ? 200 : 404,
    notice: found ? done : null,
    model: {
      reference: found ? { label: texts.reference, value: reference } : null,
      lines: found ? [...found.lines, texts.keep] : [texts.unknown.text],
      written: found?.written ?? [],
      back: { href: noticeAddress.notice(visit.notice.shortId), label: noticeTexts[locale].backToNotice },
    },
  });
}

function doneTexts(done: unknown, { locale }: OpenNotice): string | null {
  const texts = formTexts[locale].done;
  if (done === 'declined') return texts.declined;
  if (done === 'countered') return attachmentTexts[locale].counter.done;
  return done === 'grounds' ? texts.grounds : null;
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
  const standing = objection.open || objection.state === 'upheld' ? [objection.late ? texts.late : inTime] : [];
  return {
    title: titles[objection.state] ?? (objection.late ? texts.objectionLate : texts.objection),
    lines: [
      texts.receivedAt(at(objection.receivedAt, open)),
      ...standing,
      `${texts.stateNow}: ${stateWords(objection, locale)}`,
      ...attachmentLines(objection, open),
    ],
    written: objection.grounds.map(({ text, name, title }) => ({ by: words.by(name, title), text: text === '' ? words.noGrounds : text })),
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
  return { title: texts.acknowledged, lines: [texts.acknowledgedAt(at(found.at, open)), texts.acknowledgedNote], written: [] };
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
  };
}

/** From the audit trail and not from the notice: a refusal that became a yes, and a consent that was taken back, keep their confirmations. */
async function fromTrail(desk: NoticeDesk, reference: string, open: OpenNotice): Promise<Confirmation | null> {
  const events = await desk.context.data.auditEvents.list({ noticeId: open.visit.notice._id, limit: eventLimit });
  return approval(events, reference, open) ?? consentConfirmation(events, reference, open);
}

function approval(events: readonly AuditEventRecord[], reference: string, open: OpenNotice): Confirmation | null {
  const texts = formTexts[open.locale].confirmation;
  const kinds = noticeTexts[open.locale].approval.kinds;
  const event = events.find(({ type, facts }) => type.startsWith('approval.') && facts.reference === reference);
  if (!event) return null;
  const named = Array.isArray(event.facts.kinds) ? event.facts.kinds.map(String) : [];
  return {
    title: event.type === 'approval.granted' ? texts.granted : texts.refused,
    lines: [
      ...Object.entries(kinds).flatMap(([kind, label]) => (named.includes(kind) ? [label] : [])),
      texts.decidedAt(at(event.at, open)),
    ],
    written: [],
  };
}
