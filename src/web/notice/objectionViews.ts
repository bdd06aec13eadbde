import type { ObjectionGrounds, ObjectionRecord, Proposal } from '../../data/objection.model';
import { calendarDate } from '../../domain/calendar/calendarDate';
import { objectionStateTexts } from '../../domain/objection/objectionTexts';
import { describeDate, describeInstant } from '../../domain/periods/describe';
import { whatThen } from '../../mail/viewModels/stageLetters';
import type { NoticeVisit } from '../../workflows/answers/visitNotice';
import { standingGrounds } from '../../workflows/objections/objectionStart';
import { sizeText } from '../documents/fileSize';
import type { PageLocale } from '../locale';
import { attachmentTexts } from './attachmentTexts';
import { noticeAddress } from './noticeAddress';
import { noticeTexts } from './noticeTexts';

interface Attachment {
  href: string;
  label: string;
}

export interface ObjectionView {
  reference: string;
  state: string;
  lines: string[];
  grounds: { by: string; at: string; text: string; notes: string[]; files: Attachment[] }[];
  proposals: {
    at: string;
    text: string;
    effect: string;
    files: Attachment[];
    counter: { title: string; text: string; day: string; files: Attachment[] } | null;
  }[];
  /** What was attached to the objection and to none of these. */
  files: Attachment[];
  filesTitle: string;
  confirmation: { href: string; label: string };
}

type Visit = Pick<NoticeVisit, 'notice' | 'objections' | 'documents'>;

/** The objections to the notice, newest first, with what was written, attached and answered. */
export function objectionViews(visit: Visit, locale: PageLocale): ObjectionView[] {
  return visit.objections.map((objection) => objectionView(objection, visit, locale)).reverse();
}

/** Its state in words. One whose every statement was entered in error was never the controller's. */
export function stateWords(objection: Pick<ObjectionRecord, 'state' | 'grounds'>, locale: PageLocale): string {
  const isStruckOut = objection.state === 'withdrawn' && standingGrounds(objection).length === 0;
  return isStruckOut ? attachmentTexts[locale].entry.struckOutState : objectionStateTexts[objection.state][locale];
}

function objectionView(objection: ObjectionRecord, { notice, documents }: Visit, locale: PageLocale): ObjectionView {
  const { shortId, terms } = notice;
  const texts = noticeTexts[locale].objection;
  const instant = (at: Date): string => describeInstant(at, terms.timeZone, locale, 'sameDay');
  const day = (date: string): string => describeDate(calendarDate(date), locale);
  const files = (ids: readonly string[]): Attachment[] =>
    documents
      .filter(({ _id }) => ids.includes(_id))
      .map(({ _id, name, size }) => ({
        href: noticeAddress.document(shortId, _id),
        label: attachmentTexts[locale].files.file(name, sizeText(size, locale)),
      }));
  const placed = [
    ...objection.grounds.flatMap(({ documentIds }) => documentIds),
    ...objection.proposals.flatMap(({ documentIds, counter }) => [...documentIds, ...(counter?.documentIds ?? [])]),
  ];
  const others = documents.filter(({ _id, about }) => about.objectionId === objection._id && !placed.includes(_id)).map(({ _id }) => _id);
  return {
    reference: objection.reference,
    state: stateWords(objection, locale),
    lines: [
      texts.received(instant(objection.receivedAt)),
      objection.late ? texts.late : texts.counts,
      ...(objection.state === 'awaitingGrounds' && objection.answerBy ? [texts.answerBy(day(objection.answerBy))] : []),
      ...stageLines(objection, { timeZone: terms.timeZone, locale }),
      ...(objection.agreementEndsOn ? [texts.endsOn(day(objection.agreementEndsOn))] : []),
    ],
    grounds: objection.grounds.map((each) => ({
      by: texts.by(each.name, each.title),
      at: instant(each.at),
      text: each.text === '' ? texts.noGrounds : each.text,
      notes: entryNotes(each, locale),
      files: files(each.documentIds),
    })),
    proposals: objection.proposals.map((proposal) => ({
      at: instant(proposal.at),
      text: proposal.text,
      effect: proposedEffect(proposal, locale),
      files: files(proposal.documentIds),
      counter: proposal.counter && counterView(proposal.counter, files(proposal.counter.documentIds), locale),
    })),
    files: files(others),
    filesTitle: attachmentTexts[locale].files.attachments,
    confirmation: { href: noticeAddress.confirmation(shortId, objection.reference), label: texts.toConfirmation },
  };
}

/** Until when the processor answers and the controller may terminate, while the objection is open; the written answer always. */
function stageLines(objection: ObjectionRecord, place: { timeZone: string; locale: PageLocale }): string[] {
  const { stages, open } = objection;
  if (!stages) return [];
  const texts = noticeTexts[place.locale].objection;
  const isAwaited = open && !stages.answeredAt && !stages.lapsedAt;
  return [
    ...(stages.reply ? [texts.reply(stages.reply.text)] : []),
    ...(isAwaited ? [texts.answerDue(describeDate(calendarDate(stages.answer.lastDay), place.locale))] : []),
    ...(open ? whatThen(objection, place) : []),
  ];
}

/** What a proposal would mean for the change, if it were accepted. */
export function proposedEffect({ drop, effectiveOn }: Pick<Proposal, 'drop' | 'effectiveOn'>, locale: PageLocale): string {
  const texts = noticeTexts[locale].objection;
  if (drop) return texts.drop;
  return effectiveOn ? texts.proceedFrom(describeDate(calendarDate(effectiveOn), locale)) : texts.proceed;
}

function counterView({ text, effectiveOn }: NonNullable<Proposal['counter']>, files: Attachment[], locale: PageLocale) {
  const texts = attachmentTexts[locale].counter;
  return { title: texts.given, text, day: effectiveOn ? texts.wished(describeDate(calendarDate(effectiveOn), locale)) : '', files };
}

/** That it was entered by the processor, and what became of that. Who did it stays inside. */
function entryNotes({ enteredBy, entry }: ObjectionGrounds, locale: PageLocale): string[] {
  const texts = attachmentTexts[locale].entry;
  if (!enteredBy) return [];
  const channel = Object.entries(texts.channels).find(([name]) => name === enteredBy.channel)?.[1] ?? enteredBy.channel;
  return [
    texts.entered(channel),
    ...(entry?.state === 'waiting' ? [texts.waiting] : []),
    ...(entry?.state === 'struckOut' ? [texts.struckOut(entry.reason ?? '')] : []),
  ];
}
