#!/usr/bin/env node
// Checks Forvarsel's audit chain without Forvarsel: one file, Node.js 20 or newer, nothing else. What it checks, and how everything is hashed and signed, stands in
// docs/adr/0012-audit-chain.md of the portal. Exit codes: 0 everything holds, 1 something is wrong, 2 wrong use.
import { createHash, createPublicKey, verify as verifySignature } from 'node:crypto';
import { createReadStream, existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { inflateRawSync } from 'node:zlib';

const usage = `node verify.mjs <folder | bundle.zip | events.jsonl | -> [--keys audit-keys.json] [--heads heads.jsonl] [--last number] [--json]

  --keys   the public keys to trust, e.g. from /audit-keys.json; without it the ones that lie beside the events
  --heads  signed heads kept elsewhere (AUDIT_HEAD_FILE, mailed heads): a chain that was cut or written anew does not fit them
  --last   the number of the last event that there must be
  -        events on standard input`;

class WrongUse extends Error {}

/** What is wrong: `seq` is the number of the event or head, null where there is none. */
class Wrong extends Error {
  constructor(code, seq, message) {
    super(message);
    Object.assign(this, { code, seq });
  }
}

// The same spelling for the same value: members sorted by code units, no blanks (RFC 8785).
function canonical(value) {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  const names = Object.keys(value).sort((one, other) => (one < other ? -1 : 1));
  return `{${names.map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`).join(',')}}`;
}

const sha256 = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest('hex');
const bytes = (hex) => Buffer.from(String(hex), 'hex');
const leafOf = (eventHash) => sha256(Buffer.from([0]), bytes(eventHash));
const pair = (left, right) => sha256(Buffer.from([1]), bytes(left), bytes(right));

function chainHash(prevHash, eventHash, seq) {
  const number = Buffer.alloc(8);
  number.writeBigUInt64BE(BigInt(seq));
  return sha256(bytes(prevHash), bytes(eventHash), number);
}

/** The Merkle tree (RFC 6962) as it grows: only its full subtrees are kept. */
function growingTree() {
  const peaks = [];
  return {
    add(leaf) {
      let node = { level: 0, hash: leaf };
      while (peaks.at(-1)?.level === node.level) node = { level: node.level + 1, hash: pair(peaks.pop().hash, node.hash) };
      peaks.push(node);
    },
    root: () => peaks.map(({ hash }) => hash).reduceRight((right, left) => pair(left, right)),
  };
}

/** The root that leaf `index` of `size` and its path lead to; null when the path has not the right length. */
function rootFrom(index, size, leaf, path) {
  if (size === 1) return path.length === 0 ? leaf : null;
  const sibling = path.at(-1);
  if (sibling === undefined) return null;
  let cut = 1;
  while (cut * 2 < size) cut *= 2;
  const isLeft = index < cut;
  const below = isLeft ? rootFrom(index, cut, leaf, path.slice(0, -1)) : rootFrom(index - cut, size - cut, leaf, path.slice(0, -1));
  if (below === null) return null;
  return isLeft ? pair(below, sibling) : pair(sibling, below);
}

function checkEvent(event, line) {
  const { seq, prevHash, eventHash, hash, personal, personalSalt, ...hashed } = event;
  const name = `Event ${seq}`;
  if (!Number.isSafeInteger(seq) || seq < 1) throw new Wrong('number', null, `An event has no number of its own: ${line.slice(0, 80)}`);
  if (canonical(event) !== line)
    throw new Wrong('spelling', seq, `${name} is not written as it was exported: something was inserted or rewritten.`);
  if (personal !== null) {
    const digest = sha256(bytes(personalSalt), canonical(personal));
    if (digest !== event.personalDigest)
      throw new Wrong('personal', seq, `${name} has been changed: its names or texts do not match their digest.`);
  }
  if (sha256(canonical(hashed)) !== eventHash)
    throw new Wrong('event', seq, `${name} has been changed: its content does not match its hash.`);
  if (chainHash(prevHash, eventHash, seq) !== hash)
    throw new Wrong('link', seq, `${name} has been changed: its place in the chain does not match its hash.`);
}

function checkSignature(signed, purpose, keys, what, seq) {
  const { signature, ...statement } = signed;
  const key = keys.get(statement.kid);
  if (!key) throw new Wrong('key', seq, `${what} is signed with a key named "${statement.kid}", which is not among the keys.`);
  const isGood = verifySignature(null, Buffer.from(canonical({ ...statement, purpose })), key, Buffer.from(String(signature), 'base64url'));
  if (!isGood)
    throw new Wrong(
      'signature',
      seq,
      `${what} has been changed, or another key than "${statement.kid}" signed it: its signature is wrong.`,
    );
}

function readKeys(text) {
  const { keys } = parse(text, 'The file of keys');
  if (!Array.isArray(keys)) throw new Wrong('key', null, 'The file of keys has no list of keys.');
  return new Map(
    keys.map(({ kid, publicKey }) => {
      try {
        return [kid, createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: publicKey }, format: 'jwk' })];
      } catch {
        throw new Wrong('key', null, `The key named "${kid}" is not an Ed25519 key.`);
      }
    }),
  );
}

function parse(text, what) {
  try {
    const value = JSON.parse(text);
    if (value !== null && typeof value === 'object') return value;
  } catch {
    // Said below.
  }
  throw new Wrong('unreadable', null, `${what} cannot be read as JSON: ${text.slice(0, 60)}`);
}

function readHeads(text, keys) {
  const heads = text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => parse(line, 'A head'));
  for (const head of heads) checkSignature(head, 'forvarsel audit head 1', keys, `The head of event ${head.seq}`, head.seq);
  return heads.sort((one, other) => one.seq - other.seq);
}

/** A whole chain: every event from number 1, in order, and every head where it belongs. */
async function checkChain(lines, heads, last) {
  const tree = growingTree();
  const waiting = [...heads];
  let before = { seq: 0, hash: '0'.repeat(64) };
  let erased = 0;
  for await (const line of lines) {
    if (line === '') continue;
    const event = parse(line, `What follows event ${before.seq}`);
    checkNumber(event, before);
    if (event.prevHash !== before.hash)
      throw new Wrong('link', event.seq, `Event ${event.seq} does not follow event ${before.seq}: it names another hash before it.`);
    checkEvent(event, line);
    if (event.personal === null && event.personalDigest !== null) erased += 1;
    tree.add(leafOf(event.eventHash));
    for (; waiting[0]?.seq === event.seq; waiting.shift()) checkHead(waiting[0], event, tree.root());
    before = event;
  }
  const cut = waiting[0]?.seq ?? (last !== undefined && last > before.seq ? last : undefined);
  if (cut !== undefined)
    throw new Wrong(
      'tail',
      before.seq + 1,
      `Event ${before.seq + 1} and what follows is missing: the chain ends at ${before.seq}, but there was an event ${cut}.`,
    );
  if (last !== undefined && last < before.seq)
    throw new Wrong('number', last + 1, `Event ${last + 1} was added: the chain should end at ${last}.`);
  return { events: before.seq, heads: heads.length, signedUpTo: heads.at(-1)?.seq ?? 0, erased };
}

function checkNumber({ seq }, before) {
  const wanted = before.seq + 1;
  if (seq === wanted) return;
  if (seq > wanted) throw new Wrong('gap', wanted, `Event ${wanted} is missing: event ${seq} comes after event ${before.seq}.`);
  throw new Wrong(
    'number',
    typeof seq === 'number' ? seq : null,
    `Event ${seq} is out of order: event ${wanted} should come after event ${before.seq}.`,
  );
}

function checkHead(head, event, root) {
  if (head.hash !== event.hash)
    throw new Wrong('head', head.seq, `The signed head of event ${head.seq} does not match the chain: an event up to it was changed.`);
  if (head.root !== root)
    throw new Wrong('head', head.seq, `The signed head of event ${head.seq} does not match the tree over the events up to it.`);
}

/** Some events of a chain, each proved to be in it by a head, without the others. */
async function checkPart(lines, heads, proofs) {
  const proofOf = new Map(proofs.map((proof) => [proof.seq, proof]));
  const headOf = new Map(heads.map((head) => [head.seq, head]));
  let [events, before, erased] = [0, 0, 0];
  for await (const line of lines) {
    if (line === '') continue;
    const event = parse(line, `What follows event ${before}`);
    checkEvent(event, line);
    if (event.seq <= before) throw new Wrong('number', event.seq, `Event ${event.seq} is out of order: it comes after event ${before}.`);
    const proof = proofOf.get(event.seq);
    if (!proof) throw new Wrong('proof', event.seq, `Event ${event.seq} has no proof that it is in the chain.`);
    const head = headOf.get(proof.treeSize);
    if (!head)
      throw new Wrong('proof', event.seq, `The proof of event ${event.seq} names a head of event ${proof.treeSize}, which is not there.`);
    const isInside = event.seq <= proof.treeSize && Array.isArray(proof.path);
    if (!isInside || rootFrom(event.seq - 1, proof.treeSize, leafOf(event.eventHash), proof.path) !== head.root)
      throw new Wrong(
        'proof',
        event.seq,
        `Event ${event.seq} is not in the chain that the head of event ${head.seq} signed, or its proof was changed.`,
      );
    proofOf.delete(event.seq);
    if (event.personal === null && event.personalDigest !== null) erased += 1;
    before = event.seq;
    events += 1;
  }
  const [missing] = proofOf.keys();
  if (missing !== undefined) throw new Wrong('gap', missing, `Event ${missing} is missing: its proof is there.`);
  return { events, heads: heads.length, signedUpTo: heads.at(-1)?.seq ?? 0, erased, part: true };
}

/** Every file that the manifest names, by its hash, and none beside them. */
function checkManifest(bundle, keys) {
  const text = bundle.read('manifest.json');
  if (text === null) return 0;
  const manifest = parse(text.toString('utf8'), 'The manifest');
  checkSignature(manifest, 'forvarsel bundle manifest 1', keys, 'The manifest', null);
  const named = new Map(manifest.files.map((file) => [file.path, file]));
  for (const name of bundle.names()) {
    if (name !== 'manifest.json' && !named.has(name))
      throw new Wrong('file', null, `The file ${name} was added: the manifest does not name it.`);
  }
  for (const [name, { sha256: hash }] of named) {
    const content = bundle.read(name);
    if (content === null) throw new Wrong('file', null, `The file ${name} is missing: the manifest names it.`);
    if (sha256(content) !== hash) throw new Wrong('file', null, `The file ${name} has been changed: it does not match the manifest.`);
  }
  return named.size;
}

function folder(root) {
  const walk = (below) =>
    readdirSync(path.join(root, below), { withFileTypes: true }).flatMap((entry) => {
      const name = below === '' ? entry.name : `${below}/${entry.name}`;
      return entry.isDirectory() ? walk(name) : [name];
    });
  return { names: () => walk(''), read: (name) => (existsSync(path.join(root, name)) ? readFileSync(path.join(root, name)) : null) };
}

function zip(file) {
  const data = readFileSync(file);
  const broken = (why) => new Wrong('zip', null, `The zip cannot be read: ${why}.`);
  const end = data.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  if (end < 0 || end + 22 > data.length) throw broken('it has no directory');
  const entries = new Map();
  let at = data.readUInt32LE(end + 16);
  for (let left = data.readUInt16LE(end + 10); left > 0; left -= 1) {
    if (at + 46 > data.length || data.readUInt32LE(at) !== 0x02014b50) throw broken('its directory is damaged');
    const nameLength = data.readUInt16LE(at + 28);
    const name = data.toString('utf8', at + 46, at + 46 + nameLength);
    entries.set(name, { method: data.readUInt16LE(at + 10), size: data.readUInt32LE(at + 20), offset: data.readUInt32LE(at + 42) });
    at += 46 + nameLength + data.readUInt16LE(at + 30) + data.readUInt16LE(at + 32);
  }
  const read = (name) => {
    const entry = entries.get(name);
    if (!entry) return null;
    const { method, size, offset } = entry;
    if (offset + 30 > data.length) throw broken(`the file ${name} is damaged`);
    const start = offset + 30 + data.readUInt16LE(offset + 26) + data.readUInt16LE(offset + 28);
    const packed = data.subarray(start, start + size);
    if (method === 0) return packed;
    if (method !== 8) throw broken(`the file ${name} is packed in a way this verifier does not know`);
    try {
      return inflateRawSync(packed);
    } catch {
      throw broken(`the file ${name} is damaged`);
    }
  };
  return { names: () => [...entries.keys()].filter((name) => !name.endsWith('/')), read };
}

const linesOf = (stream) => createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY });
const textOf = (content) => (content === null ? '' : content.toString('utf8'));

function open(source) {
  if (source === '-') return { beside: null, lines: () => linesOf(process.stdin) };
  if (!existsSync(source)) throw new WrongUse(`There is no file or folder ${source}.`);
  if (statSync(source).isDirectory() || source.endsWith('.zip')) {
    const bundle = source.endsWith('.zip') ? zip(source) : folder(source);
    if (bundle.read('events.jsonl') === null) throw new Wrong('file', null, 'The file events.jsonl is missing.');
    return { beside: bundle, lines: () => linesOf(Readable.from([bundle.read('events.jsonl')])) };
  }
  return { beside: null, lines: () => linesOf(createReadStream(source)) };
}

function fileOf(name, option) {
  if (name === undefined) return '';
  if (!existsSync(name)) throw new WrongUse(`There is no file ${name}, which ${option} names.`);
  return readFileSync(name, 'utf8');
}

async function check({ source, keys: keysFile, heads: headsFile, last }) {
  const { beside, lines } = open(source);
  const ownKeys = beside?.read('audit-keys.json') ?? null;
  if (keysFile === undefined && beside && ownKeys === null)
    throw new Wrong('file', null, 'The file audit-keys.json is missing, and --keys names no other.');
  const trusted = keysFile === undefined ? textOf(ownKeys) : fileOf(keysFile, '--keys');
  const keys = trusted === '' ? new Map() : readKeys(trusted);
  const files = beside ? checkManifest(beside, keys) : 0;
  const heads = readHeads(`${textOf(beside?.read('heads.jsonl') ?? null)}\n${fileOf(headsFile, '--heads')}`, keys);
  const proofs = beside?.read('proofs.jsonl') ?? null;
  const found = proofs
    ? await checkPart(
        lines(),
        heads,
        textOf(proofs)
          .split('\n')
          .filter(Boolean)
          .map((line) => parse(line, 'A proof')),
      )
    : await checkChain(lines(), heads, last);
  return { ...found, files, keys: keysFile === undefined ? 'beside' : 'given' };
}

function readArguments(args) {
  const asked = { json: false };
  for (let at = 0; at < args.length; at += 1) {
    const arg = args[at];
    if (arg === '--json') asked.json = true;
    else if (['--keys', '--heads', '--last'].includes(arg)) {
      at += 1;
      if (args[at] === undefined) throw new WrongUse(`${arg} needs a value.`);
      asked[arg.slice(2)] = args[at];
    } else if (asked.source === undefined && (arg === '-' || !arg.startsWith('-'))) asked.source = arg;
    else throw new WrongUse(`What is ${arg}?`);
  }
  if (asked.source === undefined) throw new WrongUse('Name what to check.');
  if (asked.last !== undefined && !/^\d{1,15}$/.test(asked.last)) throw new WrongUse('--last needs a number.');
  return { ...asked, last: asked.last === undefined ? undefined : Number(asked.last) };
}

function sentence({ events, heads, signedUpTo, erased, files, part, keys }) {
  const what = part ? `${events} events are in the signed chain, unchanged` : `${events} events, numbered without gaps and chained`;
  const signed = heads > 0 ? `${heads} signed heads, the newest after event ${signedUpTo}` : 'no signed head';
  return [
    `Everything holds: ${what}; ${signed}.`,
    ...(files > 0 ? [`${files} files match the manifest.`] : []),
    ...(erased > 0 ? [`Names and texts of ${erased} events have been erased; their digests remain.`] : []),
    ...(!part && signedUpTo < events ? [`Events after ${signedUpTo} are not signed yet: a cut there would not show.`] : []),
    ...(keys === 'beside' && heads > 0 ? ['The keys are those that came along: compare them with the ones the processor publishes.'] : []),
  ].join('\n');
}

async function main(args) {
  const asJson = args.includes('--json');
  try {
    const found = await check(readArguments(args));
    console.log(asJson ? JSON.stringify({ ok: true, message: sentence(found), ...found }) : sentence(found));
    return 0;
  } catch (error) {
    if (error instanceof WrongUse) {
      console.error(`${error.message}\n\n${usage}`);
      return 2;
    }
    const {
      code,
      seq = null,
      message,
    } = error instanceof Wrong ? error : { code: 'unreadable', message: `It cannot be checked: ${error.message}` };
    console.log(asJson ? JSON.stringify({ ok: false, problem: { code, seq, message } }) : message);
    return 1;
  }
}

process.exitCode = await main(process.argv.slice(2));
// Whoever still writes into it is not waited for.
process.stdin.destroy();
