import type { ApiKeyRecord, UserRecord } from './account.model';
import type { Models } from './models';

export function createAccountRepository(models: Models) {
  return {
    async insertUser(record: UserRecord): Promise<void> {
      await models.users.create([record]);
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
    async setPasswordHash(id: string, passwordHash: string): Promise<void> {
      await models.users.updateOne({ _id: id }, { $set: { passwordHash } });
    },
    async insertApiKey(record: ApiKeyRecord): Promise<void> {
      await models.apiKeys.create([record]);
    },
    async findApiKey(id: string): Promise<ApiKeyRecord | null> {
      return models.apiKeys.findById(id).lean<ApiKeyRecord>();
    },
  };
}
