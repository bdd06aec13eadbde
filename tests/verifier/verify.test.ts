import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { eventLines, headLines } from '../../src/audit/exportChain';
import { createProver } from '../../src/workflows/audit/inclusionProof';
import { signHead } from '../../src/workflows/audit/signHead';
import { createTestbed, type Testbed } from '../support/testbed';
import { recordActs } from '../workflows/audit/auditEvents';
import { type Files, folderOf, signer, verify, verifyAsGiven, withManifest, zipOf } from './bundles';

let testbed: Testbed;
let below: string;
let whole: Files;
let part: Files;
let count: number;

/** One event of the part; the tree has more than one stored level-8 node by then. */
const chosen = [3, 256, 257, 300, 513];

beforeAll(async () => {
  below = mkdtempSync(path.join(tmpdir(), 'forvarsel-verifier-'));
  testbed = await createTestbed();
  const { context } = testbed;
  await recordActs(testbed, { count: 290 });
  await signHead(context, { signer, at: new Date('2026-06-01T08:00:00Z') });
  await recordActs(testbed, { from: 300, count: 250 });
  const head = await signHead(context, { signer, at: new Date('2026-06-01T08:01:00Z') });
  count = head?.seq ?? 0;
  whole = await exported();
  const prove = createProver(context, count);
  const proofs = await Promise.all(chosen.map(prove));
  part = withManifest({
    ...whole,
    'events.jsonl': chosen.map((seq) => `${linesOf(whole)[seq - 1]}\n`).join(''),
    'proofs.jsonl': proofs.map((proof) => `${JSON.stringify(proof)}\n`).join(''),
    'index.html': '<h1>Evidence</h1>',
  });
}, 60_000);
afterAll(async () => {
  await testbed.close();
  rmSync(below, { recursive: true, force: true });
});

async function exported(): Promise<Files> {
  const { data } = testbed.context;
  return {
    'events.jsonl': await text(eventLines(data)),
    'heads.jsonl': await text(headLines(data)),
    'audit-keys.json': JSON.stringify({ keys: signer.publicKeys }),
  };
}

const linesOf = (files: Files): string[] => String(files['events.jsonl']).trimEnd().split('\n');
const withLines = (lines: string[]): Files => ({ ...whole, 'events.jsonl': `${lines.join('\n')}\n` });
/** The whole export with event `seq` written differently. */
const changed = (seq: number, change: (line: string) => string): Files =>
  withLines(linesOf(whole).map((line, index) => (index === seq - 1 ? change(line) : line)));
const verdictOn = (files: Files) => verify(folderOf(files, below));

