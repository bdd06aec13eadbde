import { randomInt } from 'node:crypto';
import type { ObjectionRecord, ObjectionStep } from '../../../src/data/objection.model';
import { addDays, calendarDate, localDateOf } from '../../../src/domain/calendar/calendarDate';
import { isOpen } from '../../../src/domain/objection/objectionMachine';
import { objectionStates, objectionTable } from '../../../src/domain/objection/objectionTable';
import type { Outcome } from '../../../src/domain/outcome';
import { termsPresets } from '../../../src/domain/terms/presets';
import { checkEntry } from '../../../src/workflows/objections/checkEntry';
import { controllerObjectionEvent } from '../../../src/workflows/objections/controllerObjectionEvent';
import { decideObjection, type StaffEvent, staffEvents } from '../../../src/workflows/objections/decideObjection';
import { endObjection } from '../../../src/workflows/objections/endObjection';
import { enterObjection } from '../../../src/workflows/objections/enterObjection';
import { addition, expectValue, publish, registerAgreement } from '../../support/register';
import { createTestbed, type Testbed } from '../../support/testbed';

/** `SEED=… npx jest interleavings` plays a run again, as far as the database's own order of things allows. */
const seed = Number(process.env.SEED ?? randomInt(2 ** 31));
const interleavings = 1_000;
const walkers = 6;

/** Mulberry32: a small generator whose whole state is its seed. */
function randomFrom(start: number) {
  let state = start;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const pick = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)] as T;
  return { next, pick };
}
type Random = ReturnType<typeof randomFrom>;

let testbed: Testbed;
beforeAll(async () => {
  testbed = await createTestbed({ now: '2026-06-02T08:00:00Z' });
});
afterAll(() => testbed.close());

const allTerms = [
  { ...termsPresets.videonor, objection: { ...termsPresets.videonor.objection, grounds: 'objective' } },
  { ...termsPresets['dfo-2020-general'], receiptEvidence: 'accepted' },
  { ...termsPresets.videonor, onObjection: 'notEngaged' },
];

interface Arena {
  noticeId: string;
  contactId: string;
  /** Puts everything back to before the first objection. */
  reset(): Promise<void>;
}

async function arena(number: number): Promise<Arena> {
  const services = [`service-${number}`];
  const terms = allTerms[number % allTerms.length];
  const { agreement, controller } = await registerAgreement(testbed, { reference: `WALK-${number}`, services, terms });
  const subprocessor = { ...addition().subprocessor, services };
  const change = await publish(testbed, addition({ rollout: 'perAgreement', services, subprocessor, plannedEffectiveOn: '2026-12-01' }));
  const { data, mongoConnection } = testbed.dependencies;
  const [notice] = await data.notices.findFor(change._id, [agreement._id]);
  if (!notice) throw new Error('no notice');
  const restore = (collection: string, record: { _id: string; status?: string }) =>
    mongoConnection.collection<{ _id: string; status?: string }>(collection).replaceOne({ _id: record._id }, record);
  // What becomes of the gate is shown elsewhere: nothing is left to take effect of a change that is completed, and a thousand acts need not ask.
  await restore('changes', { ...change, status: 'completed' });
  return {
    noticeId: notice._id,
    contactId: controller.contacts[0]?.id ?? '',
    async reset() {
      // What is left of earlier walks would only be read again and again.
      const left = ['objections', 'auditEvents', 'sendings'].map((name) =>
        mongoConnection.collection(name).deleteMany({ noticeId: notice._id }),
      );
      await Promise.all(left);
      await Promise.all([restore('notices', notice), restore('agreements', agreement)]);
    },
  };
}

type Act = () => Promise<{ done: boolean; version: number | null }>;

