import { hasNoServer } from '../../data/connection';

export interface Attempts {
  /** Does one part, and answers whether it was done; what it threw is kept for the end. Without a database no part can be done, so that is thrown at once. */
  attempt(part: () => Promise<unknown>): Promise<boolean>;
  /** Throws what failed: one error as it is, several together. */
  end(): void;
}

/** For work in parts of which none may keep back another, and no failure is swallowed. */
export function createAttempts(): Attempts {
  const failures: unknown[] = [];
  function end(): void {
    if (failures.length === 1) throw failures[0];
    if (failures.length > 1) throw new AggregateError(failures, failures.map(messageOf).join('; '));
  }
  return {
    async attempt(part) {
      try {
        await part();
        return true;
      } catch (error) {
        failures.push(error);
        if (isWithoutServer(error)) end();
        return false;
      }
    },
    end,
  };
}

/** Whether it failed for want of a database, so that nothing else can be done either. */
export function isWithoutServer(error: unknown): boolean {
  return hasNoServer(error) || (error instanceof AggregateError && error.errors.some(hasNoServer));
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
