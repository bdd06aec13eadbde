import type { ClientSession } from 'mongoose';
import type { Repositories } from '../../data/repositories';

interface Tied {
  /** BASE_URL of the deployment that sends what waits in this record. */
  baseUrl: string;
}

const settingName = 'deployment';

/** Only a deployment whose mail really reaches the controllers must have the record to itself: others may try things on a copy. */
export function sendsToControllers({ production, mail }: { production: boolean; mail: { mode: string } }): boolean {
  return production && mail.mode === 'live';
}

/** The address of the deployment that this record is tied to; null while it is to none. */
export async function recordBelongsTo({ settings }: Pick<Repositories, 'settings'>): Promise<string | null> {
  return (await settings.find<Tied>(settingName))?.value.baseUrl ?? null;
}

/**
 * Ties the record to the first deployment that sends from it, and answers whose it is: a copy of it, made to try something, has the same controllers and the same
 * mail waiting, and nothing of that may leave twice. Only `adoptRecord` ties it to another.
 */
export async function tieRecord(data: Pick<Repositories, 'settings'>, baseUrl: string): Promise<string> {
  const owner = await recordBelongsTo(data);
  if (owner !== null) return owner;
  const tied: Tied = { baseUrl };
  // Of two that start together, one is first.
  return (await data.settings.write(settingName, tied, 0)) ? baseUrl : tieRecord(data, baseUrl);
}

/** Ties the record to this deployment, whoever had it; false when somebody else did so at the same moment. */
export async function retieRecord({ settings }: Pick<Repositories, 'settings'>, baseUrl: string, session: ClientSession): Promise<boolean> {
  const tied: Tied = { baseUrl };
  return settings.write(settingName, tied, (await settings.find<Tied>(settingName))?.version ?? 0, session);
}
