import type { AgreementRecord } from '../../data/agreement.model';
import type { AnnexEntryRecord } from '../../data/annex.model';
import type { ChangeRecord } from '../../data/change.model';
import type { NoticeRecord } from '../../data/notice.model';
import type { SubprocessorDetails, SubprocessorRecord } from '../../data/subprocessor.model';
import { directRelationsOn } from '../../domain/annex/directRelation';
import { addDays, calendarDate, localDateOf, startOfDay } from '../../domain/calendar/calendarDate';
import { isAffected } from '../../domain/change/affected';
import {
  type AnnexEntryFacts,
  type GateAnswer,
  type GateCode,
  type GateFacts,
  type GateReason,
  gateCodes,
  gateForDirectRelation,
  gateForSubprocessor,
} from '../../domain/gate/gate';
import { done, type Outcome, refuse } from '../../domain/outcome';
import type { AdequacyDecision } from '../../domain/transfer/adequacy';
import { uncoveredInChain } from '../../domain/transfer/transferBasis';
import { adequacyInForce } from '../adequacy/adequacyInForce';
import type { WorkflowContext } from '../context';
import { agreementInGate, factsWithoutNotice, loadGates, objectionInGate } from './gateFacts';
import { waitingForOthers } from './waitingForOthers';

/** One agreement (by id or reference) or one controller (by id or organisation number), and one subprocessor (by id or organisation number). */
export interface GateQuery {
  agreementId?: string;
  agreement?: string;
  controllerId?: string;
  organisationNumber?: string;
  subprocessorId?: string;
  subprocessor?: string;
}

export interface GateEntry {
  agreementId: string;
  subprocessorId: string;
  details: SubprocessorDetails;
  inForceFrom: string;
}

export interface GateResult {
  mayProcess: boolean;
  /** The day from which it may, for all agreements asked about; null where it may not. */
  since: string | null;
  /** Ask again at this instant at the latest. */
  validUntil: Date;
  /** The annex entry in force, where one agreement was asked about. */
  entry: GateEntry | null;
  /** Under every agreement asked about the controller has an agreement of its own with it, so that no annex entry is asked for. */
  direct: boolean;
  reasons: GateReason[];
}

/** An answer may be kept this long; an objection or a stop order may shut the gate at any time. */
const validForMs = 5 * 60 * 1000;

/**
 * May the controller's data go to the subprocessor now? The annex entry in force answers; without one the published change that would bring it.
 * Asked for a controller, it is yes only if all its agreements concerned say yes: those that have the subprocessor in their annex or are
 * affected by a change of it; where none is, all that are not ended. Refuses `not-found` for what does not exist, naming which.
 */
export async function answerGate(context: WorkflowContext, { now, query }: { now: Date; query: GateQuery }): Promise<Outcome<GateResult>> {
  const [agreements, subprocessor, adequacy] = await Promise.all([
    findAgreements(context, query),
    findSubprocessor(context, query),
    adequacyInForce(context),
  ]);
  if (!agreements.ok) return agreements;
  if (!subprocessor.ok) return subprocessor;
  const answers: AgreementAnswer[] = [];
  for (const agreement of agreements.value) {
    answers.push(await answerFor(context, { agreement, subprocessor: subprocessor.value, adequacy, now }));
  }
  const concerned = answers.filter(({ concerned }) => concerned);
  return done(combine(concerned.length > 0 ? concerned : answers, now));
}

interface AgreementAnswer {
  agreement: AgreementRecord;
  gate: GateAnswer;
  since: string | null;
  entry: AnnexEntryRecord | null;
  /** The controller has an agreement of its own with it. */
  direct: boolean;
  concerned: boolean;
}

function notFound(pointer: string, nb: string, en: string): Outcome<never> {
  return refuse('not-found', { errors: [{ pointer, code: 'not-found', detail: { nb, en } }] });
}

