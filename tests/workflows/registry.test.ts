import { termsPresets } from '../../src/domain/terms/presets';
import { agreementInput, agreementPatch } from '../../src/schemas/agreements';
import { controllerInput, controllerPatch } from '../../src/schemas/controllers';
import { readInput } from '../../src/schemas/readInput';
import { subprocessorInput, subprocessorPatch } from '../../src/schemas/subprocessors';
import { createAgreement } from '../../src/workflows/registry/createAgreement';
import { createController } from '../../src/workflows/registry/createController';
import { endAgreement } from '../../src/workflows/registry/endAgreement';
import { registerSubprocessor } from '../../src/workflows/registry/registerSubprocessor';
import { updateAgreement } from '../../src/workflows/registry/updateAgreement';
import { updateController } from '../../src/workflows/registry/updateController';
import { updateSubprocessor } from '../../src/workflows/registry/updateSubprocessor';
import { aController, admin, anAgreement, aSubprocessor, placesOf, refusalOf, resultOf } from '../support/registry';
import { createTestbed } from '../support/testbed';

type Testbed = Awaited<ReturnType<typeof createTestbed>>;

const now = new Date('2026-03-01T09:00:00Z');
const act = { actor: admin, now };
let testbed: Testbed;

beforeAll(async () => {
  testbed = await createTestbed();
});
afterAll(async () => {
  await testbed.close();
});

let serial = 0;
/** A reference nobody else uses. */
function aReference(): string {
  serial += 1;
  return `DBA-2026-${serial}`;
}

const controller = async (different = {}) => resultOf(await createController(testbed.context, { ...act, input: aController(different) }));
const subprocessor = async (different = {}) =>
  resultOf(await registerSubprocessor(testbed.context, { ...act, input: aSubprocessor(different) }));
const agreement = async (different: Record<string, unknown> = {}) => {
  const controllerId = different.controllerId ?? (await controller())._id;
  const input = anAgreement({ reference: aReference(), ...different, controllerId });
  return resultOf(await createAgreement(testbed.context, { ...act, input }));
};
const eventsOf = async (id: string) =>
  (await testbed.dependencies.data.auditEvents.list({ limit: 1_000 })).filter(({ subject }) => subject.id === id).map(({ type }) => type);

