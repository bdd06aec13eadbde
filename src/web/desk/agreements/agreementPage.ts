import type { AgreementRecord } from '../../../data/agreement.model';
import type { AnnexEntryRecord, AnnexLineRecord } from '../../../data/annex.model';
import type { ControllerRecord } from '../../../data/controller.model';
import type { DocumentFacts } from '../../../data/document.repository';
import { localized } from '../../../data/localText';
import type { PersonActor } from '../../../domain/actor';
import { type CalendarDate, localDateOf } from '../../../domain/calendar/calendarDate';
import { objectionStateTexts } from '../../../domain/objection/objectionTexts';
import { describeDate } from '../../../domain/periods/describe';
import { termsInWords } from '../../../domain/terms/termsInWords';
import type { AgreementNotice } from '../../../workflows/delivery/listAgreementNotices';
import { contactsOf } from '../../../workflows/delivery/planMail';
import type { PageLocale } from '../../locale';
import { agreementTexts } from '../../texts/agreementTexts';
import { annexPageTexts } from '../../texts/annexPageTexts';
import { changeTexts } from '../../texts/changeTexts';
import { directRelationTexts } from '../../texts/directRelationTexts';
import { evidencePageTexts } from '../../texts/evidencePageTexts';
import { retentionTexts } from '../../texts/retentionTexts';
import { dayText, detailTexts } from '../changes/changeFacts';
import { agreementStateTag } from './agreementLabels';
import { descriptionFacts } from './descriptionFields';
import { noticesView } from './noticesView';
import { stopOrderView } from './stopOrderView';

/** Everything that the page of one agreement tells. */
export interface AgreementPageFacts {
  agreement: AgreementRecord;
  controller: ControllerRecord;
  entries: AnnexEntryRecord[];
  lines: AnnexLineRecord[];
  notices: AgreementNotice[];
  /** About the agreement itself. */
  documents: DocumentFacts[];
  actor: PersonActor;
  /** The day it is in the agreement's zone. */
  today: CalendarDate;
  mayEdit: boolean;
  mayEnterObjections: boolean;
  mayOpenObjections: boolean;
  mayReadEvidence: boolean;
  mayHold: boolean;
}

export function agreementPage(facts: AgreementPageFacts, locale: PageLocale) {
  const texts = agreementTexts[locale];
  const { agreement } = facts;
  const href = `/desk/agreements/${agreement._id}`;
  const links = [
    { href: `${href}/edit`, label: texts.edit },
    { href: `${href}/end`, label: agreement.state === 'active' ? texts.end : texts.moveEnd },
  ];
  return {
    state: agreementStateTag(agreement, locale),
    links: facts.mayEdit && agreement.state !== 'ended' ? links : [],
    controller: { label: texts.facts.controller, href: `/desk/controllers/${facts.controller._id}`, name: facts.controller.name },
    facts: factsOf(facts, locale),
    terms: {
      title: texts.termsTitle,
      facts: termsInWords(agreement.terms).map(({ label, sentences }) => ({
        label: label[locale],
        values: sentences.map((sentence) => sentence[locale]),
      })),
    },
    stopOrder: stopOrderView(agreement, { documents: facts.documents, actor: facts.actor, locale }),
    retention: retentionLink(facts, locale),
    description: descriptionFacts(agreement, locale),
    evidence: facts.mayReadEvidence ? { href: `${href}/evidence`, ...evidencePageTexts[locale].agreement } : null,
    annex: annexView(facts, locale),
    log: logView(facts.lines, locale),
    notices: noticesView(facts, locale),
    objections: {
      title: texts.objections.title,
      none: texts.objections.none,
      rows: facts.notices
        .flatMap(({ objections }) => objections)
        .map(({ _id, reference, state }) => ({
          href: facts.mayOpenObjections ? `/desk/objections/${_id}` : null,
          text: texts.objections.row(reference, objectionStateTexts[state][locale]),
        })),
    },
  };
}