async function findAgreements({ data }: WorkflowContext, query: GateQuery): Promise<Outcome<AgreementRecord[]>> {
  if (query.agreementId || query.agreement) {
    const found = query.agreementId
      ? await data.agreements.find(query.agreementId)
      : await data.agreements.findByReference(query.agreement ?? '');
    const pointer = query.agreementId ? '/agreementId' : '/agreement';
    return found ? done([found]) : notFound(pointer, 'Fant ikke avtalen.', 'The agreement was not found.');
  }
  const controllers = query.controllerId
    ? [await data.controllers.find(query.controllerId)].filter((found) => found !== null)
    : await data.controllers.findByOrganisationNumber(query.organisationNumber ?? '');
  if (controllers.length === 0) {
    return notFound(
      query.controllerId ? '/controllerId' : '/organisationNumber',
      'Fant ikke den behandlingsansvarlige.',
      'The controller was not found.',
    );
  }
  const agreements = (await Promise.all(controllers.map(({ _id }) => data.agreements.findByController(_id)))).flat();
  if (agreements.length === 0)
    return notFound('/controllerId', 'Den behandlingsansvarlige har ingen avtale.', 'The controller has no agreement.');
  const running = agreements.filter(({ state }) => state !== 'ended');
  return done(running.length > 0 ? running : agreements);
}

async function findSubprocessor({ data }: WorkflowContext, query: GateQuery): Promise<Outcome<SubprocessorRecord>> {
  const found = query.subprocessorId
    ? await data.subprocessors.find(query.subprocessorId)
    : (await data.subprocessors.findByOrganisationNumber(query.subprocessor ?? '')).sort((one, other) => rank(one) - rank(other))[0];
  const pointer = query.subprocessorId ? '/subprocessorId' : '/subprocessor';
  return found ? done(found) : notFound(pointer, 'Fant ikke underdatabehandleren.', 'The subprocessor was not found.');
}

/** One organisation may stand in the register twice; the entry in use answers. */
function rank({ status }: SubprocessorRecord): number {
  return ['inUse', 'proposed', 'former'].indexOf(status);
}

interface GateQuestion {
  agreement: AgreementRecord;
  subprocessor: SubprocessorRecord;
  adequacy: readonly AdequacyDecision[];
  now: Date;
}

async function answerFor(context: WorkflowContext, { agreement, subprocessor, adequacy, now }: GateQuestion): Promise<AgreementAnswer> {
  const today = localDateOf(now, agreement.terms.timeZone);
  const [direct] = directRelationsOn(agreement.directRelations, today).filter(({ subprocessorId }) => subprocessorId === subprocessor._id);
  if (direct) {
    const gate = gateForDirectRelation(agreementInGate(agreement, today));
    return { agreement, gate, since: gate.clear ? direct.since : null, entry: null, direct: true, concerned: true };
  }
  const [entry, notices, unpublished] = await Promise.all([
    context.data.annexes.findInForce(agreement._id, subprocessor._id),
    context.data.notices.listOfAgreement(agreement._id, subprocessor._id),
    context.data.changes.listOfSubprocessor(subprocessor._id, ['draft', 'inReview', 'approved']),
  ]);
  const bringing = notices.filter(({ content, effect }) => content.changeType !== 'remove' && effect !== 'inEffect');
  // The newest that still runs; one that was given up or withdrawn answers only where nothing newer is on its way.
  const running = bringing.find(({ effect }) => effect === 'pending' || effect === 'held');
  const coming = entry || running ? null : await publishedWithoutNotice(context, { agreement, subprocessor, notices });
  const notice = running ?? (coming ? undefined : bringing[0]);
  const pending = coming
    ? factsWithoutNotice({ change: coming, agreement, contractRecorded: subprocessor.contract !== null, adequacy, now })
    : entry || !notice
      ? null
      : await pendingFacts(context, { notice, now });
  const annex = await annexFacts(context, { agreement, subprocessor, entry, adequacy, now });
  const gate = gateForSubprocessor({ annex, pending });
  const isUnknown = gate.reasons.some(({ code }) => code === 'not-approved');
  const draftsHere = unpublished.some(
    ({ services, type }) => type !== 'remove' && services.some((service) => agreement.services.includes(service)),
  );
  const reasons: GateReason[] = isUnknown && draftsHere ? [...gate.reasons, { code: 'not-published' }] : gate.reasons;
  return {
    agreement,
    gate: { clear: gate.clear, reasons },
    since: gate.clear ? (entry?.inForceFrom ?? today) : null,
    entry,
    direct: false,
    concerned: entry !== null || bringing.length > 0 || coming !== null,
  };
}

/**
 * The published change that would bring the subprocessor to an agreement that has no notice of it: the notices of a large change are written in
 * chunks, and until its own is there the agreement has not received one, which is another thing than a subprocessor that nobody proposed.
 */
