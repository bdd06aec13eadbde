import type { AuditEventRecord } from '../../../data/auditEvent.model';
import type { Repositories } from '../../../data/repositories';
import { type CalendarDate, localDateOf, parseCalendarDate } from '../../../domain/calendar/calendarDate';
import { gateCodes } from '../../../domain/gate/gate';
import { gateTexts } from '../../../domain/gate/gateTexts';
import { describeDate, describeInstant } from '../../../domain/periods/describe';
import { countryName } from '../../../domain/transfer/countries';
import { processorZone } from '../../../workflows/processorDay';
import type { PageLocale } from '../../locale';
import { auditSentences, auditTexts, type Story } from '../../texts/auditTexts';
import { changePageTexts } from '../../texts/changePageTexts';
import { dialogueAuditSentences } from '../../texts/dialogueAuditTexts';
import { frameTexts } from '../../texts/frameTexts';

const sentences = { ...auditSentences, ...dialogueAuditSentences };

/** The names behind the ids that events carry. */
export interface AuditNames {
  agreements: Map<string, string>;
  controllers: Map<string, string>;
  subprocessors: Map<string, string>;
}

/** One event as a page shows it. */
export interface StoryEntry {
  at: string;
  datetime: string;
  text: string;
  note: string | null;
}

function idsOf(events: AuditEventRecord[], name: 'agreementId' | 'controllerId' | 'subprocessorId', kind: string): string[] {
  return [
    ...new Set(events.flatMap((event) => [event[name], event.subject.kind === kind ? event.subject.id : null]).filter((id) => id !== null)),
  ];
}

/** Looks the names up once for a page of events. */
export async function auditNames(
  { agreements, controllers, subprocessors }: Pick<Repositories, 'agreements' | 'controllers' | 'subprocessors'>,
  events: AuditEventRecord[],
): Promise<AuditNames> {
  const [ofAgreements, ofControllers, ofSubprocessors] = await Promise.all([
    agreements.findMany(idsOf(events, 'agreementId', 'agreement')),
    controllers.findMany(idsOf(events, 'controllerId', 'controller')),
    subprocessors.findMany(idsOf(events, 'subprocessorId', 'subprocessor')),
  ]);
  return {
    agreements: new Map(ofAgreements.map(({ _id, reference }) => [_id, reference])),
    controllers: new Map(ofControllers.map(({ _id, name }) => [_id, name])),
    subprocessors: new Map(ofSubprocessors.map(({ _id, legalName }) => [_id, legalName])),
  };
}

/** Events as sentences: who did what, when. `at` is legal time in the processor's zone. A type nobody wrote a sentence for is shown by its name. */
export function auditStory(events: AuditEventRecord[], names: AuditNames, locale: PageLocale): StoryEntry[] {
  return events.map((event) => {
    const story = storyOf(event, names, locale);
    // What came by mail, letter or phone was entered by the staff, and raised by the controller.
    const type = event.facts.channel ? `${event.type} entered` : event.type;
    const sentence = Object.hasOwn(sentences, type) ? sentences[type] : undefined;
    return {
      at: describeInstant(event.at, processorZone, locale, 'sameDay'),
      datetime: event.at.toISOString(),
      text: [
        sentence ? sentence[locale](story) : auditTexts[locale].otherEvent(event.type, story.who),
        ...(event.facts.selfReleased === true ? [auditTexts[locale].oneAlone] : []),
      ].join(' '),
      note:
        text(event.facts.note) ||
        text(event.facts.reason) ||
        text(event.facts.text) ||
        text(event.facts.question) ||
        text(event.facts.answer) ||
        null,
    };
  });
}

function text(fact: unknown): string {
  return typeof fact === 'string' || typeof fact === 'number' ? String(fact) : '';
}

function storyOf(event: AuditEventRecord, names: AuditNames, locale: PageLocale): Story {
  const texts = auditTexts[locale];
  const { facts } = event;
  const day = (fact: unknown): string => {
    const date = dayOf(fact);
    return date ? describeDate(date, locale) : '';
  };
  const nameOf = (map: Map<string, string>, id: string | null, kind: string, unknown: string) =>
    map.get(id ?? (event.subject.kind === kind ? event.subject.id : '')) ?? unknown;
  const evidence = changePageTexts[locale].evidence;
  const kinds = changePageTexts[locale].approvalKinds;
  const list = (fact: unknown): string[] => (Array.isArray(fact) ? fact.map(text) : [text(fact)]).filter(Boolean);
  return {
    who: whoOf(event, names, locale),
    agreement: nameOf(names.agreements, event.agreementId, 'agreement', texts.unknownAgreement),
    controller: nameOf(names.controllers, event.controllerId, 'controller', texts.unknownController),
    subprocessor: nameOf(names.subprocessors, event.subprocessorId, 'subprocessor', texts.unknownSubprocessor),
    reference: text(facts.reference),
    planned: day(facts.plannedEffectiveOn),
    on: day(facts.on),
    from: day(facts.from),
    to: day(facts.to),
    endsOn: day(facts.endsOn),
    receivedOn: day(facts.receivedOn),
    lastDayToObject: day(facts.lastDayToObject),
    earliest: day(facts.earliestEffectiveOn),
    evidence: worded(text(facts.evidence), evidence),
    reasons: list(facts.reasons)
      .map((code) => gateCodes.find((known) => known === code))
      .flatMap((code) => (code ? [gateTexts[code].title[locale].toLowerCase()] : []))
      .join(', '),
    fields: list(facts.fields).join(', '),
    onServices: text(facts.onServices),
    kinds: list(facts.kinds)
      .map((kind) => worded(kind, kinds).toLowerCase())
      .join(', '),
    country: countryName(text(facts.country), locale),
    until: day(facts.until),
  };
}

function worded(code: string, words: Record<string, string>): string {
  return (Object.hasOwn(words, code) ? words[code] : undefined) ?? code;
}

/** A legal day, or the day of an instant in the processor's zone. */
function dayOf(fact: unknown): CalendarDate | undefined {
  if (fact instanceof Date) return localDateOf(fact, processorZone);
  return typeof fact === 'string' ? parseCalendarDate(fact) : undefined;
}

function whoOf({ actor, controllerId }: AuditEventRecord, names: AuditNames, locale: PageLocale): string {
  const texts = auditTexts[locale];
  if (actor.kind === 'system') return texts.system;
  if (actor.kind === 'controller') {
    const controller = names.controllers.get(controllerId ?? '');
    const contact = controller ? texts.contactOf(controller) : texts.someContact;
    return actor.name
      ? texts.person([actor.name, actor.title].filter(Boolean).join(', '), contact.charAt(0).toLowerCase() + contact.slice(1))
      : contact;
  }
  const role = frameTexts[locale].roles[actor.role];
  // Of somebody whose name was erased the role is left.
  const person = actor.name ? texts.person(actor.name, role) : role.charAt(0).toUpperCase() + role.slice(1);
  return actor.via === 'key' ? texts.viaKey(person) : person;
}
