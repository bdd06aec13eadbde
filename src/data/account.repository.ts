import { type ClientSession, trusted } from 'mongoose';
import { erasedText } from '../domain/retention/pseudonyms';
import type { ApiKeyRecord, UserRecord } from './account.model';
import type { Erased } from './erased';
import type { Models } from './models';

export function createAccountRepository(models: Models) {
  return {
    async insertUser(record: UserRecord, session: ClientSession | null = null): Promise<void> {
      await models.users.create([record], session ? { session } : {});
    },
    async findUser(id: string): Promise<UserRecord | null> {
      return models.users.findById(id).lean<UserRecord>();
    },
    async findUserByEmail(email: string): Promise<UserRecord | null> {
      return models.users.findOne({ email: email.toLowerCase() }).lean<UserRecord>();
    },
    async listUsers(): Promise<UserRecord[]> {
      return models.users.find({}).sort({ email: 1 }).lean<UserRecord[]>();
    },
    /** Those with this role who may sign in. */
    async listActive(role: UserRecord['role'], session: ClientSession | null = null): Promise<UserRecord[]> {
      return models.users.find({ role, disabled: false }).session(session).sort({ _id: 1 }).lean<UserRecord[]>();
    },
    /** Those who may not sign in any more and still have their name. */
    async listLeft(): Promise<Pick<UserRecord, '_id' | 'disabledAt'>[]> {
      return models.users
        .find({ disabled: true, erased: trusted({ $exists: false }) }, { disabledAt: 1 })
        .sort({ disabledAt: 1 })
        .lean<Pick<UserRecord, '_id' | 'disabledAt'>[]>();
    },
    /** Takes out who it was. False for one who may sign in again. */
    async eraseUser(id: string, erased: Erased, session: ClientSession): Promise<boolean> {
      const result = await models.users.updateOne(
        { _id: id, disabled: true, erased: trusted({ $exists: false }) },
        { $set: { name: erasedText, email: `${id}@erased.invalid`, passwordHash: erasedText, erased } },
        { session },
      );
      await models.apiKeys.updateMany({ personId: id }, { $set: { label: erasedText } }, { session });
      return result.modifiedCount === 1;
    },
    async setMailWishes(id: string, wishes: Pick<UserRecord, 'locale' | 'digest'>, session: ClientSession): Promise<void> {
      await models.users.updateOne({ _id: id }, { $set: wishes }, { session });
    },
    /** False when there is no such user, or it is so already. A session that is open ends with its next request. */
    async setDisabled(id: string, { disabled, at }: { disabled: boolean; at: Date }, session: ClientSession): Promise<boolean> {
      const set = { disabled, disabledAt: disabled ? at : null };
      const result = await models.users.updateOne({ _id: id, disabled: !disabled }, { $set: set }, { session });
      return result.modifiedCount === 1;
    },
    async setPasswordHash(id: string, passwordHash: string, session: ClientSession | null = null): Promise<void> {
      await models.users.updateOne({ _id: id }, { $set: { passwordHash } }, session ? { session } : {});
    },
    async insertApiKey(record: ApiKeyRecord, session: ClientSession | null = null): Promise<void> {
      await models.apiKeys.create([record], session ? { session } : {});
    },
    async listApiKeys(): Promise<ApiKeyRecord[]> {
      return models.apiKeys.find({}).sort({ _id: 1 }).lean<ApiKeyRecord[]>();
    },
    /** False when it was revoked already. */
    async revokeApiKey(id: string, revokedAt: Date, session: ClientSession): Promise<boolean> {
      const result = await models.apiKeys.updateOne({ _id: id, revokedAt: null }, { $set: { revokedAt } }, { session });
      return result.modifiedCount === 1;
    },
    async findApiKey(id: string): Promise<ApiKeyRecord | null> {
      return models.apiKeys.findById(id).lean<ApiKeyRecord>();
    },
  };
}
