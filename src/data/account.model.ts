import type { Role } from '../domain/actor';
import { type Erased, erasedField } from './erased';
import { recordSchema } from './strictSchema';

/** Somebody on the staff. The id is the person that four-eyes rules compare. */
export interface UserRecord {
  _id: string;
  email: string;
  name: string;
  role: Exclude<Role, 'system'>;
  /** argon2id. */
  passwordHash: string;
  locale: 'nb' | 'en';
  /** Is mailed every morning on which something is due. Of the role `dpo` only. */
  digest: boolean;
  disabled: boolean;
  /** Legal time; null while the user may sign in. */
  disabledAt: Date | null;
  /** The name and the address are gone: years after the user left. */
  erased?: Erased;
  createdAt: Date;
}

/** `fv_<id>.<secret>`; only the SHA-256 of the secret is stored. */
export interface ApiKeyRecord {
  _id: string;
  /** The user it belongs to, or the key's own id for a system. */
  personId: string;
  label: string;
  role: Role;
  secretHash: string;
  createdAt: Date;
  revokedAt: Date | null;
}

export const userSchema = recordSchema({
  _id: { type: String, required: true },
  email: { type: String, required: true },
  name: { type: String, required: true },
  role: { type: String, required: true },
  passwordHash: { type: String, required: true },
  locale: { type: String, required: true },
  digest: { type: Boolean, required: true },
  disabled: { type: Boolean, required: true },
  disabledAt: { type: Date, default: null },
  erased: erasedField,
  createdAt: { type: Date, required: true },
});

export const apiKeySchema = recordSchema({
  _id: { type: String, required: true },
  personId: { type: String, required: true },
  label: { type: String, required: true },
  role: { type: String, required: true },
  secretHash: { type: String, required: true },
  createdAt: { type: Date, required: true },
  revokedAt: { type: Date, default: null },
});
