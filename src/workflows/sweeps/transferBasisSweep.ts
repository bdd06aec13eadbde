import type { AgreementRecord } from '../../data/agreement.model';
import type { AnnexEntryRecord } from '../../data/annex.model';
import type { SubprocessorRecord } from '../../data/subprocessor.model';
import { addDays, type CalendarDate, calendarDate, localDateOf, startOfDay } from '../../domain/calendar/calendarDate';
import type { AdequacyDecision } from '../../domain/transfer/adequacy';
import { eeaCountries, isInEea } from '../../domain/transfer/countries';
import { countriesOf, uncoveredInChain } from '../../domain/transfer/transferBasis';
import { adequacyInForce } from '../adequacy/adequacyInForce';
import type { WorkflowContext } from '../context';
import { resumeEntry, suspendEntry } from '../gate/suspension';
import { processorDay, processorZone } from '../processorDay';
import { type Attempts, createAttempts } from './attempts';
import { firstAfter, type LegalSweep } from './legalSweep';

const actor = { kind: 'system', name: 'transferBasis' } as const;
const setting = 'transferBasisCheck';
const chunk = 200;

/**
 * Looks once a legal day, and whenever the list of adequacy decisions was changed, at what stands in annexes outside the EEA. Where the basis that a transfer
 * rested on is one no longer (an adequacy decision ran out or was ended, somebody further down the chain lost its own), the use is suspended; where that is
 * mended, it is resumed. What was in a signed annex and never had a basis that its terms accept is left to the register's own flags: nothing lapsed, and the
 * gate says no to it all the same. An entry that cannot be looked at keeps back no other, and is the only one that is looked at again before the next.
 */
export const transferBasisSweep: LegalSweep = {
  name: 'transferBases',
  // The list is changed by people only.
  foresightDays: Number.POSITIVE_INFINITY,
  async run(context, { now, stop }) {
    const today = processorDay(now);
    const [last, list] = await Promise.all([context.data.settings.find<LastCheck>(setting), context.data.adequacy.presentVersion()]);
    const isToday = last && last.value.day >= today && last.value.list === list;
    const only = isToday ? (last.value.failed ?? []) : null;
    if (only?.length === 0) return;
    const looks = createAttempts();
    // What is said of a decision from here on has a later version, and is looked at again.
    const failed = await lookAtAll(context, { only, now, looks, stop });
    // Begun again by the next run: what has been settled is settled.
    if (stop?.aborted) return looks.end();
    if (failed.length !== only?.length) await context.data.settings.write(setting, { day: today, list, failed }, last?.version ?? 0);
    looks.end();
  },
  /** The days on which a decision begins or ends to count: no other day lets a basis lapse by itself. */
  async nextAt(context, after) {
    const days = (await adequacyInForce(context)).flatMap(({ from, until }) => [from, ...(until ? [addDays(until, 1)] : [])]);
    return firstAfter(
      after,
      days.map((day) => startOfDay(day, processorZone)),
    );
  },
};

interface LastCheck {
  day: string;
  /** Version of the list of decisions. */
  list?: number;
  /** Entries that could not be looked at; not there where an older release wrote it. */
  failed?: string[];
}

/** Answers the entries that could not be looked at. `only`: these, and no others. */
async function lookAtAll(
  context: WorkflowContext,
  { only, now, looks, stop }: { only: string[] | null; now: Date; looks: Attempts; stop: AbortSignal | undefined },
): Promise<string[]> {
  const { data } = context;
  const [chains, adequacy] = await Promise.all([thirdCountryChains(context), adequacyInForce(context)]);
  const failed: string[] = [];
  let afterId: string | null = null;
  for (;;) {
    const page = { subprocessorIds: [...chains.keys()], afterId, limit: chunk, only };
    const entries: AnnexEntryRecord[] = await data.annexes.listInForceOutside(eeaCountries, page);
    const agreements = await data.agreements.findMany([...new Set(entries.map(({ agreementId }) => agreementId))]);
    const agreementById = new Map(agreements.map((agreement) => [agreement._id, agreement]));
    for (const entry of entries) {
      const agreement = agreementById.get(entry.agreementId);
      if (!agreement || agreement.state === 'ended') continue;
      const looking = { entry, agreement, below: chains.get(entry.subprocessorId) ?? [], adequacy, now };
      if (!(await looks.attempt(() => lookAt(context, looking)))) failed.push(entry._id);
    }
    afterId = entries.at(-1)?._id ?? null;
    if (entries.length < chunk || stop?.aborted) return failed;
  }
}

