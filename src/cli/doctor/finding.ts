/** One thing that was looked at. `warn`: it works, and something is missing or could not be found out; `fail`: somebody has to repair it. */
export interface Finding {
  name: string;
  state: 'ok' | 'warn' | 'fail';
  /** What was seen, and what to do where it is not `ok`. */
  detail: string;
}

export function finding(name: string, state: Finding['state'], detail: string): Finding {
  return { name, state, detail };
}

/** Whatever stops a check is a finding of its own, under the name of what was looked at. */
export async function looking(name: string, look: () => Promise<Finding[]>): Promise<Finding[]> {
  try {
    return await look();
  } catch (error) {
    return [finding(name, 'fail', error instanceof Error ? error.message : String(error))];
  }
}

/** A failure only warns where it stands in nobody's way yet. */
export function softened({ name, state, detail }: Finding, unless: boolean): Finding {
  return finding(name, state === 'fail' && !unless ? 'warn' : state, detail);
}

const tolerableSkewMs = 2_000;
const worstSkewMs = 30_000;

/** How far a server's clock is from ours, in milliseconds of real time; the answer was under way between `askedAt` and `answeredAt`. */
export function clockFinding(name: string, serverTime: number, { askedAt, answeredAt }: { askedAt: number; answeredAt: number }): Finding {
  const off = Math.max(askedAt - serverTime, serverTime - answeredAt, 0);
  const seconds = (off / 1000).toFixed(1);
  if (off <= tolerableSkewMs) return finding(name, 'ok', 'the same time as here');
  const advice = `${seconds} s away from the time here. Deadlines are counted by the clock: let both follow NTP.`;
  return finding(name, off > worstSkewMs ? 'fail' : 'warn', advice);
}