describe('a controller', () => {
  test('is stored with its contacts in order, and its event tells nothing personal', async () => {
    const made = await controller({
      contacts: [
        { email: 'personvern@nordvik-kommune.example', name: 'Personvernombudet', locale: 'nb' },
        { email: 'postmottak@nordvik-kommune.example' },
        { email: 'personvern@nordvik-kommune.example', purpose: 'securityBreach' },
      ],
    });
    const stored = await testbed.dependencies.data.controllers.find(made._id);
    expect(stored).toEqual(made);
    expect(stored?.contacts.map(({ email, purpose }) => `${purpose} ${email}`)).toEqual([
      'subprocessorChanges personvern@nordvik-kommune.example',
      'subprocessorChanges postmottak@nordvik-kommune.example',
      'securityBreach personvern@nordvik-kommune.example',
    ]);
    const events = (await testbed.dependencies.data.auditEvents.list({ limit: 1_000 })).filter(({ subject }) => subject.id === made._id);
    expect(events).toHaveLength(1);
    expect(JSON.stringify(events[0]?.facts)).not.toContain('@');
  });

  test('with one address twice for one purpose, however capitalised, is refused with its place', async () => {
    const contacts = [{ email: 'a@b.example' }, { email: 'A@B.example' }];
    const refusal = refusalOf(await createController(testbed.context, { ...act, input: aController({ contacts }) }));
    expect(placesOf(refusal)).toEqual(['/contacts/1/email repeated']);
  });

  test('keeps a contact that stays, by id or by address, and drops one that goes from the agreements that name it', async () => {
    const made = await controller({ contacts: [{ email: 'one@a.example' }, { email: 'two@a.example' }, { email: 'three@a.example' }] });
    const [one, two, three] = made.contacts;
    const named = await agreement({ controllerId: made._id, contactIds: [two?.id, one?.id] });
    const patch = controllerPatch.parse({
      contacts: [
        { id: three?.id, email: 'new@a.example' },
        { email: 'ONE@a.example', name: 'Arkivet' },
      ],
    });
    const after = resultOf(await updateController(testbed.context, { ...act, controllerId: made._id, patch }));
    expect(after.contacts.map(({ id, email, name }) => [id, email, name])).toEqual([
      [three?.id, 'new@a.example', null],
      [one?.id, 'ONE@a.example', 'Arkivet'],
    ]);
    expect((await testbed.dependencies.data.agreements.find(named._id))?.contactIds).toEqual([one?.id]);
    expect(await eventsOf(made._id)).toEqual(['controller.created', 'controller.updated']);
  });

  test('that is patched with what it says already keeps its version', async () => {
    const made = await controller();
    const after = resultOf(await updateController(testbed.context, { ...act, controllerId: made._id, patch: { name: made.name } }));
    expect(after.version).toBe(made.version);
  });

  test('that somebody else has changed meanwhile is refused, and unknown ones are not found', async () => {
    const made = await controller();
    await updateController(testbed.context, { ...act, controllerId: made._id, patch: { name: 'Nordvik og Sørvik kommune' } });
    const stale = await updateController(testbed.context, {
      ...act,
      controllerId: made._id,
      patch: { name: 'Annet', version: made.version },
    });
    expect(refusalOf(stale).code).toBe('stale-version');
    const unknown = await updateController(testbed.context, { ...act, controllerId: '0'.repeat(24), patch: { name: 'Annet' } });
    expect(refusalOf(unknown).code).toBe('not-found');
    const strange = controllerPatch.parse({ contacts: [{ id: '0'.repeat(24), email: 'a@b.example' }] });
    const refusal = refusalOf(await updateController(testbed.context, { ...act, controllerId: made._id, patch: strange }));
    expect(placesOf(refusal)).toEqual(['/contacts/0/id unknown-contact']);
  });

  test.each([
    [{ name: 'Nordvik\r\nBcc: a@b.example', contacts: [] }, ['/name control-character']],
    [{ name: ' ', contacts: [] }, ['/name required']],
    [{ name: 'Nordvik', contacts: [{ email: 'a@b.example\r\nBcc: c@d.example' }] }, ['/contacts/0/email control-character']],
    [
      { name: 'Nordvik', contacts: [{ email: 'a@b.example', phone: '1' }], vat: 1 },
      ['/contacts/0/phone unknown-field', '/vat unknown-field'],
    ],
    [{ name: 'Nordvik' }, ['/contacts required']],
  ])('as %j is refused by its schema', (input, places) => {
    expect(placesOf(refusalOf(readInput(controllerInput, input))).sort()).toEqual(places);
  });
});

