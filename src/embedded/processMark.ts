import { readFileSync } from 'node:fs';

/** A process that can be recognised later, although its pid may by then belong to another one. */
export type ProcessMark = { pid: number; startedAt: string | null };

export function processMark(pid: number): ProcessMark {
  return { pid, startedAt: startOf(pid) };
}

/** Whether the very process of this mark still runs. A zombie, which only waits to be noticed, does not. */
export function isSameProcess({ pid, startedAt }: ProcessMark): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: there is such a process, of another user.
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  const present = statOf(pid);
  if (present === null) return true;
  return present.state !== 'Z' && (startedAt === null || present.startedAt === startedAt);
}

function startOf(pid: number): string | null {
  return statOf(pid)?.startedAt ?? null;
}

/** Linux only (proc(5)): the state and, in ticks since boot, the start of a process. Elsewhere null. */
function statOf(pid: number): { state: string; startedAt: string } | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name before the last parenthesis may itself hold spaces and parentheses.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return { state: fields[0] ?? '', startedAt: fields[19] ?? '' };
  } catch {
    return null;
  }
}