/** Something that somebody does to the objection as it was read, chosen at random; most of it is not possible in most states. */
function someAct(random: Random, { noticeId, contactId }: Arena, { objection, now }: { objection: ObjectionRecord; now: Date }): Act {
  const { context } = testbed;
  const objectionId = objection._id;
  const actor = testbed.person('dpo', random.pick(['test:one', 'test:two', 'test:three']));
  const today = localDateOf(now, 'Europe/Oslo');
  // Now and then a page that has been open for long.
  const version = random.next() < 0.9 ? objection.version : Math.max(1, objection.version - 1);
  const told = async (outcome: Promise<Outcome<unknown>>, made: number | null) => ({ done: (await outcome).ok, version: made });
  const roll = random.next();
  if (roll < 0.55) {
    const event = objection.pending && random.next() < 0.6 ? 'confirm' : random.pick(random.next() < 0.7 ? usual(objection) : staffEvents);
    const days = {
      ...(event === 'askGrounds' ? { answerBy: addDays(today, 1) } : {}),
      ...(event === 'terminate' ? { endsOn: addDays(today, 60) } : {}),
    };
    const text = event === 'propose' ? { text: 'Et forslag', drop: random.next() < 0.3 } : {};
    const input = { event, version, reason: 'En grunn', ...days, ...text };
    return () => told(decideObjection(context, { actor, now, objectionId, input }), version);
  }
  if (roll < 0.75) {
    const answers = objection.state === 'negotiating' ? (['accept', 'accept', 'decline'] as const) : (['giveGrounds'] as const);
    const event = random.pick(random.next() < 0.8 ? answers : (['withdraw', 'accept', 'decline', 'giveGrounds'] as const));
    const by = { kind: 'controller', noticeId, contactId } as const;
    const answersProposalId = objection.proposals.at(-1)?.id ?? '';
    const input = { answersProposalId, ...(random.next() < 0.5 ? { counter: { text: 'Heller slik' } } : {}) };
    const grounds = event === 'giveGrounds' ? { grounds: { text: 'Saklig', name: 'Rådgiveren', title: 'Rådgiver' } } : {};
    return () => told(controllerObjectionEvent(context, { actor: by, now, objectionId, event, input, ...grounds }), null);
  }
  if (roll < 0.85) {
    const act = random.pick(['confirm', 'correct', 'strikeOut', 'agree', 'agree'] as const);
    const found = { ...(act === 'correct' ? { receivedAt: someArrival(random) } : {}), reason: 'Feil' };
    const input = { act, version, ...(act === 'correct' || act === 'strikeOut' ? found : {}) };
    return () => told(checkEntry(context, { actor, now, objectionId, input }), version);
  }
  if (roll < 0.96) return () => told(enterObjection(context, { actor, now, input: anEntry(random, noticeId) }), null);
  return () => told(endedByThePortal(objectionId, random.pick(['changeWithdrawn', 'agreementEnded'] as const), now), null);
}

/** What a DPO would do next: only walks that go on get anywhere. */
function usual({ state }: ObjectionRecord): readonly StaffEvent[] {
  const likely: Partial<Record<ObjectionRecord['state'], readonly StaffEvent[]>> = {
    submitted: ['review', 'review', 'terminate'],
    underReview: ['askGrounds', 'askGrounds', 'propose', 'terminate'],
    awaitingGrounds: ['dismiss'],
    negotiating: ['propose'],
    late: ['dismiss', 'dismiss', 'admit'],
  };
  return likely[state] ?? staffEvents;
}

const someArrival = (random: Random): Date => new Date(random.pick(['2026-06-03T08:00:00Z', '2026-06-20T08:00:00Z']));

function anEntry(random: Random, noticeId: string) {
  const said = { grounds: `Vi motsetter oss ${random.next()}`, name: 'Rådgiveren', title: 'Rådgiver', channel: 'letter' as const };
  return { noticeId, receivedAt: someArrival(random), ...said };
}

async function endedByThePortal(objectionId: string, event: 'changeWithdrawn' | 'agreementEnded', now: Date): Promise<Outcome<boolean>> {
  const { data } = testbed.dependencies;
  const ended = await testbed.context.inTransaction(async (session) => {
    const objection = await data.objections.find(objectionId, session);
    const notice = objection && (await data.notices.find(objection.noticeId, session));
    if (!objection || !notice) return false;
    await endObjection(testbed.context, session, { objection, notice, event, now });
    return (await data.objections.find(objectionId, session))?.version !== objection.version;
  });
  return ended ? { ok: true, value: true } : { ok: false, refusal: { code: 'wrong-state' } };
}

