import { createHash } from 'node:crypto';
import type { Request } from 'express';
import type { IdempotencyRecord } from '../../data/idempotency.model';
import type { Repositories } from '../../data/repositories';
import type { PersonActor } from '../../domain/actor';
import { type ApiAnswer, refusalAnswer } from './sendAnswer';

/** Real time, milliseconds. */
const keptFor = 24 * 60 * 60 * 1000;
/** A call that has not answered by then died with its process; the acts themselves refuse to be done twice. */
const abandonedAfter = 60_000;

const visibleAscii = /^[\x21-\x7e](?:[\x20-\x7e]{0,253}[\x21-\x7e])?$/;

function sha256(...parts: (string | Buffer)[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part).update('\0');
  return hash.digest('hex');
}

/**
 * Answers a POST with an Idempotency-Key once: the same key (of one person, for one address) and body get the first answer again, with its status;
 * another body is refused, and so is a call while the first is in flight. A failure on our side frees the key. Kept for 24 hours of real time.
 */
export async function answerOnce(
  request: Request,
  { idempotency, caller, body }: { idempotency: Repositories['idempotency']; caller: PersonActor; body: unknown },
  answer: () => Promise<ApiAnswer>,
): Promise<ApiAnswer> {
  const key = request.get('Idempotency-Key');
  if (key === undefined || request.method !== 'POST') return answer();
  if (!visibleAscii.test(key)) return refusalAnswer(request, { code: 'invalid-idempotency-key' });

  const [path, query] = request.originalUrl.split('?', 2);
  const now = new Date();
  const record: IdempotencyRecord = {
    _id: sha256(caller.personId, request.method, path ?? '', key),
    bodyHash: sha256(query ?? '', Buffer.isBuffer(body) ? body : JSON.stringify(body ?? null)),
    state: 'inFlight',
    status: null,
    answer: null,
    createdAt: now,
    expiresAt: new Date(now.getTime() + keptFor),
  };
  const claim = await idempotency.claim(record, new Date(now.getTime() - abandonedAfter));
  if (!claim.claimed) {
    const { standing } = claim;
    if (standing.bodyHash !== record.bodyHash) return refusalAnswer(request, { code: 'idempotency-key-reused' });
    if (standing.status === null || standing.answer === null) return refusalAnswer(request, { code: 'idempotency-in-flight' });
    return { status: standing.status, text: standing.answer };
  }
  try {
    const first = await answer();
    if (first.status >= 500) await idempotency.release(record);
    else await idempotency.keepAnswer(record, { status: first.status, answer: first.text });
    return first;
  } catch (error) {
    await idempotency.release(record);
    throw error;
  }
}
