import { setImmediate } from 'node:timers/promises';
import type { AgreementRecord } from '../../data/agreement.model';
import type { AnnexEntryRecord } from '../../data/annex.model';
import type { Repositories } from '../../data/repositories';
import type { SubprocessorRecord } from '../../data/subprocessor.model';
import { contactKey } from '../registry/controllerContacts';
import { fieldsChanged } from '../registry/fieldsChanged';
import { newAgreement } from '../registry/newAgreement';
import { registryProblem, repetitions } from '../registry/registryProblems';
import { signedEntries } from '../registry/signedAnnex';
import type { ImportedAgreement } from './groupRows';
import { type ImportProblem, importProblem } from './importProblems';
import type { PlannedController } from './planControllers';

/** An agreement as it will be, and what that takes. */
export interface PlannedAgreement {
  record: AgreementRecord;
  controller: PlannedController;
  act: 'insert' | 'replace' | 'none';
  /** `changed` also when only its controller or one of its contacts does. */
  counts: 'added' | 'changed' | 'unchanged';
  fields: string[];
  newEntries: AnnexEntryRecord[];
  /** The day its signed annex is in force from is put right. */
  redated: boolean;
  newlyListed: SubprocessorRecord[];
}

/** Finds each agreement of the file in the register by its reference, and says what would change, by the rules of a change by hand. */
export async function planAgreements(
  data: Repositories,
  { imported, now }: { imported: readonly { said: ImportedAgreement; controller: PlannedController }[]; now: Date },
): Promise<{ planned: PlannedAgreement[]; problems: ImportProblem[] }> {
  const existing = await data.registryBulk.findAgreementsByReference(imported.map(({ said }) => said.said.agreement));
  const byReference = new Map(existing.map((agreement) => [agreement.reference, agreement]));
  const noticed = await data.registryBulk.agreementsWithNotices(existing.map(({ _id }) => _id));
  const subprocessorOf = await findSubprocessors(
    data,
    imported.flatMap(({ said }) => said.said.annex ?? []),
  );
  const planned: PlannedAgreement[] = [];
  const problems: ImportProblem[] = [];
  for (const [index, { said, controller }] of imported.entries()) {
    // Others get the thread in between, as while the rows are read.
    if (index % 500 === 499) await setImmediate();
    const listed = (said.said.annex ?? []).map((name) => subprocessorOf(name));
    const found = [...problemsOfAnnex(said.row, listed)];
    const subprocessors = listed.filter((each) => typeof each === 'object');
    const before = byReference.get(said.said.agreement);
    const plan = before
      ? change(before, { said, controller, subprocessors, noticed: noticed.has(before._id), now })
      : add({ said, controller, subprocessors, now });
    if ('problems' in plan) found.push(...plan.problems);
    else planned.push(plan);
    problems.push(...found);
  }
  return { planned, problems };
}

type Found = SubprocessorRecord | 'unknown-subprocessor' | 'ambiguous-subprocessor';

/** By id, organisation number or slug. */
async function findSubprocessors(data: Repositories, names: readonly string[]): Promise<(name: string) => Found> {
  const distinct = [...new Set(names)];
  const records = distinct.length > 0 ? await data.subprocessors.findByAnyName(distinct) : [];
  const byName = new Map<string, SubprocessorRecord[]>();
  for (const record of records) {
    for (const name of new Set([record._id, record.organisationNumber, record.slug])) {
      if (name !== null) byName.set(name, [...(byName.get(name) ?? []), record]);
    }
  }
  return (name) => {
    const [record, ...others] = byName.get(name) ?? [];
    if (!record) return 'unknown-subprocessor';
    return others.length > 0 ? 'ambiguous-subprocessor' : record;
  };
}

function problemsOfAnnex(row: number, listed: readonly Found[]): ImportProblem[] {
  const ids = listed.map((each, index) => (typeof each === 'string' ? `problem ${index}` : each._id));
  const unknown = listed.flatMap((each, index) => (typeof each === 'string' ? [registryProblem(`/annex/${index}`, each)] : []));
  return [...unknown, ...repetitions(ids, '/annex')].map(({ code, detail }) => ({ row, column: 'annex', code, detail }));
}

