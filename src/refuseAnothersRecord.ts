import type { Dependencies } from './dependencies';
import { sendsToControllers, tieRecord } from './workflows/deployment/tieRecord';

/** Throws where production mail of this record leaves from another address: a copy that is tried out must not write to those whom the portal itself writes to. */
export async function refuseAnothersRecord({ config, data }: Pick<Dependencies, 'config' | 'data'>): Promise<void> {
  if (!sendsToControllers(config)) return;
  const owner = await tieRecord(data, config.baseUrl);
  if (owner === config.baseUrl) return;
  throw new Error(
    `This database belongs to the portal at ${owner}, and BASE_URL is ${config.baseUrl}. If this is a copy, set MAIL_MODE to team or capture. If the portal has moved, run npm run cli -- adopt-record once.`,
  );
}
