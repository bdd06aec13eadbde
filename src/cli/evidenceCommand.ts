import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { newId } from '../data/id';
import { evidenceOf } from '../evidenceMaking';
import { type RecordCommand, refused, told, UsageError } from './cliCommand';

/** Writes a bundle of evidence to a new file. It is a reading of personal data, and is logged as one. */
export const evidenceCommand: RecordCommand = {
  name: 'evidence',
  summary: 'Write the evidence of a change, or of an agreement for its controller, as a zip that verify checks',
  positionals: [],
  options: {
    change: { type: 'string', value: 'id', help: 'everything about this change' },
    agreement: { type: 'string', value: 'id', help: 'everything about this agreement, and nothing of others' },
    out: { type: 'string', value: 'file', help: 'the new file', required: true },
  },
  needs: 'record',
  async run({ dependencies, actor, now }, { options: { change, agreement, out }, startedIn }) {
    if ((change === undefined) === (agreement === undefined)) throw new UsageError('Name either --change or --agreement.');
    const subject = { kind: change === undefined ? ('agreement' as const) : ('change' as const), id: String(change ?? agreement) };
    const evidence = await evidenceOf(dependencies, subject, now);
    if (!evidence.ok) return refused({ ...evidence.refusal, detail: notFound(subject) });
    const file = path.resolve(startedIn, String(out));
    const output = createWriteStream(file, { flags: 'wx' });
    try {
      await evidence.value.writeTo(output);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') throw new UsageError(`There is a file ${file} already.`);
      await rm(file, { force: true });
      throw error;
    }
    const { kind, id } = subject;
    const at = new Date(Math.floor(Date.now() / 1000) * 1000);
    const { personId, name: personName, role, via } = actor;
    const route = `evidence --${kind}`;
    await dependencies.data.accessLog.insertMany([
      { _id: newId(), at, personId, personName, role, via, kind, ids: [id], route, query: '' },
    ]);
    return told({ file, ...subject }, [`${file} is written. Check it: npm run cli -- verify ${file}`]);
  },
};

function notFound({ kind, id }: { kind: 'change' | 'agreement'; id: string }) {
  return kind === 'change'
    ? { nb: `Det finnes ingen endring ${id}.`, en: `There is no change ${id}.` }
    : { nb: `Det finnes ingen avtale ${id}.`, en: `There is no agreement ${id}.` };
}
