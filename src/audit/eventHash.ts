import { createHash } from 'node:crypto';
import { canonicalJson, sha256Hex } from '../mail/canonical';

/** What came before the first event. */
export const genesisHash = '0'.repeat(64);

const leafMark = Buffer.from([0]);
const nodeMark = Buffer.from([1]);

function sha256Of(...parts: Uint8Array[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
}

const bytes = (hex: string): Buffer => Buffer.from(hex, 'hex');

/** What stands in the hash for the personal part: SHA-256 over the salt's bytes and its canonical JSON. Without the salt nobody can guess it back. */
export function personalDigestOf(personal: object, saltHex: string): string {
  return sha256Of(bytes(saltHex), Buffer.from(canonicalJson(personal)));
}

/** SHA-256 of an event's canonical JSON (docs/adr/0012-audit-chain.md), without its personal part and its place in the chain. */
export function eventHashOf(canonicalEvent: string): string {
  return sha256Hex(canonicalEvent);
}

/** The chain up to event `seq`: SHA-256 over the hash before it, its own, and its number as 8 bytes, big-endian. All hashes are hex. */
export function chainHashOf({ prevHash, eventHash, seq }: { prevHash: string; eventHash: string; seq: number }): string {
  const number = Buffer.alloc(8);
  number.writeBigUInt64BE(BigInt(seq));
  return sha256Of(bytes(prevHash), bytes(eventHash), number);
}

/** A leaf of the tree over all events (RFC 6962, 2.1). */
export function leafHashOf(eventHash: string): string {
  return sha256Of(leafMark, bytes(eventHash));
}

/** A node of the tree over all events (RFC 6962, 2.1). */
export function hashPair(left: string, right: string): string {
  return sha256Of(nodeMark, bytes(left), bytes(right));
}
