import type { WorkflowContext } from '../context';

/** Something that happens by itself when its day or instant has come, found from the record alone. */
export interface LegalSweep {
  name: string;
  /** What it does moves no clock, gate or objection: a demo clock that stops for it alone lets nothing else happen there. */
  quiet?: true;
  /** What happens by itself falls due to this sweep no sooner than so many days later: so long an answer of `nextAt` holds while a clock moves. None unless told. */
  foresightDays?: number;
  /**
   * Does what is due at `now` (legal time). Running it twice, or by several processes at once, changes nothing more. `stop` ends it after what it is writing; the
   * next run goes on from there.
   */
  run(context: WorkflowContext, at: { now: Date; stop?: AbortSignal | undefined }): Promise<void>;
  /** The first instant after `after` (legal time) at which something falls due; null while nothing waits. A demo clock stops there. */
  nextAt(context: WorkflowContext, after: Date): Promise<Date | null>;
}

/** The first of these instants that lies after `after`. */
export function firstAfter(after: Date, instants: readonly Date[]): Date | null {
  const later = instants.map((instant) => instant.getTime()).filter((time) => time > after.getTime());
  return later.length > 0 ? new Date(later.reduce((one, other) => Math.min(one, other))) : null;
}
