import type { AgreementRecord } from '../../data/agreement.model';
import type { ChangeRecord } from '../../data/change.model';
import type { DescribedData } from '../../domain/approval/outsideDescription';
import { addDays, type CalendarDate, calendarDate, localDateOf, startOfDay } from '../../domain/calendar/calendarDate';
import { missingBeforeSubmission } from '../../domain/change/completeness';
import { decidePlannedDay, type EarliestDay, earliestForAll, marginDays } from '../../domain/change/tooEarly';
import { evaluateGate, type GateReason } from '../../domain/gate/gate';
import { done, type FieldProblem, type Outcome, refuse } from '../../domain/outcome';
import { computeDeadlines } from '../../domain/periods/computeDeadlines';
import { latestReceiptFor } from '../../domain/periods/latestReceiptFor';
import type { ApprovalKind, Deadlines, Terms } from '../../domain/terms/terms';
import { termsFor } from '../../domain/terms/termsFor';
import type { AdequacyDecision } from '../../domain/transfer/adequacy';
import { uncoveredInChain } from '../../domain/transfer/transferBasis';
import { canonicalJson } from '../../mail/canonical';
import { adequacyInForce } from '../adequacy/adequacyInForce';
import type { WorkflowContext } from '../context';
import { contactsOf } from '../delivery/planMail';
import { agreementInGate } from '../gate/gateFacts';
import { oncePer } from '../oncePer';
import { processorDay } from '../processorDay';
import { type AffectedAgreement, allAffected } from './affectedChunk';
import { withFreshSubject } from './changeInput';
import { traitsFor } from './changeTraits';

export interface AgreementPreview {
  agreementId: string;
  reference: string;
  controllerId: string;
  controllerName: string;
  contacts: { email: string; name: string | null }[];
  /** If every notice were received now. */
  deadlines: Deadlines;
  /** The last day of receipt that still meets the planned day. */
  latestReceiptOn: CalendarDate | null;
  approvals: ApprovalKind[];
  /** What is outside the agreement's own description of the processing; null: nothing. */
  outsideDescription: DescribedData | null;
  /** What would still hold it on the planned day, were it received now and nobody objected. */
  reasons: GateReason[];
  /** Its own first lawful day, not counting the planned day. */
  earliestEffectiveOn: CalendarDate | null;
}

export interface PreviewMargin {
  days: (typeof marginDays)[number];
  receivedOn: CalendarDate;
  earliestEffectiveOn: CalendarDate | null;
  preventedBy: { agreementId: string; reference: string; earliestEffectiveOn: CalendarDate }[];
}

export interface ChangePreview {
  /** The first day that every affected agreement allows, if received today. */
  earliestEffectiveOn: CalendarDate | null;
  /** With `together`: the planned day is before it, so the change cannot be submitted or published. */
  tooEarly: boolean;
  margins: PreviewMargin[];
  /** What is missing before it can be submitted. */
  problems: FieldProblem[];
  agreements: AgreementPreview[];
}

/** The dry run: whom the change affects and from which day it may take effect for each, were the notices received at `now`. Changes nothing. */
export async function previewChange(
  context: WorkflowContext,
  { changeId, now }: { changeId: string; now: Date },
): Promise<Outcome<ChangePreview>> {
  const change = await context.data.changes.find(changeId);
  if (!change) return refuse('not-found');
  return done(await preview(context, await withFreshSubject(context, change), now));
}

/** The same of a change as it is given, for these agreements, or for all that it affects. */
export async function preview(
  context: WorkflowContext,
  change: ChangeRecord,
  now: Date,
  only?: AffectedAgreement[],
): Promise<ChangePreview> {
  const affected = only ?? (await allAffected(context, change));
  const [subprocessor, adequacy] = await Promise.all([context.data.subprocessors.find(change.subprocessorId), adequacyInForce(context)]);
  const datesOf = oncePer(rulesKey, (agreement: AgreementRecord) => datesUnder(change, agreement, now));
  const contractRecorded = subprocessor?.contract != null;
  const agreements = affected.map((each) => previewAgreement(change, each, { dates: datesOf(each.agreement), contractRecorded, adequacy }));
  const margins = marginDays.map((days, index): PreviewMargin => {
    const earliest = affected.flatMap(({ agreement }): EarliestDay[] => {
      const day = datesOf(agreement).earliestByMargin[index];
      return day ? [{ agreementId: agreement._id, earliestEffectiveOn: day }] : [];
    });
    const { earliestEffectiveOn, agreements: preventing } = earliestForAll(earliest);
    return { days, receivedOn: addDays(processorDay(now), days), earliestEffectiveOn, preventedBy: withReferences(preventing, agreements) };
  });
  const earliestEffectiveOn = margins[0]?.earliestEffectiveOn ?? null;
  return {
    earliestEffectiveOn,
    tooEarly:
      !change.takenOver && change.rollout === 'together' && earliestEffectiveOn !== null && change.plannedEffectiveOn < earliestEffectiveOn,
    margins,
    problems: missingBeforeSubmission(change, { today: processorDay(now), adequacy }),
    agreements,
  };
}

/**
 * Refuses with `too-early` where a `together` change cannot be met on its planned day, naming the earliest one and who prevents it. What was told by hand before the
 * portal came is judged by its receipts, which are entered after publication: its gates stay shut until then.
 */
