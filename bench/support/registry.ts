import type { AgreementRecord } from '../../src/data/agreement.model';
import type { ChangeRecord } from '../../src/data/change.model';
import type { ControllerRecord } from '../../src/data/controller.model';
import { newId } from '../../src/data/id';
import type { PersonActor, Role } from '../../src/domain/actor';
import type { Outcome } from '../../src/domain/outcome';
import { agreementInput } from '../../src/schemas/agreements';
import { controllerInput } from '../../src/schemas/controllers';
import { approveChange } from '../../src/workflows/changes/approveChange';
import type { ChangeInput } from '../../src/workflows/changes/changeInput';
import { draftChange } from '../../src/workflows/changes/draftChange';
import { publishChange } from '../../src/workflows/changes/publishChange';
import { submitChange } from '../../src/workflows/changes/submitChange';
import { createAgreement } from '../../src/workflows/registry/createAgreement';
import { createController } from '../../src/workflows/registry/createController';
import type { Portal } from './portal';

const perWrite = 2_000;

export function person(role: Exclude<Role, 'system'>): PersonActor {
  return { kind: 'person', personId: `measure:${role}`, name: role, role, via: 'session' };
}

/** The value of an act that must succeed; throws with the whole refusal. */
export function valueFrom<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(`refused: ${JSON.stringify(outcome.refusal)}`);
  return outcome.value;
}

/**
 * Registers `count` agreements on a service of their own, each with a controller and a contact, `contact@<service>-<n>.example`: a domain each, as controllers
 * have, since mail to one domain is paced. The first goes through the
 * workflows, the others are copies of what they made, by the import's own bulk writes.
 */
export async function registerMany(
  { dependencies: { context }, now }: Pick<Portal, 'dependencies' | 'now'>,
  { service, count, contacts = 1 }: { service: string; count: number; contacts?: number },
): Promise<void> {
  const actor = person('admin');
  const addresses = (index: number) =>
    Array.from({ length: contacts }, (_, place) => `${place === 0 ? 'contact' : 'second'}@${service}-${index}.example`);
  const input = controllerInput.parse({
    name: `Virksomhet 0 ${service}`,
    contacts: addresses(0).map((email) => ({ email, locale: 'nb' })),
  });
  const controller = valueFrom(await createController(context, { actor, now, input }));
  const terms = agreementInput.parse({
    ...{
      controllerId: controller._id,
      reference: `${service}-0`,
      preset: 'videonor',
      services: [service],
      signedOn: '2025-01-15',
      annex: [],
    },
  });
  const agreement = valueFrom(await createAgreement(context, { actor, now, input: terms }));
  for (let start = 1; start < count; start += perWrite) {
    const controllers: ControllerRecord[] = [];
    const agreements: AgreementRecord[] = [];
    for (let index = start; index < Math.min(count, start + perWrite); index += 1) {
      const emails = addresses(index);
      const copy: ControllerRecord = {
        ...controller,
        _id: newId(),
        name: `Virksomhet ${index} ${service}`,
        contacts: controller.contacts.map((contact, place) => ({ ...contact, id: newId(), email: emails[place] ?? contact.email })),
      };
      controllers.push(copy);
      agreements.push({ ...agreement, _id: newId(), controllerId: copy._id, reference: `${service}-${index}` });
    }
    await context.inTransaction(async (session) => {
      await context.data.registryBulk.insertControllers(controllers, session);
      await context.data.registryBulk.insertAgreements(agreements, session);
    });
  }
}

const dayMs = 24 * 60 * 60 * 1_000;
/** The notice period of the agreements is four weeks from receipt, so that one received today allows the change then. */
const planDays = 29;

/** A complete addition on `service`, with as much text as a real one has. */
function addition(service: string, now: Date): ChangeInput {
  return {
    type: 'add',
    subprocessor: {
      legalName: `Skybygg ${service} AS`,
      organisationNumber: '923609016',
      country: 'NO',
      address: 'Havnegata 1, 7010 Trondheim',
      contactPoint: 'personvern@skybygg.example',
      processing: { nb: 'Lagrer opptak av møter i et datasenter i Norge', en: 'Stores recordings of meetings in a data centre in Norway' },
      dataCategories: ['lyd og bilde', 'navn', 'e-postadresse'],
      dataSubjects: ['deltakere i møter'],
      specialCategories: [],
      locations: [{ country: 'NO', kind: 'storage' }],
      transferBasis: [],
      contract: { signedOn: '2026-01-05', reference: 'DPA-17' },
      services: [service],
    } as unknown as ChangeInput['subprocessor'],
    services: [service],
    reason: { nb: 'Opptakene flyttes til en leverandør i Norge.', en: 'Recordings move to a supplier in Norway.' },
    plannedEffectiveOn: new Date(now.getTime() + planDays * dayMs).toISOString().slice(0, 10),
    rollout: 'perAgreement',
  };
}

export interface PreparedChange {
  changeId: string;
  publish(): Promise<ChangeRecord>;
}

/** Drafts, submits and releases; `publish` is left to be called, because that is where measuring begins. */
export async function prepareChange(
  { dependencies: { context }, now }: Pick<Portal, 'dependencies' | 'now'>,
  service: string,
): Promise<PreparedChange> {
  const publisher = person('publisher');
  const { _id: changeId } = valueFrom(await draftChange(context, { actor: publisher, now, input: addition(service, now) }));
  valueFrom(await submitChange(context, { actor: publisher, now, changeId }));
  valueFrom(await approveChange(context, { actor: person('dpo'), now, changeId }));
  return { changeId, publish: async () => valueFrom(await publishChange(context, { actor: publisher, now, changeId })) };
}
