import type { Response } from 'express';
import type { Logger } from 'pino';
import type { Evidence } from '../../workflows/evidence/evidence';

/**
 * Sends a bundle as it is being written: nobody waits for all of it, and it is never whole in memory. What fails on the way cuts the answer off, so that
 * half a bundle is taken for none, and is told in the log.
 */
export async function sendEvidence(response: Response, evidence: Evidence, log: Pick<Logger, 'error'>): Promise<void> {
  response.set({ 'X-Content-Type-Options': 'nosniff', 'Cache-Control': 'private, no-store' });
  response.attachment(evidence.fileName).type('application/zip');
  try {
    await evidence.writeTo(response);
  } catch (error) {
    // The reader has gone away.
    if ((error as NodeJS.ErrnoException).code !== 'ERR_STREAM_PREMATURE_CLOSE')
      log.error({ err: error }, 'a bundle of evidence was not written to its end');
    response.destroy();
  }
}