async function publishedWithoutNotice(
  { data }: WorkflowContext,
  { agreement, subprocessor, notices }: { agreement: AgreementRecord; subprocessor: SubprocessorRecord; notices: NoticeRecord[] },
): Promise<ChangeRecord | null> {
  const published = await data.changes.listOfSubprocessor(subprocessor._id, ['published']);
  for (const change of published) {
    const { type, replacesId, services } = change;
    if (notices.some(({ changeId }) => changeId === change._id)) continue;
    if (change.subprocessorId !== subprocessor._id || (type !== 'add' && type !== 'replace')) continue;
    const inAnnex = replacesId ? await data.annexes.findInForce(agreement._id, replacesId) : null;
    const reach = {
      type,
      subprocessorId: subprocessor._id,
      replacesId,
      services,
      plannedEffectiveOn: calendarDate(change.plannedEffectiveOn),
    };
    const isReached = isAffected(reach, {
      agreementId: agreement._id,
      services: agreement.services,
      state: agreement.state,
      endsOn: agreement.endsOn === null ? null : calendarDate(agreement.endsOn),
      annexSubprocessorIds: inAnnex ? [inAnnex.subprocessorId] : [],
      noticedSubprocessorIds: [],
      directSubprocessorIds: [],
    });
    if (isReached) return change;
  }
  return null;
}

async function pendingFacts(context: WorkflowContext, { notice, now }: { notice: NoticeRecord; now: Date }): Promise<GateFacts | null> {
  const change = await context.data.changes.find(notice.changeId);
  if (!change) return null;
  const [[gate], isWaiting] = await Promise.all([
    loadGates(context, { change, notices: [notice], now }),
    waitingForOthers(context, { change, now }),
  ]);
  return gate ? { ...gate.facts, waitingForOthers: isWaiting(notice.agreementId) } : null;
}

async function annexFacts(
  context: WorkflowContext,
  { agreement, subprocessor, entry, adequacy, now }: GateQuestion & { entry: AnnexEntryRecord | null },
): Promise<AnnexEntryFacts> {
  const { data } = context;
  const today = localDateOf(now, agreement.terms.timeZone);
  const [notice] = entry?.addedByChangeId ? await data.notices.findFor(entry.addedByChangeId, [agreement._id]) : [];
  const [objections, below] = await Promise.all([
    notice ? data.objections.listOfNotices([notice._id]) : [],
    data.subprocessors.listBelow(subprocessor._id),
  ]);
  return {
    today,
    entry: entry && {
      inForceFrom: calendarDate(entry.inForceFrom),
      inForceUntil: entry.inForceUntil === null ? null : calendarDate(entry.inForceUntil),
      suspendedFor: (entry.suspended?.reasons ?? []).filter((code): code is GateCode => (gateCodes as readonly string[]).includes(code)),
    },
    agreement: agreementInGate(agreement, today),
    objections: objections.map(objectionInGate),
    transferUncovered: entry
      ? uncoveredInChain({ recipients: [entry.details, ...below], accepted: agreement.terms.transferBases, on: today, adequacy })
      : [],
    contractRecorded: subprocessor.contract !== null,
  };
}

function combine(answers: AgreementAnswer[], now: Date): GateResult {
  const reasons = gateCodes.flatMap((code): GateReason[] => {
    const same = answers.flatMap(({ gate }) => gate.reasons.filter((reason) => reason.code === code));
    if (same.length === 0) return [];
    const days = same.flatMap(({ until }) => (until ? [until] : []));
    const last = days.sort().at(-1);
    return [last && days.length === same.length ? { code, until: last } : { code }];
  });
  const mayProcess = answers.length > 0 && answers.every(({ gate }) => gate.clear);
  const [first, ...others] = answers;
  const sinceDays = answers.flatMap(({ since }) => (since ? [since] : [])).sort();
  const midnights = answers.map(({ agreement: { terms } }) =>
    startOfDay(addDays(localDateOf(now, terms.timeZone), 1), terms.timeZone).getTime(),
  );
  return {
    mayProcess,
    since: mayProcess ? (sinceDays.at(-1) ?? null) : null,
    validUntil: new Date(Math.min(now.getTime() + validForMs, ...midnights)),
    entry:
      first?.entry && others.length === 0
        ? {
            agreementId: first.agreement._id,
            subprocessorId: first.entry.subprocessorId,
            details: first.entry.details,
            inForceFrom: first.entry.inForceFrom,
          }
        : null,
    direct: answers.every(({ direct }) => direct),
    reasons,
  };
}
