import { z } from 'zod';
import { calendarDay, id, localText, longText, services } from './primitives';
import { subprocessorFields } from './subprocessors';

export const changeType = z.enum(['add', 'replace', 'modify', 'remove']);
export const rollout = z.enum(['together', 'perAgreement']);

/** What a change says of its subprocessor. A draft may lack what the notice must say in the end: that is asked for on submission. */
export const changedSubprocessor = z
  .strictObject(subprocessorFields)
  .partial()
  .transform(({ transferBasis, ...rest }) => ({
    ...rest,
    ...(transferBasis ? { transferBasis: transferBasis.map((each) => ({ ...each, reference: each.reference ?? null })) } : {}),
  }));

const fields = {
  type: changeType,
  subprocessorId: id.optional(),
  subprocessor: changedSubprocessor.optional(),
  replacesId: id.optional(),
  services,
  reason: localText(5_000),
  plannedEffectiveOn: calendarDay,
  rollout,
  emergency: z.strictObject({ reason: longText(2_000) }).nullish(),
  /** It was notified by hand before the portal came. */
  takenOver: z.strictObject({ note: longText(2_000) }).nullish(),
};

type Draft = Partial<z.output<z.ZodObject<typeof fields>>>;

/** What an entry in the register cannot be without, even as a proposal. */
const neededOfNew = ['legalName', 'country', 'processing'] as const;

function subjectProblems({ type, subprocessorId, subprocessor, replacesId }: Draft): { path: string[]; message: string }[] {
  const problems: { path: string[]; message: string }[] = [];
  const problem = (message: string, ...path: string[]) => problems.push({ path, message });
  const bringsOne = type === 'add' || type === 'replace';
  if (bringsOne && !subprocessorId && !subprocessor) problem('required', 'subprocessor');
  if (bringsOne && !subprocessorId && subprocessor) {
    for (const name of neededOfNew) if (subprocessor[name] === undefined) problem('required', 'subprocessor', name);
  }
  if (!bringsOne && !subprocessorId) problem('required', 'subprocessorId');
  if (type === 'modify' && Object.keys(subprocessor ?? {}).length === 0) problem('required', 'subprocessor');
  if (type === 'remove' && subprocessor) problem('not-for-this-type', 'subprocessor');
  if (type === 'replace' && !replacesId) problem('required', 'replacesId');
  if (type !== 'replace' && replacesId) problem('not-for-this-type', 'replacesId');
  return problems;
}

/**
 * `POST /changes`. An add or replace names a subprocessor of the register or describes a new one, a replace also whom it replaces; for a modify,
 * `subprocessor` holds what changes.
 */
export const changeInput = z.strictObject(fields).superRefine((draft, context) => {
  for (const problem of subjectProblems(draft)) context.addIssue({ code: 'custom', ...problem });
});

/** `PATCH /changes/{id}`, while it is a draft: what is left out stays. */
export const changePatch = z.strictObject({
  ...z.strictObject(fields).partial().shape,
  /** Of a correction that is proposed. */
  reasonForRevision: localText(5_000).optional(),
  version: z.int().min(0).optional(),
});

/** `POST /changes/{id}/revisions`: what is corrected of a published change, and why. */
export const revisionInput = z.strictObject({
  ...z.strictObject(fields).partial().shape,
  reasonForRevision: localText(5_000),
  version: z.int().min(0).optional(),
});

const stepFields = { note: longText(2_000).optional(), reason: longText(2_000).optional(), version: z.int().min(0).optional() };

/** `POST /changes/{id}/approve`: of a correction, that it is immaterial. */
export const changeRelease = z
  .strictObject({ ...stepFields, immaterial: z.boolean().optional() })
  .transform(({ note, reason, version, immaterial }) => ({ note: note ?? reason, version, immaterial }));

/** The steps of a change: a word for the record, and the version that was read. `reason` is another name for `note`. */
export const changeAct = z.strictObject(stepFields).transform(({ note, reason, version }) => ({ note: note ?? reason, version }));

/** `POST /changes/{id}/rollout`: after publication only from together to perAgreement. */
export const rolloutSwitch = z
  .strictObject({ rollout: z.literal('perAgreement').optional(), note: longText(2_000).optional(), version: z.int().min(0).optional() })
  .transform(({ note, version }) => ({ note, version }));