function contactIdsOf({ contactKeys }: ImportedAgreement, { record }: PlannedController): string[] {
  const byKey = new Map(record.contacts.map((contact) => [contactKey(contact), contact]));
  return contactKeys.flatMap((key) => {
    const contact = byKey.get(key);
    return contact?.purpose === 'subprocessorChanges' ? [contact.id] : [];
  });
}

interface Facts {
  said: ImportedAgreement;
  controller: PlannedController;
  subprocessors: SubprocessorRecord[];
  now: Date;
}

function add({ said, controller, subprocessors, now }: Facts): PlannedAgreement {
  const { agreement, stated, clause, services, described, signedOn } = said.said;
  const record = newAgreement(
    {
      controllerId: controller.record._id,
      reference: agreement,
      preset: stated.preset,
      terms: stated.terms,
      clause: clause ?? stated.clause,
      services,
      description: described && { ...described, purposes: null },
      signedOn,
      signedAnnex: subprocessors.map(({ _id }) => _id),
      contactIds: contactIdsOf(said, controller),
    },
    now,
  );
  return {
    record,
    controller,
    act: 'insert',
    counts: 'added',
    fields: [],
    newEntries: signedEntries(record, subprocessors),
    redated: false,
    newlyListed: subprocessors,
  };
}

function change(
  before: AgreementRecord,
  { said, controller, subprocessors, noticed, now }: Facts & { noticed: boolean },
): PlannedAgreement | { problems: ImportProblem[] } {
  const { row, said: says } = said;
  if (before.controllerId !== controller.record._id) return { problems: [importProblem(row, 'controller', 'other-controller')] };
  const listed = subprocessors.map(({ _id }) => _id);
  const after: AgreementRecord = {
    ...before,
    preset: says.stated.preset,
    terms: says.stated.terms,
    // A blank clause says nothing; new terms bring their preset's.
    clause: says.clause ?? (before.preset === says.stated.preset ? before.clause : (says.stated.clause ?? before.clause)),
    services: says.services,
    description: says.described ? { ...says.described, purposes: before.description?.purposes ?? null } : before.description,
    signedOn: says.signedOn,
    signedAnnex: says.annex === null || sameMembers(before.signedAnnex, listed) ? before.signedAnnex : listed,
    contactIds: contactIdsOf(said, controller),
  };
  const fields = fieldsChanged(before, after);
  if (fields.length > 0 && before.state === 'ended') return { problems: [importProblem(row, 'agreement', 'agreement-ended')] };
  const newlyListed = subprocessors.filter(({ _id }) => !before.signedAnnex.includes(_id));
  const takenOut = before.signedAnnex.some((id) => !after.signedAnnex.includes(id));
  const inUse = ['signedAnnex', 'signedOn'].find((field) => fields.includes(field as keyof AgreementRecord) && (noticed || takenOut));
  if (inUse) {
    const column = inUse === 'signedOn' ? 'signedOn' : 'annex';
    return { problems: [importProblem(row, column, 'annex-in-use', registryProblem('', 'annex-in-use').detail)] };
  }
  const hasNewService = after.services.some((service) => !before.services.includes(service));
  const ownChange = controller.identityChanged || said.contactKeys.some((key) => controller.changedContacts.has(key));
  return {
    record: fields.length > 0 ? { ...after, noticesDue: before.noticesDue || hasNewService, updatedAt: now } : before,
    controller,
    act: fields.length > 0 ? 'replace' : 'none',
    counts: fields.length > 0 || ownChange ? 'changed' : 'unchanged',
    fields,
    newEntries: signedEntries(after, newlyListed),
    redated: fields.includes('signedOn'),
    newlyListed,
  };
}

function sameMembers(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((each) => other.includes(each));
}
