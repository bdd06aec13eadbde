import type { Repositories } from '../data/repositories';
import { exportedLine, headLine } from './chainedForm';

type Chain = Pick<Repositories, 'auditChain' | 'auditHeads'>;

/** The whole chain as `events.jsonl` holds it, in pieces of one line. */
export async function* eventLines({ auditChain }: Chain): AsyncIterable<string> {
  for await (const event of auditChain.streamChained()) yield `${exportedLine(event)}\n`;
}

/** All signed heads as `heads.jsonl` holds them. */
export async function* headLines({ auditHeads }: Chain): AsyncIterable<string> {
  for await (const head of auditHeads.stream()) yield `${headLine(head)}\n`;
}
