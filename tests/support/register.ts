import type { AgreementRecord } from '../../src/data/agreement.model';
import type { ChangeRecord } from '../../src/data/change.model';
import type { ControllerRecord } from '../../src/data/controller.model';
import type { SubprocessorRecord } from '../../src/data/subprocessor.model';
import type { Outcome } from '../../src/domain/outcome';
import type { PresetName } from '../../src/domain/terms/presets';
import { agreementInput } from '../../src/schemas/agreements';
import { controllerInput } from '../../src/schemas/controllers';
import { subprocessorInput } from '../../src/schemas/subprocessors';
import { approveChange } from '../../src/workflows/changes/approveChange';
import type { ChangeInput } from '../../src/workflows/changes/changeInput';
import { draftChange } from '../../src/workflows/changes/draftChange';
import { publishChange } from '../../src/workflows/changes/publishChange';
import { submitChange } from '../../src/workflows/changes/submitChange';
import { createAgreement } from '../../src/workflows/registry/createAgreement';
import { createController } from '../../src/workflows/registry/createController';
import { registerSubprocessor } from '../../src/workflows/registry/registerSubprocessor';
import type { Testbed } from './testbed';

/** The value of an act that must succeed; throws with the whole refusal. */
export function expectValue<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.refusal));
  return outcome.value;
}

/** The code of an act that must be refused. */
export function expectRefusal(outcome: Outcome<unknown>): string {
  if (outcome.ok) throw new Error(`was not refused: ${JSON.stringify(outcome.value).slice(0, 200)}`);
  return outcome.refusal.code;
}

export interface RegisteredAgreement {
  controller: ControllerRecord;
  agreement: AgreementRecord;
}

/** A controller with one agreement. Contacts are `contact@<reference>.example`, then `second@…`. */
export async function registerAgreement(
  testbed: Testbed,
  {
    reference,
    preset = 'videonor',
    terms,
    services = ['video'],
    annex = [],
    contacts = 1,
    organisationNumber,
  }: {
    reference: string;
    preset?: PresetName;
    terms?: unknown;
    services?: string[];
    annex?: string[];
    contacts?: number;
    organisationNumber?: string;
  },
): Promise<RegisteredAgreement> {
  const { context } = testbed;
  const actor = testbed.person('admin');
  const now = await testbed.now();
  const addresses = ['contact', 'second', 'third']
    .slice(0, contacts)
    .map((name) => ({ email: `${name}@${reference.toLowerCase()}.example`, locale: 'nb' }));
  const controller = expectValue(
    await createController(context, {
      actor,
      now,
      input: controllerInput.parse({
        name: `Controller of ${reference}`,
        contacts: addresses,
        ...(organisationNumber ? { organisationNumber } : {}),
      }),
    }),
  );
  const rules = terms === undefined ? { preset } : { terms };
  const input = agreementInput.parse({ controllerId: controller._id, reference, ...rules, services, signedOn: '2025-01-15', annex });
  const agreement = expectValue(await createAgreement(context, { actor, now, input }));
  return { controller, agreement };
}

/** Everything a notice must say of a subprocessor, established and working in Norway, with its contract recorded. */
export const completeSubprocessor = {
  legalName: 'Skybygg AS',
  organisationNumber: '923609016',
  country: 'NO',
  address: 'Havnegata 1, 7010 Trondheim',
  contactPoint: 'personvern@skybygg.example',
  processing: { nb: 'Lagrer opptak av møter', en: 'Stores recordings of meetings' },
  dataCategories: ['lyd og bilde'],
  dataSubjects: ['deltakere i møter'],
  specialCategories: [],
  locations: [{ country: 'NO', kind: 'storage' as const }],
  transferBasis: [],
  contract: { signedOn: '2026-01-05', reference: 'DPA-17' },
  services: ['video'],
};

export async function registerInUse(testbed: Testbed, overrides: Record<string, unknown> = {}): Promise<SubprocessorRecord> {
  const input = subprocessorInput.parse({ ...completeSubprocessor, ...overrides });
  return expectValue(await registerSubprocessor(testbed.context, { actor: testbed.person('admin'), now: await testbed.now(), input }));
}

/** A draft that adds a complete subprocessor on 2026-07-01, together. */
export function addition(overrides: Partial<ChangeInput> = {}): ChangeInput {
  return {
    type: 'add',
    subprocessor: completeSubprocessor as ChangeInput['subprocessor'],
    services: ['video'],
    reason: { nb: 'Bedre lagring', en: 'Better storage' },
    plannedEffectiveOn: '2026-07-01',
    rollout: 'together',
    ...overrides,
  };
}

export async function draft(testbed: Testbed, input: ChangeInput): Promise<ChangeRecord> {
  return expectValue(await draftChange(testbed.context, { actor: testbed.person('publisher'), now: await testbed.now(), input }));
}

/** Drafted, submitted, released by another and published; its notices are sent, unless that is left to a worker. */
export async function publish(
  testbed: Testbed,
  input: ChangeInput,
  { andSettle = true }: { andSettle?: boolean } = {},
): Promise<ChangeRecord> {
  const { context } = testbed;
  const { _id: changeId } = await draft(testbed, input);
  const now = await testbed.now();
  expectValue(await submitChange(context, { actor: testbed.person('publisher'), now, changeId }));
  expectValue(await approveChange(context, { actor: testbed.person('dpo'), now, changeId }));
  const published = expectValue(await publishChange(context, { actor: testbed.person('publisher'), now, changeId }));
  if (andSettle) await testbed.settle();
  return published;
}
