import type { Repositories } from '../../data/repositories';
import type { Outcome } from '../../domain/outcome';
import type { WorkflowContext } from '../context';
import { answerGate, type GateQuery, type GateResult } from './answerGate';

/** Enough to keep the database busy, few enough to leave room for others. */
const together = 20;

/**
 * The gate's answers to many questions, in their order. What several of them need (a subprocessor, a change, an agreement) is read once, so that all
 * answers rest on the same facts and a thousand pairs do not ask for the same record a thousand times.
 */
export async function answerGates(
  context: WorkflowContext,
  { now, queries }: { now: Date; queries: readonly GateQuery[] },
): Promise<Outcome<GateResult>[]> {
  const remembering: WorkflowContext = { ...context, data: readingOnce(context.data) };
  const answers: Outcome<GateResult>[] = [];
  for (let start = 0; start < queries.length; start += together) {
    answers.push(...(await Promise.all(queries.slice(start, start + together).map((query) => answerGate(remembering, { now, query })))));
  }
  return answers;
}

/** Repositories that answer the same question from memory the second time. For reading only, and for as long as one call takes. */
function readingOnce(data: Repositories): Repositories {
  return {
    ...data,
    adequacy: remember(data.adequacy),
    agreements: remember(data.agreements),
    annexes: remember(data.annexes),
    changes: remember(data.changes),
    controllers: remember(data.controllers),
    notices: remember(data.notices),
    objections: remember(data.objections),
    subprocessors: remember(data.subprocessors),
  };
}

function remember<Repository extends object>(repository: Repository): Repository {
  const answers = new Map<string, unknown>();
  return new Proxy(repository, {
    get(target, name, receiver) {
      const method: unknown = Reflect.get(target, name, receiver);
      if (typeof method !== 'function') return method;
      return (...question: unknown[]) => {
        const key = `${String(name)} ${JSON.stringify(question)}`;
        if (!answers.has(key)) answers.set(key, method.apply(target, question));
        return answers.get(key);
      };
    },
  });
}
