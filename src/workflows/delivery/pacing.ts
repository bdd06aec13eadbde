import type { SendingRecord } from '../../data/sending.model';
import { type DomainPace, freshPace, mayBegin, paceAfter, pacingOutcomeOf } from '../../domain/receipt/domainPacing';
import type { Delivery } from '../../mail/transport';

/** How fast mail may leave: over all workers together, and to each recipient domain. Real time. */
export interface Pacing {
  /** True when `count` more messages may leave under MAIL_RATE; false when this process is about to end, and they are left to another. */
  permits(count: number): Promise<boolean>;
  /** What may begin now, and what waits for a domain that asked for a pause, by the instant to try again. */
  sort(sendings: SendingRecord[]): { begin: SendingRecord[]; putOff: [Date, string[]][] };
  /** Delivers as soon as the domain takes one more, and learns from its answer. Null: it took none until `beginBy` (real time), and nothing has left. */
  deliver(to: string, beginBy: Date, deliver: () => Promise<Delivery>): Promise<Delivery | null>;
  /** No more permits: what has one goes on, what waits for one gets none. */
  stop(): void;
}

/** Domains that are remembered; beyond that those without a pause are forgotten. */
const remembered = 10_000;

/**
 * `takePermits` asks whatever counts over all workers. `perDomain` only where we speak to the recipients' own servers: a relay paces its own deliveries, and what
 * it says is about itself.
 */
export function createPacing({
  takePermits,
  perDomain,
}: {
  takePermits: (count: number, signal: AbortSignal) => Promise<void>;
  perDomain: boolean;
}): Pacing {
  const stopping = new AbortController();
  const domains = new Map<string, { pace: DomainPace; inFlight: number; waiting: (() => void)[] }>();

  function stateOf(domain: string) {
    const known = domains.get(domain);
    if (known) return known;
    if (domains.size >= remembered) {
      for (const [name, { pace, inFlight }] of domains) if (inFlight === 0 && pace.pausedUntilMs < Date.now()) domains.delete(name);
    }
    const fresh = { pace: freshPace(), inFlight: 0, waiting: [] };
    domains.set(domain, fresh);
    return fresh;
  }

  return {
    async permits(count) {
      try {
        await takePermits(count, stopping.signal);
        return !stopping.signal.aborted;
      } catch (error) {
        if (stopping.signal.aborted) return false;
        throw error;
      }
    },
    stop: () => stopping.abort(),
    sort(sendings) {
      const begin: SendingRecord[] = [];
      const putOff = new Map<number, string[]>();
      for (const sending of sendings) {
        const until = perDomain ? (domains.get(domainOf(sending.to))?.pace.pausedUntilMs ?? 0) : 0;
        if (until <= Date.now()) begin.push(sending);
        else putOff.set(until, [...(putOff.get(until) ?? []), sending._id]);
      }
      return { begin, putOff: [...putOff].map(([until, ids]) => [new Date(until), ids]) };
    },
    async deliver(to, beginBy, deliver) {
      if (!perDomain) return deliver();
      const state = stateOf(domainOf(to));
      // What has begun may finish: a pause that was asked for meanwhile keeps back what comes after.
      while (!mayBegin({ ...state.pace, pausedUntilMs: 0 }, state.inFlight, Date.now())) {
        await new Promise<void>((resolve) => state.waiting.push(resolve));
        if (Date.now() > beginBy.getTime()) return null;
      }
      state.inFlight += 1;
      try {
        const delivery = await deliver();
        state.pace = paceAfter(state.pace, pacingOutcomeOf(delivery.outcome, delivery.response), Date.now());
        return delivery;
      } finally {
        state.inFlight -= 1;
        for (const wake of state.waiting.splice(0)) wake();
      }
    },
  };
}

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1).toLowerCase();
}
