import { createPrivateKey, createPublicKey, type KeyObject, sign } from 'node:crypto';
import { canonicalJson } from '../mail/canonical';

/** What a head says: the chain and the tree after event `seq`. */
export interface HeadStatement {
  seq: number;
  /** The chain hash of that event, hex. */
  hash: string;
  /** The root of the tree over events 1 to `seq` (RFC 6962), hex. */
  root: string;
  /** Real time, RFC 3339. */
  at: string;
}

export interface SignedHead extends HeadStatement {
  kid: string;
  /** Ed25519 over the statement's canonical JSON with its purpose and kid, base64url. */
  signature: string;
}

/** The public half of one key, as it is published and goes along with every bundle. */
export interface PublicAuditKey {
  kid: string;
  algorithm: 'Ed25519';
  /** 32 bytes, base64url. */
  publicKey: string;
}

export interface AuditSigner {
  /** Signs with the newest key. `purpose` keeps a signature from counting as one of another kind. */
  sign<Statement extends object>(purpose: SignedPurpose, statement: Statement): Statement & { kid: string; signature: string };
  /** Newest first; the older ones only verify. */
  publicKeys: PublicAuditKey[];
}

export type SignedPurpose = 'forvarsel audit head 1' | 'forvarsel bundle manifest 1';

/** RFC 8410: what stands before the 32 bytes of an Ed25519 seed in PKCS #8. */
const pkcs8Prefix = Buffer.from('302e020100300506032b657004220420', 'hex');

/** Signs what leaves the portal as proof. `keys` are AUDIT_KEYS, newest first; refuses to be made of none. */
export function createAuditSigner(keys: readonly { kid: string; secret: Uint8Array }[]): AuditSigner {
  const pairs = keys.map(({ kid, secret }) => {
    const privateKey = createPrivateKey({ key: Buffer.concat([pkcs8Prefix, secret]), format: 'der', type: 'pkcs8' });
    return { kid, privateKey, publicKey: publicHalf(privateKey) };
  });
  const [newest] = pairs;
  if (!newest) throw new Error('AUDIT_KEYS has no key: nothing can be signed.');
  return {
    sign(purpose, statement) {
      const signed = { ...statement, kid: newest.kid };
      const signature = sign(null, Buffer.from(canonicalJson({ ...signed, purpose })), newest.privateKey).toString('base64url');
      return { ...signed, signature };
    },
    publicKeys: pairs.map(({ kid, publicKey }) => ({ kid, algorithm: 'Ed25519', publicKey })),
  };
}

function publicHalf(privateKey: KeyObject): string {
  const { x } = createPublicKey(privateKey).export({ format: 'jwk' });
  if (!x) throw new Error('an Ed25519 key has no public half');
  return x;
}
