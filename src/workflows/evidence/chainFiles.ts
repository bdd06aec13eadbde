import { createReadStream } from 'node:fs';
import type { AuditSigner } from '../../audit/auditKeys';
import { exportedLine, headLine } from '../../audit/chainedForm';
import type { AuditHeadRecord } from '../../data/auditChain.model';
import type { ChainedEvent, EventScope } from '../../data/auditChain.repository';
import { createProver } from '../audit/inclusionProof';
import type { WorkflowContext } from '../context';
import type { BundleFile } from './bundleFile';

/** Which events of the chain a bundle has. */
export interface ChainPart {
  scopes: readonly EventScope[];
  /** The event as the bundle has it, perhaps without what is personal in it; null: it is left out. */
  shown(event: ChainedEvent): ChainedEvent | null;
}

/**
 * The part of the chain that a bundle is about, each event proved to be in it by the signed head, with the public keys and the verifier (a file of its own,
 * `verifierFile`). Other events are in it by hashes alone.
 */
export async function* chainFiles(
  { data }: Pick<WorkflowContext, 'data'>,
  { head, part, signer, verifierFile }: { head: AuditHeadRecord; part: ChainPart; signer: AuditSigner; verifierFile: string },
): AsyncIterable<BundleFile> {
  const prove = createProver({ data }, head.seq);

  async function* shownEvents(): AsyncIterable<ChainedEvent> {
    for await (const event of data.auditChain.streamOf(part.scopes, head.seq)) {
      const shown = part.shown(event);
      if (shown) yield shown;
    }
  }
  async function* eventLines(): AsyncIterable<string> {
    for await (const event of shownEvents()) yield `${exportedLine(event)}\n`;
  }
  async function* proofLines(): AsyncIterable<string> {
    for await (const { seq } of shownEvents()) yield `${JSON.stringify(await prove(seq))}\n`;
  }
  yield { path: 'events.jsonl', content: eventLines() };
  yield { path: 'proofs.jsonl', content: proofLines() };
  yield { path: 'heads.jsonl', content: `${headLine(head)}\n` };
  yield { path: 'audit-keys.json', content: `${JSON.stringify({ keys: signer.publicKeys }, null, 2)}\n` };
  yield { path: 'verify.mjs', content: createReadStream(verifierFile, 'utf8') };
}
