import type { WorkflowContext } from '../context';

interface Lease {
  owner: string;
  until: Date;
}

/**
 * Takes or renews the lease `name` for `forMs` milliseconds; false while somebody else has it. Real time (`at`): a process that died loses it when it has
 * run out, whatever the legal clock says.
 */
export async function takeLease(
  { data }: Pick<WorkflowContext, 'data'>,
  { name, owner, at, forMs }: { name: string; owner: string; at: Date; forMs: number },
): Promise<boolean> {
  const held = await data.settings.find<Lease>(name);
  if (held && held.value.owner !== owner && held.value.until > at) return false;
  return data.settings.write(name, { owner, until: new Date(at.getTime() + forMs) }, held?.version ?? 0);
}
