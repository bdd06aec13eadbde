import type { ChainedEvent } from '../data/auditChain.repository';
import type { StoredAuditEvent } from '../data/auditEvent.model';
import { canonicalJson } from '../mail/canonical';
import type { SignedHead } from './auditKeys';

/**
 * What of a stored event is hashed: everything but its personal part, which is in it by its digest, and its place in the chain. Members that nobody knows
 * are hashed too, so that nothing can be slipped in.
 */
export function hashedForm(event: StoredAuditEvent, personalDigest: string | null): string {
  const { _id, personal, personalSalt, unchained, seq, prevHash, eventHash, hash, ...rest } = event;
  return canonicalJson({ ...rest, id: _id, personalDigest });
}

/** An event as it is exported, one to a line: what is hashed, what was erased or not, and its place. `verifier/verify.mjs` reads exactly this. */
export function exportedLine(event: ChainedEvent): string {
  const { _id, unchained, personal, personalSalt, ...rest } = event;
  return canonicalJson({ ...rest, id: _id, personal: personal ?? null, personalSalt: personalSalt ?? null });
}

/** A signed head as it is exported, one to a line. */
export function headLine({ seq, hash, root, at, kid, signature }: SignedHead): string {
  return canonicalJson({ seq, hash, root, at, kid, signature });
}
