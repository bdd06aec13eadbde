import { randomBytes } from 'node:crypto';
import type { UserRecord } from '../data/account.model';
import { newPassword, userInput } from '../schemas/accounts';
import { readInput } from '../schemas/readInput';
import { addUser } from '../workflows/accounts/addUser';
import { setUserPassword } from '../workflows/accounts/setUserPassword';
import { type CliInput, type CliOption, type RecordCommand, refused, told } from './cliCommand';

const passwordOption: Record<string, CliOption> = {
  'password-stdin': { type: 'boolean', help: 'read the password from standard input; otherwise one is made and printed once' },
};

/** The password, and whether it was made here and must be shown. Never an argument: those can be seen by every process of the machine. */
async function passwordFrom({ options, readStandardInput }: CliInput): Promise<{ password: string; made: boolean }> {
  if (options['password-stdin'] !== true) return { password: randomBytes(18).toString('base64url'), made: true };
  return { password: (await readStandardInput()).replace(/\r?\n$/, ''), made: false };
}

function view({ _id, email, name, role, locale, disabled }: UserRecord) {
  return { id: _id, email, name, role, locale, disabled };
}

const shown = ({ password, made }: { password: string; made: boolean }) => ({
  json: made ? { password } : {},
  lines: made ? [`Password: ${password} (shown only now)`] : [],
});

const add: RecordCommand = {
  name: 'user add',
  summary: 'Add somebody to the staff',
  positionals: [],
  options: {
    email: { type: 'string', value: 'address', help: 'what they sign in with', required: true },
    name: { type: 'string', value: 'name', help: 'as others see them', required: true },
    role: { type: 'string', value: 'role', help: 'admin, publisher, dpo or auditor', required: true },
    locale: { type: 'string', value: 'nb|en', help: 'language of the pages (nb)' },
    ...passwordOption,
  },
  needs: 'record',
  async run({ dependencies, actor, now }, input) {
    const { email, name, role, locale } = input.options;
    const secret = await passwordFrom(input);
    const read = readInput(userInput, { email, name, role, locale, password: secret.password });
    if (!read.ok) return refused(read.refusal);
    const outcome = await addUser(dependencies.context, { actor, now, input: read.value });
    if (!outcome.ok) return refused(outcome.refusal);
    const { json, lines } = shown(secret);
    return told({ ...view(outcome.value), ...json }, [`Added ${outcome.value.email} as ${outcome.value.role}.`, ...lines]);
  },
};

const list: RecordCommand = {
  name: 'user list',
  summary: 'List the staff',
  positionals: [],
  options: {},
  needs: 'record',
  async run({ dependencies: { data } }) {
    const users = (await data.accounts.listUsers()).map(view);
    return told({ items: users }, [
      ...users.map(({ email, role, name, disabled }) => [email, role, name, ...(disabled ? ['disabled'] : [])].join('\t')),
      ...(users.length === 0 ? ['Nobody yet: add somebody with user add.'] : []),
    ]);
  },
};

const setPassword: RecordCommand = {
  name: 'user set-password',
  summary: 'Give somebody a new password',
  positionals: [],
  options: { email: { type: 'string', value: 'address', help: 'what they sign in with', required: true }, ...passwordOption },
  needs: 'record',
  async run({ dependencies, actor, now }, input) {
    const secret = await passwordFrom(input);
    const read = readInput(newPassword, secret.password);
    if (!read.ok) return refused(read.refusal);
    const outcome = await setUserPassword(dependencies.context, { actor, now, email: String(input.options.email), password: read.value });
    if (!outcome.ok) return refused({ ...outcome.refusal, detail: noSuchUser });
    const { json, lines } = shown(secret);
    return told({ ...view(outcome.value), ...json }, [`Set the password of ${outcome.value.email}.`, ...lines]);
  },
};

export const noSuchUser = {
  nb: 'Det finnes ingen bruker med denne adressen. user list viser dem som finnes.',
  en: 'There is no user with this address. user list shows those there are.',
};

export const userCommands = [add, list, setPassword];
