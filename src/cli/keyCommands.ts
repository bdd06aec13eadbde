import type { ApiKeyRecord } from '../data/account.model';
import { apiKeyInput } from '../schemas/accounts';
import { readInput } from '../schemas/readInput';
import { createApiKey } from '../workflows/accounts/createApiKey';
import { revokeApiKey } from '../workflows/accounts/revokeApiKey';
import { type RecordCommand, refused, told } from './cliCommand';
import { noSuchUser } from './userCommands';

function view({ _id, label, role, personId, createdAt, revokedAt }: ApiKeyRecord) {
  return {
    id: _id,
    label,
    role,
    userId: personId === _id ? null : personId,
    createdAt: createdAt.toISOString(),
    revokedAt: revokedAt?.toISOString() ?? null,
  };
}

const create: RecordCommand = {
  name: 'key create',
  summary: 'Make an API key',
  positionals: [],
  options: {
    label: { type: 'string', value: 'text', help: 'what it is for', required: true },
    role: { type: 'string', value: 'role', help: 'admin, publisher, dpo, auditor or system', required: true },
    user: { type: 'string', value: 'address', help: 'the user it acts as; without one it is a system of its own' },
  },
  needs: 'record',
  async run({ dependencies, actor, now }, { options: { label, role, user } }) {
    const read = readInput(apiKeyInput, { label, role, userEmail: user });
    if (!read.ok) return refused(read.refusal);
    const outcome = await createApiKey(dependencies.context, { actor, now, input: read.value });
    if (!outcome.ok) return refused({ ...outcome.refusal, detail: noSuchUser });
    const { key, bearer } = outcome.value;
    return told({ ...view(key), bearer }, [`Key: ${bearer} (shown only now)`, `Id:  ${key._id}`]);
  },
};

const list: RecordCommand = {
  name: 'key list',
  summary: 'List the API keys',
  positionals: [],
  options: {},
  needs: 'record',
  async run({ dependencies: { data } }) {
    const keys = (await data.accounts.listApiKeys()).map(view);
    return told({ items: keys }, [
      ...keys.map(({ id, role, label, revokedAt }) => [id, role, label, ...(revokedAt ? [`revoked ${revokedAt}`] : [])].join('\t')),
      ...(keys.length === 0 ? ['No keys: make one with key create.'] : []),
    ]);
  },
};

const revoke: RecordCommand = {
  name: 'key revoke',
  summary: 'End an API key at once',
  positionals: ['id'],
  options: {},
  needs: 'record',
  async run({ dependencies, actor, now }, { positionals: [keyId = ''] }) {
    const outcome = await revokeApiKey(dependencies.context, { actor, now, keyId });
    if (!outcome.ok) return refused({ ...outcome.refusal, detail: outcome.refusal.code === 'not-found' ? noSuchKey : alreadyRevoked });
    return told({ id: keyId, revoked: true }, [`Revoked ${keyId}.`]);
  },
};

const noSuchKey = {
  nb: 'Det finnes ingen nøkkel med denne id-en. key list viser dem som finnes.',
  en: 'There is no key with this id. key list shows those there are.',
};
const alreadyRevoked = { nb: 'Nøkkelen er trukket tilbake fra før.', en: 'The key was revoked already.' };

export const keyCommands = [create, list, revoke];