/** Whether the table, or the rules of an entry beside it, have this step. */
function isLawful({ event, from, to }: ObjectionStep): boolean {
  if (event === 'confirmEntry') return from === to || (from === 'submitted' && to === 'upheld');
  if (event === 'proposeCorrection' || event === 'proposeStrikeOut') return from === to;
  const startsAnew = (from === 'submitted' || from === 'late') && ['submitted', 'late', 'upheld'].includes(to);
  if (event === 'correctEntry') return from === to || startsAnew;
  if (event === 'strikeOut') return from === to || startsAnew || (to === 'withdrawn' && from !== null && isOpen(from));
  if (event === 'object') return from === null ? startsOf.includes(to) : from === to || startsAnew;
  return objectionTable.some(
    (row) =>
      from !== null &&
      row.from.includes(from) &&
      (event === 'confirm'
        ? row.secondPerson && row.to === to
        : row.event === event && (row.secondPerson || row.to === 'same' ? from === to : row.to === to)),
  );
}
const startsOf = ['submitted', 'late', 'upheld'];

/** Everything that must hold of an objection whoever did what at once. */
async function check(objection: ObjectionRecord, { noticeId }: Arena): Promise<void> {
  const { data } = testbed.dependencies;
  const { history, state, version } = objection;
  expect(objectionStates).toContain(state);
  expect(history.filter((step) => !isLawful(step))).toEqual([]);
  history.forEach((step, index) => {
    expect(step.from).toBe(index === 0 ? null : history[index - 1]?.to);
  });
  expect({ state, open: objection.open, version }).toEqual({ state: history.at(-1)?.to, open: isOpen(state), version: history.length });
  if (!isOpen(state)) expect(objection.pending).toBeNull();
  expect(objection.proposals.slice(0, -1).filter(({ answer }) => answer === 'accepted')).toEqual([]);
  const objections = await data.objections.listOfNotices([noticeId]);
  const notice = await data.notices.find(noticeId);
  const dropped = objections.some((each) => each.state === 'upheld' || (each.state === 'settled' && each.outcome === 'dropped'));
  expect(notice?.effect).toBe(dropped ? 'dropped' : 'pending');
  const told = testbed.dependencies.mongoConnection.collection('auditEvents').countDocuments({ noticeId, objectionId: objection._id });
  expect(await told).toBe(history.length);
  expect(objections.filter(({ open }) => open).length).toBeLessThan(2);
}

/** Two people act on what both have just read. Whoever was told that it is done, did it; and of two who acted on one version, one did. */
async function round(random: Random, place: Arena, { before, now }: { before: ObjectionRecord; now: Date }): Promise<ObjectionRecord> {
  const { data } = testbed.dependencies;
  const acts = [someAct(random, place, { objection: before, now }), someAct(random, place, { objection: before, now })];
  const outcomes = await Promise.all(acts.map((act) => act()));
  const after = await data.objections.find(before._id);
  if (!after) throw new Error('the objection is gone');
  const won = outcomes.filter(({ done }) => done);
  // To one that has ended, the next is one of its own.
  const others = after.open ? [] : (await data.objections.listOfNotices([place.noticeId])).filter(({ _id }) => _id !== before._id);
  const elsewhere = others.reduce((sum, { history }) => sum + history.length, 0);
  expect(after.version - before.version + elsewhere).toBe(won.length);
  expect(won.filter(({ version }) => version === before.version).length).toBeLessThan(2);
  expect(won.filter(({ version }) => version !== null && version < before.version)).toEqual([]);
  return after;
}

test(`${interleavings} random interleavings of events by several people leave no state that the table does not allow (seed ${seed})`, async () => {
  const places = await Promise.all(Array.from({ length: walkers }, (_, number) => arena(number)));
  const reached = new Set<string>();
  let left = interleavings;

  await Promise.all(
    places.map(async (place, number) => {
      const random = randomFrom(seed + number);
      while (left > 0) {
        await place.reset();
        const first = new Date('2026-06-21T08:00:00Z');
        const input = anEntry(random, place.noticeId);
        let objection = expectValue(await enterObjection(testbed.context, { actor: testbed.person('dpo', 'test:one'), now: first, input }));
        for (let day = 0; left > 0 && objection.open && day < 40; day += 1) {
          left -= 1;
          const now = new Date(`${addDays(calendarDate('2026-06-21'), day)}T08:00:00Z`);
          objection = await round(random, place, { before: objection, now });
        }
        // The history has every step of the walk, so that all of it is judged at its end.
        await check(objection, place);
        for (const { to } of objection.history) reached.add(to);
      }
    }),
  );

  expect(objectionStates.filter((state) => !reached.has(state))).toEqual([]);
}, 600_000);