export function plannedDayRefusal(change: ChangeRecord, { agreements }: Pick<ChangePreview, 'agreements'>): Outcome<null> {
  if (change.takenOver) return done(null);
  const days = agreements.flatMap(({ agreementId, earliestEffectiveOn }) =>
    earliestEffectiveOn ? [{ agreementId, earliestEffectiveOn }] : [],
  );
  const decision = decidePlannedDay({ plannedEffectiveOn: calendarDate(change.plannedEffectiveOn), rollout: change.rollout, days });
  if (decision.ok) return done(null);
  return refuse('too-early', {
    extra: {
      earliestEffectiveOn: decision.earliestEffectiveOn,
      agreements: withReferences(decision.agreements, agreements),
      cannotMeet: withReferences(decision.cannotMeet, agreements),
    },
  });
}

function withReferences(days: EarliestDay[], agreements: AgreementPreview[]): (EarliestDay & { reference: string })[] {
  const references = new Map(agreements.map(({ agreementId, reference }) => [agreementId, reference]));
  return days.map((day) => ({ ...day, reference: references.get(day.agreementId) ?? '' }));
}

/** What agreements with the same rules share. */
function rulesKey({ terms, clause, description }: AgreementRecord): string {
  return canonicalJson({ terms, clause, description });
}

interface DatesUnderRules {
  deadlines: Deadlines;
  latestReceiptOn: CalendarDate | null;
  /** By the days of margin; null where nothing has to be waited for. */
  earliestByMargin: (CalendarDate | null)[];
  terms: Terms;
  outsideDescription: DescribedData | null;
}

/** The first day of effect under these rules, were the notice received at `now`; null where nothing has to be waited for. */
export function earliestUnder(change: ChangeRecord, rules: Pick<AgreementRecord, 'terms' | 'clause'>, now: Date): CalendarDate | null {
  return datesUnder(change, rules, now).earliestByMargin[0] ?? null;
}

type Rules = Pick<AgreementRecord, 'terms' | 'clause'> & Partial<Pick<AgreementRecord, 'description'>>;

function datesUnder(change: ChangeRecord, agreement: Rules, now: Date): DatesUnderRules {
  const traits = traitsFor(change, { description: agreement.description ?? null });
  const { timeZone } = agreement.terms;
  // A bounce delays the receipt, not what was published or sent.
  const ifReceived = (at: Date): Deadlines =>
    computeDeadlines({
      terms: agreement.terms,
      traits,
      starts: { receivedAt: at, sentAt: now, publishedAt: now },
      clause: agreement.clause,
    });
  // A removal that is only announced asks nobody to wait, so it names no earliest day.
  const waitsForNothing = change.type === 'remove' && agreement.terms.removal === 'announce';
  const deadlines = ifReceived(now);
  const later = (days: number) => ifReceived(startOfDay(addDays(localDateOf(now, timeZone), days), timeZone)).earliestEffectiveOn;
  const plannedEffectiveOn = calendarDate(change.plannedEffectiveOn);
  return {
    deadlines,
    latestReceiptOn: waitsForNothing ? null : latestReceiptFor({ terms: agreement.terms, traits, plannedEffectiveOn }),
    earliestByMargin: marginDays.map((days) => (waitsForNothing ? null : days === 0 ? deadlines.earliestEffectiveOn : later(days))),
    terms: termsFor(agreement.terms, traits, deadlines.receivedOn ? { receipt: deadlines.receivedOn } : {}),
    outsideDescription: traits.outsideDescription ?? null,
  };
}

function previewAgreement(
  change: ChangeRecord,
  { agreement, controller }: AffectedAgreement,
  { dates, contractRecorded, adequacy }: { dates: DatesUnderRules; contractRecorded: boolean; adequacy: readonly AdequacyDecision[] },
): AgreementPreview {
  const { deadlines, terms, latestReceiptOn, earliestByMargin } = dates;
  const plannedEffectiveOn = calendarDate(change.plannedEffectiveOn);
  const contacts = contactsOf(agreement, controller);
  const { reasons } = evaluateGate({
    today: plannedEffectiveOn,
    change: { status: 'published', type: change.type, plannedEffectiveOn, rollout: change.rollout },
    agreement: agreementInGate(agreement, plannedEffectiveOn),
    terms,
    notice: { received: true, undeliverable: contacts.length === 0, dropped: false },
    deadlines,
    consentedFrom: null,
    objections: [],
    approvals: deadlines.approvals.map((kind) => ({ kind, state: 'requested' })),
    transferUncovered: uncoveredInChain({
      recipients: [change.details, ...change.chain],
      accepted: terms.transferBases,
      on: plannedEffectiveOn,
      adequacy,
    }),
    contractRecorded,
    waitingForOthers: false,
  });
  return {
    agreementId: agreement._id,
    reference: agreement.reference,
    controllerId: controller._id,
    controllerName: controller.name,
    contacts: contacts.map(({ email, name }) => ({ email, name })),
    deadlines,
    latestReceiptOn,
    approvals: deadlines.approvals,
    outsideDescription: dates.outsideDescription,
    reasons,
    earliestEffectiveOn: earliestByMargin[0] ?? null,
  };
}
