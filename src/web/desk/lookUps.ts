import type { Repositories } from '../../data/repositories';
import type { SubprocessorRecord } from '../../data/subprocessor.model';

/** 24 hex digits: what an address may name a record by. */
export function isRecordId(text: unknown): text is string {
  return typeof text === 'string' && /^[0-9a-f]{24}$/.test(text);
}

/** More subprocessors than any processor has; a select with more helps nobody. */
const mostSubprocessors = 2_000;

/** The register by name, for choices in forms. */
export async function wholeRegister(data: Pick<Repositories, 'subprocessors'>): Promise<SubprocessorRecord[]> {
  const { items } = await data.subprocessors.list({ limit: mostSubprocessors });
  return items.sort((one, other) => one.legalName.localeCompare(other.legalName, 'nb'));
}

/** References of agreements by id. */
export async function agreementReferences(
  data: { agreements: Pick<Repositories['agreements'], 'findMany'> },
  ids: string[],
): Promise<Map<string, string>> {
  const agreements = await data.agreements.findMany([...new Set(ids)]);
  return new Map(agreements.map(({ _id, reference }) => [_id, reference]));
}
