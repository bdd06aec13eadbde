import { z } from 'zod';
import type { AgreementRecord } from '../../../data/agreement.model';
import type { AnnexEntryRecord, AnnexLineRecord } from '../../../data/annex.model';
import type { Terms } from '../../../domain/terms/terms';
import { detailsView, viewDetails } from './subprocessorView';
import { day, givenText, givenTextOrNull, moment, momentOf, recordId, wholeNumber } from './wire';

/** The terms are the same object that `POST /agreements` takes. */
export const termsView = z
  .custom<Terms>()
  .meta({ id: 'Terms', type: 'object', description: 'The rules of an agreement for subprocessor changes' });

export const agreementView = z
  .object({
    id: recordId,
    controllerId: recordId,
    reference: z.string(),
    preset: z.string().nullable(),
    terms: termsView,
    clause: z.string().nullable(),
    services: z.array(z.string()),
    description: z
      .object({
        dataCategories: z.array(z.string()),
        dataSubjects: z.array(z.string()),
        specialCategories: z.array(z.string()),
        purposes: givenText.nullable(),
      })
      .nullable()
      .meta({ description: "The agreement's own description of the processing; null: changes are not compared with it" }),
    signedOn: day,
    annex: z.array(recordId).meta({ description: 'The subprocessors that are in force in the annex now' }),
    signedAnnex: z.array(recordId).meta({ description: 'The subprocessors that the signed annex lists' }),
    contactIds: z.array(recordId).meta({ description: 'Empty: all contacts of the controller' }),
    state: z.enum(['active', 'ending', 'ended']),
    endsOn: day.nullable(),
    mainAgreementEndsOn: day.nullable(),
    stopOrder: z
      .object({
        at: moment,
        by: z.string(),
        reason: z.string(),
        enteredBy: z.string(),
        lifting: z.object({ by: z.string(), at: moment, reason: z.string() }).nullable().meta({ description: 'Waits for another person' }),
      })
      .nullable(),
    retentionHold: z
      .object({ at: moment, reason: z.string() })
      .nullable()
      .meta({ description: 'Nothing about the agreement is erased while it is there' }),
    erasedAt: moment.nullable().meta({ description: 'Since then its records name nobody' }),
    version: wholeNumber,
    createdAt: moment,
    updatedAt: moment,
  })
  .meta({ id: 'Agreement' });

/** `annex`: what is in force in its annex. */
export function viewAgreement(record: AgreementRecord, annex: string[]): z.infer<typeof agreementView> {
  return {
    id: record._id,
    controllerId: record.controllerId,
    reference: record.reference,
    preset: record.preset,
    terms: record.terms,
    clause: record.clause,
    services: record.services,
    description: record.description && { ...record.description, purposes: givenTextOrNull(record.description.purposes) },
    signedOn: record.signedOn,
    annex,
    signedAnnex: record.signedAnnex,
    contactIds: record.contactIds,
    state: record.state,
    endsOn: record.endsOn,
    mainAgreementEndsOn: record.mainAgreementEndsOn,
    stopOrder: viewStopOrder(record),
    retentionHold: record.retentionHold ? { at: momentOf(record.retentionHold.at), reason: record.retentionHold.reason } : null,
    erasedAt: record.erased ? momentOf(record.erased.at) : null,
    version: record.version,
    createdAt: momentOf(record.createdAt),
    updatedAt: momentOf(record.updatedAt),
  };
}

function viewStopOrder({ stopOrder }: AgreementRecord): z.infer<typeof agreementView>['stopOrder'] {
  if (!stopOrder) return null;
  const { at, by, reason, enteredBy, lifting } = stopOrder;
  return {
    ...{ at: momentOf(at), by, reason, enteredBy: enteredBy.name },
    lifting: lifting && { by: lifting.name, at: momentOf(lifting.at), reason: lifting.reason },
  };
}

export const annexEntryView = z
  .object({
    subprocessorId: recordId,
    details: detailsView,
    inForceFrom: day,
    inForceUntil: day.nullable(),
    addedByChangeId: recordId.nullable(),
    endedByChangeId: recordId.nullable(),
    suspended: z.object({ on: day, reasons: z.array(z.string()) }).nullable(),
  })
  .meta({ id: 'AnnexEntry' });

export function viewAnnexEntry(entry: AnnexEntryRecord): z.infer<typeof annexEntryView> {
  return {
    subprocessorId: entry.subprocessorId,
    details: viewDetails(entry.details),
    inForceFrom: entry.inForceFrom,
    inForceUntil: entry.inForceUntil,
    addedByChangeId: entry.addedByChangeId,
    endedByChangeId: entry.endedByChangeId,
    suspended: entry.suspended ? { on: entry.suspended.on, reasons: entry.suspended.reasons } : null,
  };
}

export const annexLineView = z.object({
  on: day,
  at: moment,
  kind: z.enum(['added', 'replaced', 'modified', 'removed', 'suspended', 'resumed']),
  subprocessorId: recordId,
  subprocessorName: z.string(),
  replacedSubprocessorId: recordId.nullable(),
  replacedSubprocessorName: z.string().nullable(),
  changeId: recordId.nullable(),
  revision: wholeNumber.nullable(),
  noticeId: recordId.nullable(),
  note: givenText.nullable(),
});

export function viewAnnexLine(line: AnnexLineRecord): z.infer<typeof annexLineView> {
  return {
    on: line.on,
    at: momentOf(line.at),
    kind: line.kind,
    subprocessorId: line.subprocessorId,
    subprocessorName: line.subprocessorName,
    replacedSubprocessorId: line.replacedSubprocessorId,
    replacedSubprocessorName: line.replacedSubprocessorName,
    changeId: line.changeId,
    revision: line.revision,
    noticeId: line.noticeId,
    note: givenTextOrNull(line.note),
  };
}

/** One agreement with its annex: what is in force or was, and what changed when and by which change. */
export const agreementWithAnnexView = agreementView
  .extend({ annexEntries: z.array(annexEntryView), annexChanges: z.array(annexLineView) })
  .meta({ id: 'AgreementWithAnnex' });

export function viewAgreementWithAnnex(
  record: AgreementRecord,
  { entries, lines }: { entries: AnnexEntryRecord[]; lines: AnnexLineRecord[] },
): z.infer<typeof agreementWithAnnexView> {
  const inForce = entries.filter(({ inForceUntil }) => inForceUntil === null).map(({ subprocessorId }) => subprocessorId);
  return { ...viewAgreement(record, inForce), annexEntries: entries.map(viewAnnexEntry), annexChanges: lines.map(viewAnnexLine) };
}
