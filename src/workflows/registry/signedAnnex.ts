import type { ClientSession } from 'mongoose';
import type { AgreementRecord } from '../../data/agreement.model';
import type { AnnexEntryRecord } from '../../data/annex.model';
import { newId } from '../../data/id';
import type { Repositories } from '../../data/repositories';
import type { SubprocessorRecord } from '../../data/subprocessor.model';
import type { FieldProblem } from '../../domain/outcome';
import { detailsOf } from '../changes/changeInput';
import { registryProblem, repetitions } from './registryProblems';

/** What an agreement's signed annex lists, as entries that are in force from the day it was signed. */
export function signedEntries(
  agreement: Pick<AgreementRecord, '_id' | 'signedOn'>,
  subprocessors: readonly SubprocessorRecord[],
): AnnexEntryRecord[] {
  return subprocessors.map((subprocessor) => ({
    _id: newId(),
    agreementId: agreement._id,
    subprocessorId: subprocessor._id,
    details: detailsOf(subprocessor),
    inForceFrom: agreement.signedOn,
    inForceUntil: null,
    addedByChangeId: null,
    endedByChangeId: null,
    suspended: null,
  }));
}

/** Problems with the ids of a signed annex: repeated, or not in the register. */
export function annexProblems(annex: readonly string[], known: readonly SubprocessorRecord[]): FieldProblem[] {
  const ids = new Set(known.map(({ _id }) => _id));
  const unknown = annex.flatMap((id, index) => (ids.has(id) ? [] : [registryProblem(`/annex/${index}`, 'unknown-subprocessor')]));
  return [...unknown, ...repetitions(annex, '/annex')];
}

/** A subprocessor that a signed annex lists is in use, whatever it was before. False when somebody else has changed one of them since it was read. */
export async function markInUse(
  data: Repositories,
  subprocessors: readonly SubprocessorRecord[],
  now: Date,
  session: ClientSession,
): Promise<boolean> {
  for (const subprocessor of subprocessors) {
    if (subprocessor.status === 'inUse') continue;
    if (!(await data.subprocessors.replace({ ...subprocessor, status: 'inUse', updatedAt: now }, session))) return false;
  }
  return true;
}