/** The first day of the entry, and those on which a decision began to count while it was in force: on one of them it was covered, or never. */
function coverableDays({ inForceFrom }: AnnexEntryRecord, today: CalendarDate, adequacy: readonly AdequacyDecision[]): CalendarDate[] {
  const first = calendarDate(inForceFrom);
  return [first, ...adequacy.map(({ from }) => from).filter((from) => from > first && from <= today)];
}

interface Looking {
  entry: AnnexEntryRecord;
  agreement: AgreementRecord;
  /** Everybody below its subprocessor. */
  below: SubprocessorRecord[];
  adequacy: readonly AdequacyDecision[];
  now: Date;
}

async function lookAt(context: WorkflowContext, { entry, agreement, below, adequacy, now }: Looking): Promise<void> {
  const today = localDateOf(now, agreement.terms.timeZone);
  const isUncovered = (on: CalendarDate): boolean =>
    uncoveredInChain({ recipients: [entry.details, ...below], accepted: agreement.terms.transferBases, on, adequacy }).length > 0;
  const wasCovered = (): boolean => coverableDays(entry, today, adequacy).some((on) => !isUncovered(on));
  const lapsed = isUncovered(today) && (entry.addedByChangeId !== null || wasCovered());
  const suspended = entry.suspended?.reasons.includes('transfer-basis-missing') ?? false;
  if (lapsed === suspended || (suspended && isUncovered(today))) return;
  await settle(context, { entry, lapsed, agreementId: agreement._id, now });
}

/** Each in a transaction of its own: there are few, and one that cannot be written must not hold the others. */
async function settle(
  context: WorkflowContext,
  { entry, lapsed, agreementId, now }: { entry: AnnexEntryRecord; lapsed: boolean; agreementId: string; now: Date },
): Promise<void> {
  const { data } = context;
  await context.inTransaction(async (session) => {
    const agreement = await data.agreements.find(agreementId, session);
    const present = await data.annexes.findInForce(agreementId, entry.subprocessorId, session);
    if (!agreement || present?._id !== entry._id) return;
    const suspension = { entry: present, agreement, code: 'transfer-basis-missing' as const, actor, now };
    if (lapsed) await suspendEntry(context, session, suspension);
    else await resumeEntry(context, session, suspension);
  });
}

/** Of each subprocessor that has somebody outside the EEA below it: everybody below it. */
async function thirdCountryChains({ data }: WorkflowContext): Promise<Map<string, SubprocessorRecord[]>> {
  const children = await data.subprocessors.listWithParent();
  const childrenOf = new Map<string, SubprocessorRecord[]>();
  for (const child of children) {
    const parent = child.parentId ?? '';
    childrenOf.set(parent, [...(childrenOf.get(parent) ?? []), child]);
  }
  const below = (id: string, seen: ReadonlySet<string>): SubprocessorRecord[] =>
    (childrenOf.get(id) ?? [])
      .filter((child) => !seen.has(child._id))
      .flatMap((child) => [child, ...below(child._id, new Set([...seen, child._id]))]);
  const chains = new Map<string, SubprocessorRecord[]>();
  for (const parent of childrenOf.keys()) {
    const chain = below(parent, new Set([parent]));
    if (chain.some((member) => countriesOf(member).some((country) => !isInEea(country)))) chains.set(parent, chain);
  }
  return chains;
}
