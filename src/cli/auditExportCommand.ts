import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createAuditSigner } from '../audit/auditKeys';
import { eventLines, headLines } from '../audit/exportChain';
import { projectRoot } from '../projectRoot';
import { signHead } from '../workflows/audit/signHead';
import { type RecordCommand, told } from './cliCommand';

/** Writes the whole chain to a folder that anybody can check with the verifier that is put beside it. A head is signed first, so that all of it is covered. */
export const auditExportCommand: RecordCommand = {
  name: 'audit export',
  summary: 'Write the whole audit chain, its signed heads, the public keys and the verifier to a new folder',
  positionals: ['folder'],
  options: {},
  needs: 'record',
  async run({ dependencies: { config, context, data } }, { positionals: [name = ''], startedIn }) {
    const folder = path.resolve(startedIn, name);
    const signer = createAuditSigner(config.auditKeys);
    const head = await signHead(context, { signer, at: new Date() });
    // It refuses to write into a folder that is there: two exports in one would fit neither.
    await mkdir(path.dirname(folder), { recursive: true });
    await mkdir(folder);
    await writeFile(path.join(folder, 'heads.jsonl'), headLines(data));
    await writeFile(path.join(folder, 'events.jsonl'), eventLines(data));
    await writeFile(path.join(folder, 'audit-keys.json'), JSON.stringify({ keys: signer.publicKeys }));
    await copyFile(path.join(projectRoot(), 'verifier', 'verify.mjs'), path.join(folder, 'verify.mjs'));
    const events = head?.seq ?? 0;
    return told({ folder, events, head: head?.hash ?? null }, [
      `${events} events are in ${folder}. Check them: node ${path.join(folder, 'verify.mjs')} ${folder}`,
    ]);
  },
};