describe('an agreement', () => {
  test('by preset has a copy of its terms, the clause of the preset, and its annex in force from the day it was signed', async () => {
    const listed = await subprocessor();
    const made = await agreement({ annex: [listed._id] });
    expect(made).toMatchObject({
      preset: 'videonor',
      terms: termsPresets.videonor,
      clause: '5.4',
      state: 'active',
      signedAnnex: [listed._id],
    });
    const entries = await testbed.dependencies.data.annexes.listEntries(made._id);
    expect(entries).toMatchObject([
      {
        subprocessorId: listed._id,
        inForceFrom: '2024-02-01',
        inForceUntil: null,
        addedByChangeId: null,
        details: { legalName: 'Nordlys Drift AS' },
      },
    ]);
    expect((await testbed.dependencies.data.subprocessors.find(listed._id))?.status).toBe('inUse');
    expect(await eventsOf(made._id)).toEqual(['agreement.created']);
  });

  test('with terms of its own keeps the clause it was given', async () => {
    const terms = { ...termsPresets.videonor, notice: { ...termsPresets.videonor.notice, period: { length: 30, unit: 'days' } } };
    const made = await agreement({ terms, clause: '7.7' });
    expect(made).toMatchObject({ preset: null, clause: '7.7', terms: { notice: { period: { length: 30, unit: 'days' } } } });
  });

  test.each([
    ['neither preset nor terms', { preset: undefined }, ['/preset preset-or-terms']],
    ['both', { preset: 'videonor', terms: termsPresets.videonor }, ['/preset preset-or-terms']],
    ['an unknown preset', { preset: 'viedonor' }, ['/preset unknown-preset']],
    [
      'a rule that does not exist',
      { preset: undefined, terms: { ...termsPresets.videonor, calendar: 'SE' } },
      ['/terms/calendar not-one-of'],
    ],
    ['a day that does not exist', { signedOn: '2026-02-30' }, ['/signedOn invalid-date']],
    ['a service that is no slug', { services: ['Video møte'] }, ['/services/0 invalid-service']],
    ['no services', { services: [] }, ['/services required']],
  ])('with %s is refused by its schema', (_, different, places) => {
    const input = {
      controllerId: '0'.repeat(24),
      reference: 'X',
      preset: 'videonor',
      services: ['a'],
      signedOn: '2024-01-01',
      annex: [],
      ...different,
    };
    expect(placesOf(refusalOf(readInput(agreementInput, input)))).toEqual(places);
  });

  test('with unknown ids is refused with the place of each, and nothing is stored', async () => {
    const listed = await subprocessor();
    const nobody = '0'.repeat(24);
    const reference = aReference();
    const input = anAgreement({ reference, controllerId: nobody, annex: [listed._id, nobody, listed._id], contactIds: [nobody] });
    const refusal = refusalOf(await createAgreement(testbed.context, { ...act, input }));
    expect(placesOf(refusal)).toEqual([
      '/controllerId unknown-controller',
      '/annex/1 unknown-subprocessor',
      '/annex/2 repeated',
      '/contactIds/0 unknown-contact',
    ]);
    expect(await testbed.dependencies.data.agreements.findByReference(reference)).toBeNull();
    expect((await testbed.dependencies.data.subprocessors.find(listed._id))?.status).toBe('proposed');
  });

  test('signed on a day that has not come in its zone is refused; on the day itself it is not', async () => {
    const { _id: controllerId } = await controller();
    // 23:30 UTC on the last of February is the first of March in Oslo.
    const atNight = new Date('2026-02-28T23:30:00Z');
    const today = anAgreement({ controllerId, reference: aReference(), signedOn: '2026-03-01' });
    expect((await createAgreement(testbed.context, { actor: admin, now: atNight, input: today })).ok).toBe(true);
    const tomorrow = anAgreement({ controllerId, reference: aReference(), signedOn: '2026-03-02' });
    const refusal = refusalOf(await createAgreement(testbed.context, { actor: admin, now: atNight, input: tomorrow }));
    expect(placesOf(refusal)).toEqual(['/signedOn in-the-future']);
  });

  test('with a reference that is taken is a duplicate, also when two come at once', async () => {
    const { _id: controllerId } = await controller();
    const input = anAgreement({ controllerId, reference: aReference() });
    const outcomes = await Promise.all([1, 2, 3].map(() => createAgreement(testbed.context, { ...act, input })));
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    for (const outcome of outcomes.filter(({ ok }) => !ok)) {
      expect(refusalOf(outcome).code).toBe('duplicate');
      expect(placesOf(refusalOf(outcome))).toEqual(['/reference duplicate-reference']);
    }
    const other = await agreement({ controllerId });
    const renamed = await updateAgreement(testbed.context, { ...act, agreementId: other._id, patch: { reference: input.reference } });
    expect(refusalOf(renamed).code).toBe('duplicate');
  });

  test('gets new terms with their clause, and its event names the fields', async () => {
    const made = await agreement();
    const patch = agreementPatch.parse({ preset: 'dfo-2020-general', services: ['pendel'] });
    const after = resultOf(await updateAgreement(testbed.context, { ...act, agreementId: made._id, patch }));
    expect(after).toMatchObject({ preset: 'dfo-2020-general', clause: 'B.1', services: ['pendel'], version: made.version + 1 });
    const events = await testbed.dependencies.data.auditEvents.list({ agreementId: made._id, limit: 10 });
    expect(events.at(-1)).toMatchObject({ type: 'agreement.updated', facts: { fields: ['preset', 'terms', 'clause', 'services'] } });
  });

  test('can have its signed annex completed and its day put right while no notice is out, but nothing taken out of it', async () => {
    const [one, two] = [await subprocessor(), await subprocessor()];
    const made = await agreement({ annex: [one._id] });
    const patch = agreementPatch.parse({ annex: [one._id, two._id], signedOn: '2023-01-15' });
    resultOf(await updateAgreement(testbed.context, { ...act, agreementId: made._id, patch }));
    const entries = await testbed.dependencies.data.annexes.listEntries(made._id);
    expect(entries.map(({ subprocessorId, inForceFrom }) => [subprocessorId, inForceFrom]).sort()).toEqual(
      [
        [one._id, '2023-01-15'],
        [two._id, '2023-01-15'],
      ].sort(),
    );
    const out = await updateAgreement(testbed.context, {
      ...act,
      agreementId: made._id,
      patch: agreementPatch.parse({ annex: [two._id] }),
    });
    expect(refusalOf(out).code).toBe('in-force');
    expect(placesOf(refusalOf(out))).toEqual(['/annex annex-in-use']);
  });

  test.each([
    ['2026-02-28', 'ended', 'agreement.ended'],
    ['2026-03-01', 'ending', 'agreement.ending'],
    ['2026-12-31', 'ending', 'agreement.ending'],
  ])('whose last day is %s is %s on 2026-03-01', async (endsOn, state, event) => {
    const made = await agreement();
    const input = { endsOn: endsOn as never, mainAgreementEndsOn: '2026-12-31' as never };
    const ended = resultOf(await endAgreement(testbed.context, { ...act, agreementId: made._id, input }));
    expect(ended).toMatchObject({ state, endsOn, mainAgreementEndsOn: '2026-12-31' });
    expect(await eventsOf(made._id)).toEqual(['agreement.created', event]);
  });

  test('that has ended cannot be changed or ended again, and cannot end before it was signed', async () => {
    const made = await agreement();
    const early = await endAgreement(testbed.context, { ...act, agreementId: made._id, input: { endsOn: '2024-01-31' as never } });
    expect(placesOf(refusalOf(early))).toEqual(['/endsOn before-signed']);
    await endAgreement(testbed.context, { ...act, agreementId: made._id, input: { endsOn: '2026-02-01' as never } });
    const again = await endAgreement(testbed.context, { ...act, agreementId: made._id, input: { endsOn: '2026-05-01' as never } });
    expect(refusalOf(again).code).toBe('wrong-state');
    const changed = await updateAgreement(testbed.context, { ...act, agreementId: made._id, patch: { clause: '9' } });
    expect(refusalOf(changed).code).toBe('wrong-state');
  });
});