/** To put erasure on hold, or to let it go on. */
function retentionLink({ agreement, mayHold }: AgreementPageFacts, locale: PageLocale) {
  const { hold } = retentionTexts[locale];
  if (!mayHold || agreement.erased) return null;
  return { href: `/desk/agreements/${agreement._id}/hold`, label: agreement.retentionHold ? hold.liftLink : hold.link };
}

function retentionWords({ retentionHold, erased, terms: { timeZone } }: AgreementRecord, locale: PageLocale): string | null {
  const { hold } = retentionTexts[locale];
  const day = (instant: Date) => describeDate(localDateOf(instant, timeZone), locale);
  if (erased) return hold.erased(day(erased.at));
  return retentionHold && hold.held(day(retentionHold.at), retentionHold.reason);
}

function factsOf({ agreement, controller }: AgreementPageFacts, locale: PageLocale) {
  const { facts } = agreementTexts[locale];
  const erasure = retentionWords(agreement, locale);
  const contacts = contactsOf(agreement, controller).map(({ email, name }) => (name ? `${name} (${email})` : email));
  return [
    { label: facts.services, values: agreement.services },
    { label: facts.signedOn, values: [dayText(agreement.signedOn, locale)] },
    { label: facts.clause, values: [agreement.clause ?? facts.notStated] },
    { label: facts.contacts, values: contacts.length > 0 ? contacts : [facts.noContacts] },
    ...(agreement.mainAgreementEndsOn
      ? [{ label: facts.mainAgreementEndsOn, values: [dayText(agreement.mainAgreementEndsOn, locale)] }]
      : []),
    ...(erasure ? [{ label: retentionTexts[locale].hold.fact, values: [erasure] }] : []),
  ];
}

/** Annex A, or B.2 with the columns of the 2020 template, as it stands today. */
function annexView({ agreement, entries, today }: AgreementPageFacts, locale: PageLocale) {
  const { annex } = agreementTexts[locale];
  const { notStated } = changeTexts[locale];
  const inForce = entries.filter(
    ({ inForceFrom, inForceUntil }) => inForceFrom <= today && (inForceUntil === null || inForceUntil >= today),
  );
  return {
    title: annex.title,
    caption: annex.caption(describeDate(today, locale)),
    direct: { href: `/desk/agreements/${agreement._id}/direct`, label: directRelationTexts[locale].open },
    whole: { href: `/desk/agreements/${agreement._id}/annex`, label: annexPageTexts[locale].open },
    none: annex.none,
    columns: annex.columns,
    rows: inForce.map(({ subprocessorId, details, inForceFrom, addedByChangeId, suspended }) => {
      const words = (name: keyof typeof details): string[] => {
        const values = detailTexts(details, name, { locale, parentName: null });
        return values.length > 0 ? values : [notStated];
      };
      return {
        name: { href: `/desk/subprocessors/${subprocessorId}`, label: details.legalName },
        suspended: suspended ? { label: annex.suspended(dayText(suspended.on, locale)), color: 'danger' } : null,
        organisationNumber: words('organisationNumber'),
        address: words('address'),
        processing: words('processing'),
        locations: words('locations'),
        contactPoint: words('contactPoint'),
        specialCategories: words('specialCategories'),
        since: dayText(inForceFrom, locale),
        source: addedByChangeId ? { href: `/desk/changes/${addedByChangeId}`, label: annex.byChange } : { href: null, label: annex.signed },
      };
    }),
  };
}

/** Annex D: what changed, when and by which change. */
function logView(lines: AnnexLineRecord[], locale: PageLocale) {
  const { log } = agreementTexts[locale];
  return {
    title: log.title,
    none: log.none,
    columns: log.columns,
    rows: lines.map(({ on, kind, subprocessorName, replacedSubprocessorName, changeId, revision, note }) => ({
      on: dayText(on, locale),
      what: log.kinds[kind](subprocessorName, replacedSubprocessorName ?? ''),
      note: localized(note, locale) || null,
      change: changeId ? { href: `/desk/changes/${changeId}`, label: log.revision(String(revision ?? 1)) } : null,
    })),
  };
}