describe('the verifier, of a whole chain', () => {
  test('finds nothing wrong with an untouched one', async () => {
    expect(await verifyAsGiven(folderOf(whole, below))).toMatchObject({ code: 0, events: count });
  });

  test.each<[string, () => Files, number, string]>([
    ['a fact', () => changed(100, (line) => line.replace('"number":', '"number":1')), 100, 'event'],
    ['a typed text', () => changed(101, (line) => line.replace('Spoke', 'Spake')), 101, 'personal'],
    ['a blank between two members', () => changed(102, (line) => line.replace(',"', ', "')), 102, 'spelling'],
    ['a member slipped in', () => changed(103, (line) => line.replace('"type":', '"tyoe":1,"type":')), 103, 'event'],
    ['the hash of an event', () => changed(104, (line) => line.replace(/"hash":"./, '"hash":"x')), 104, 'link'],
    ['the hash before an event', () => changed(105, (line) => line.replace(/"prevHash":"./, '"prevHash":"x')), 105, 'link'],
    ['the number of an event', () => changed(106, (line) => line.replace('"seq":106', '"seq":160')), 106, 'gap'],
    ['an event that is no JSON', () => changed(107, (line) => line.slice(1)), 0, 'unreadable'],
    [
      'the order of two events',
      () => withLines(linesOf(whole).map((line, at, all) => (at === 107 || at === 108 ? String(all[215 - at]) : line))),
      108,
      'gap',
    ],
    [
      'an event that is there twice',
      () => withLines(linesOf(whole).flatMap((line, at) => (at === 109 ? [line, line] : [line]))),
      110,
      'number',
    ],
    ['an event removed in the middle', () => withLines(linesOf(whole).filter((_, at) => at !== 110)), 111, 'gap'],
    ['a removed tail', () => withLines(linesOf(whole).slice(0, -5)), -4, 'tail'],
    [
      'the signature of a head',
      () => ({
        ...whole,
        'heads.jsonl': String(whole['heads.jsonl']).replace(
          /"signature":"(.)/,
          (_found, first) => `"signature":"${first === '_' ? 'A' : '_'}`,
        ),
      }),
      0,
      'signature',
    ],
    [
      'what a head says',
      () => ({ ...whole, 'heads.jsonl': String(whole['heads.jsonl']).replace(/"root":"./, '"root":"f0') }),
      0,
      'signature',
    ],
    [
      'a key',
      () => ({ ...whole, 'audit-keys.json': String(whole['audit-keys.json']).replace(/"publicKey":"..../, '"publicKey":"AAAA') }),
      0,
      'signature',
    ],
    ['the name of a key', () => ({ ...whole, 'audit-keys.json': String(whole['audit-keys.json']).replace('"test"', '"best"') }), 0, 'key'],
  ])('names %s', async (_what, files, seq, code) => {
    const verdict = await verdictOn(files());
    expect(verdict).toMatchObject({ code: 1, problem: { code } });
    if (seq !== 0) expect(verdict.problem?.seq).toBe(seq > 0 ? seq : count + seq);
    if (seq > 0) expect(verdict.problem?.message).toContain(`vent ${seq}`);
  });

  test('that was written anew behind an event does not fit a head that was kept elsewhere', async () => {
    const kept = path.join(below, 'kept-heads.jsonl');
    writeFileSync(kept, String(whole['heads.jsonl']));
    const cut = folderOf({ ...withLines(linesOf(whole).slice(0, 200)), 'heads.jsonl': '' }, below);
    expect(await verify(cut)).toMatchObject({ code: 0, events: 200 });
    expect(await verifyAsGiven(cut, '--heads', kept)).toMatchObject({ code: 1, problem: { code: 'tail', seq: 201 } });
  });

  test('holds after names and texts have been erased, and says that they were', async () => {
    const { data } = testbed.context;
    const [first, second] = await data.auditChain.listChained({ after: 20, limit: 2 });
    expect(await data.auditChain.erasePersonal({ eventIds: [String(first?._id), String(second?._id)] })).toBe(2);
    const erased = await exported();
    expect(linesOf(erased)[20]).not.toMatch(/Person|Spoke/);
    expect(await verdictOn(erased)).toMatchObject({ code: 0, erased: 2 });
    expect((await data.auditEvents.list({ after: String(first?._id), limit: 1 }))[0]).toMatchObject({
      actor: { kind: 'person', name: '' },
    });
  });
});

describe('the verifier, of some events of a chain', () => {
  test('proves each of them against the same signed heads, from a folder and from a zip', async () => {
    const zip = path.join(below, 'bundle.zip');
    writeFileSync(zip, zipOf(part));
    expect(await verdictOn(part)).toMatchObject({ code: 0, events: chosen.length });
    expect(await verify(zip)).toMatchObject({ code: 0, events: chosen.length });
  });

  const without = (name: string): Files => Object.fromEntries(Object.entries(part).filter(([each]) => each !== name));
  /** A bundle whose maker signed a manifest over what is wrong. */
  const resigned = (name: string, change: (content: string) => string): Files =>
    withManifest({ ...without('manifest.json'), [name]: change(String(part[name])) });

  test.each<[string, () => Files, string, string]>([
    ['a byte of a file', () => ({ ...part, 'index.html': '<h1>Evidance</h1>' }), 'file', 'index.html'],
    ['a file taken away', () => without('index.html'), 'file', 'index.html'],
    ['the manifest taken away', () => without('manifest.json'), 'file', 'manifest.json'],
    ['a file added', () => ({ ...part, 'more.txt': '' }), 'file', 'more.txt'],
    [
      'a byte of the manifest',
      () => ({ ...part, 'manifest.json': String(part['manifest.json']).replace('index.html', 'index.htm') }),
      'signature',
      'manifest',
    ],
    ['a byte of a proof', () => resigned('proofs.jsonl', (content) => content.replace(/\["./, '["x')), 'proof', 'Event 3 '],
    [
      'an event taken away, its proof still there',
      () => resigned('events.jsonl', (content) => content.slice(content.indexOf('\n') + 1)),
      'gap',
      'Event 3 ',
    ],
    [
      'an event without its proof',
      () => resigned('proofs.jsonl', (content) => content.slice(content.indexOf('\n') + 1)),
      'proof',
      'Event 3 ',
    ],
  ])('names %s', async (_what, files, code, told) => {
    const verdict = await verdictOn(files());
    expect(verdict).toMatchObject({ code: 1, problem: { code } });
    expect(verdict.problem?.message).toContain(told);
  });
});

test('the verifier, used wrongly, says how to use it', async () => {
  expect((await verifyAsGiven()).code).toBe(2);
  expect((await verifyAsGiven(path.join(below, 'nothing-here'))).code).toBe(2);
  expect((await verifyAsGiven(folderOf(whole, below), '--keys')).code).toBe(2);
});
