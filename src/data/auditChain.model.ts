import type { SignedHead } from '../audit/auditKeys';
import type { TreeNode } from '../domain/audit/merkleTree';
import { recordSchema } from './strictSchema';

/** The root of a full subtree over 256, 65,536 or more events (`_id`: level and index), so that one event is proved without reading all others. */
export interface AuditNodeRecord extends TreeNode {
  _id: string;
}

/** A signed head: what the chain and the tree were after one event. */
export interface AuditHeadRecord extends SignedHead {
  _id: string;
  /** When it was appended to AUDIT_HEAD_FILE, real time; null while it was not. */
  filedAt: Date | null;
}

/** How far the chain has got: the setting `auditChain`, which every batch moves on. */
export interface ChainTail {
  seq: number;
  hash: string;
  /** The full subtrees that the tree over all events consists of, the largest first. */
  peaks: TreeNode[];
}

export const auditNodeSchema = recordSchema({
  _id: { type: String, required: true },
  level: { type: Number, required: true },
  index: { type: Number, required: true },
  hash: { type: String, required: true },
});

export const auditHeadSchema = recordSchema({
  _id: { type: String, required: true },
  seq: { type: Number, required: true },
  hash: { type: String, required: true },
  root: { type: String, required: true },
  at: { type: String, required: true },
  kid: { type: String, required: true },
  signature: { type: String, required: true },
  filedAt: { type: Date, default: null },
});