describe('a subprocessor', () => {
  test('is proposed until an annex lists it, and has its legal name as a slug of its own', async () => {
    const one = await subprocessor({ legalName: 'Blåbær & Søn ApS' });
    const two = await subprocessor({ legalName: 'Blåbær & Søn ApS' });
    expect(one).toMatchObject({ status: 'proposed', slug: 'blabaer-son-aps', contract: null });
    expect(two.slug).toBe('blabaer-son-aps-2');
    expect(await eventsOf(one._id)).toEqual(['subprocessor.registered']);
  });

  test.each([
    [true, ['GDPR art. 9(1)']],
    [false, []],
    ['Helseopplysninger', ['Helseopplysninger']],
    [
      ['Helseopplysninger', 'Fagforening'],
      ['Helseopplysninger', 'Fagforening'],
    ],
  ])('with special categories given as %j has %j', async (given, stored) => {
    expect((await subprocessor({ specialCategories: given })).specialCategories).toEqual(stored);
  });

  test.each([
    [{ country: 'UK' }, ['/country unknown-country']],
    [{ locations: [] }, ['/locations required']],
    [{ locations: [{ country: 'NO', kind: 'backup' }] }, ['/locations/0/kind not-one-of']],
    [{ transferBasis: [{ country: 'US', basis: 'safe-harbour' }] }, ['/transferBasis/0/basis not-one-of']],
    [{ contract: { signedOn: '2026-13-01', reference: 'x' } }, ['/contract/signedOn invalid-date']],
    [{ intraGroup: 'yes' }, ['/intraGroup wrong-type']],
    [{ status: 'inUse' }, ['/status unknown-field']],
  ])('with %j is refused by its schema', (different, places) => {
    expect(placesOf(refusalOf(readInput(subprocessorInput, { ...aSubprocessor(), ...different })))).toEqual(places);
  });

  test('that lacks its address is refused, unless it is entered as it was found', async () => {
    const input = { ...aSubprocessor(), address: '', dataSubjects: [] };
    expect(placesOf(refusalOf(await registerSubprocessor(testbed.context, { ...act, input })))).toEqual([
      '/address required',
      '/dataSubjects required',
    ]);
    expect(resultOf(await registerSubprocessor(testbed.context, { ...act, input, allowIncomplete: true })).address).toBe('');
  });

  test('can name Privacy Shield, as old registers do', async () => {
    const made = await subprocessor({ country: 'US', transferBasis: [{ country: 'US', basis: 'privacy-shield' }] });
    expect(made.transferBasis).toEqual([{ country: 'US', basis: 'privacy-shield', reference: null }]);
  });

  test('cannot stand below itself or below nobody', async () => {
    const top = await subprocessor();
    const middle = await subprocessor({ parentId: top._id });
    const bottom = await subprocessor({ parentId: middle._id });
    for (const parentId of [top._id, middle._id, bottom._id]) {
      const refusal = refusalOf(
        await updateSubprocessor(testbed.context, { ...act, subprocessorId: top._id, patch: subprocessorPatch.parse({ parentId }) }),
      );
      expect(placesOf(refusal)).toEqual(['/parentId parent-loop']);
    }
    const nobody = '0'.repeat(24);
    const refusal = refusalOf(await registerSubprocessor(testbed.context, { ...act, input: aSubprocessor({ parentId: nobody }) }));
    expect(placesOf(refusal)).toEqual(['/parentId unknown-subprocessor']);
    const moved = resultOf(await updateSubprocessor(testbed.context, { ...act, subprocessorId: bottom._id, patch: { parentId: top._id } }));
    expect(moved.parentId).toBe(top._id);
  });

  test('that is proposed can be corrected, and its slug follows its name', async () => {
    const made = await subprocessor({ legalName: 'Skrivefeil AS' });
    const patch = subprocessorPatch.parse({ legalName: 'Riktig Navn AS', version: made.version });
    const after = resultOf(await updateSubprocessor(testbed.context, { ...act, subprocessorId: made._id, patch }));
    expect(after).toMatchObject({ legalName: 'Riktig Navn AS', slug: 'riktig-navn-as', version: made.version + 1 });
    const stale = await updateSubprocessor(testbed.context, { ...act, subprocessorId: made._id, patch });
    expect(refusalOf(stale).code).toBe('stale-version');
  });

  test('that an annex lists is never patched, but its contract is recorded at any time', async () => {
    const made = await subprocessor();
    await agreement({ annex: [made._id] });
    const patch = subprocessorPatch.parse({ address: 'Annen gate 2', locations: [{ country: 'US', kind: 'storage' }] });
    const refusal = refusalOf(await updateSubprocessor(testbed.context, { ...act, subprocessorId: made._id, patch }));
    expect(refusal.code).toBe('in-force');
    expect(placesOf(refusal)).toEqual(['/address change-it-by-a-change', '/locations change-it-by-a-change']);

    const contract = subprocessorPatch.parse({ contract: { signedOn: '2026-02-15', reference: 'Arkiv 24/117' }, address: made.address });
    const after = resultOf(await updateSubprocessor(testbed.context, { ...act, subprocessorId: made._id, patch: contract }));
    expect(after.contract).toEqual({ signedOn: '2026-02-15', reference: 'Arkiv 24/117' });
    expect(await eventsOf(made._id)).toEqual(['subprocessor.registered', 'subprocessor.contractRecorded']);
  });

  test('cannot have a contract that is not signed yet: it would open gates', async () => {
    const made = await subprocessor();
    const patch = subprocessorPatch.parse({ contract: { signedOn: '2026-03-02', reference: 'x' } });
    const refusal = refusalOf(await updateSubprocessor(testbed.context, { ...act, subprocessorId: made._id, patch }));
    expect(placesOf(refusal)).toEqual(['/contract/signedOn in-the-future']);
  });
});
