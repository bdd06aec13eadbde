#!/usr/bin/env node
// Checks Forvarsel's audit chain without Forvarsel: one file, Node.js 20 or newer, nothing else. What it checks, and how everything is hashed and signed, stands in
// docs/adr/0012-audit-chain.md of the portal. Exit codes: 0 everything holds, 1 something is wrong, 2 wrong use.
import { createHash, createPublicKey, verify as verifySignature } from 'node:crypto';
import { closeSync, createReadStream, existsSync, openSync, readdirSync, readFileSync, readSync, statSync } from 'node:fs';
import path from 'node:path';
import { StringDecoder } from 'node:string_decoder';
import { createInflateRaw, inflateRawSync } from 'node:zlib';

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

/** Some events of a chain, each proved to be in it by a head, without the others. Events and proofs stand in the order of the chain. */
async function checkPart(lines, heads, proofLines, seen) {
  const proofs = proofLines[Symbol.asyncIterator]();
  const headOf = new Map(heads.map((head) => [head.seq, head]));
  let [events, before, erased] = [0, 0, 0];
  let waiting = await nextProof(proofs);
  for await (const line of lines) {
    if (line === '') continue;
    const event = parse(line, `What follows event ${before}`);
    checkEvent(event, line);
    if (event.seq <= before) throw new Wrong('number', event.seq, `Event ${event.seq} is out of order: it comes after event ${before}.`);
    if (waiting && waiting.seq < event.seq) throw missingEvent(waiting);
    if (waiting?.seq !== event.seq) throw new Wrong('proof', event.seq, `Event ${event.seq} has no proof that it is in the chain.`);
    checkProof(event, waiting, headOf);
    waiting = await nextProof(proofs);
    seen(event);
    if (event.personal === null && event.personalDigest !== null) erased += 1;
    before = event.seq;
    events += 1;
  }
  if (waiting) throw missingEvent(waiting);
  return { events, heads: heads.length, signedUpTo: heads.at(-1)?.seq ?? 0, erased, part: true };
}

const missingEvent = ({ seq }) => new Wrong('gap', seq, `Event ${seq} is missing: its proof is there.`);

async function nextProof(proofs) {
  for (;;) {
    const { value, done } = await proofs.next();
    if (done) return null;
    if (value !== '') return parse(value, 'A proof');
  }
}

function checkProof(event, proof, headOf) {
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
}

/** Every file that the manifest names, by its hash, and none beside them. Answers the hashes; null without a manifest. */
async function checkManifest(bundle, keys) {
  const content = bundle.read('manifest.json');
  if (content === null) return null;
  const manifest = parse(content.toString('utf8'), 'The manifest');
  checkSignature(manifest, 'forvarsel bundle manifest 1', keys, 'The manifest', null);
  const named = new Map(manifest.files.map((file) => [file.path, file.sha256]));
  for (const name of bundle.names()) {
    if (name !== 'manifest.json' && !named.has(name))
      throw new Wrong('file', null, `The file ${name} was added: the manifest does not name it.`);
  }
  for (const [name, hash] of named) {
    const found = await hashOf(bundle, name);
    if (found === null) throw new Wrong('file', null, `The file ${name} is missing: the manifest names it.`);
    if (found !== hash) throw new Wrong('file', null, `The file ${name} has been changed: it does not match the manifest.`);
  }
  return { hashes: named, sealed: manifest.sealed === true };
}

async function hashOf(bundle, name) {
  const pieces = bundle.stream(name);
  if (pieces === null) return null;
  const hash = createHash('sha256');
  for await (const piece of pieces) hash.update(piece);
  return hash.digest('hex');
}

/**
 * What the events say of messages, held against the messages that are in the bundle: `messages/<sending id>.eml` is the last of its sending, with a number
 * before `.eml` that of an earlier attempt.
 */
function messageCheck(bundle) {
  const said = new Map();
  return {
    see({ facts, seq }) {
      const { sendingId, messageHash } = facts ?? {};
      // A message that was tried again was made again.
      if (typeof messageHash === 'string') said.set(sendingId, [...(said.get(sendingId) ?? []), { messageHash, seq }]);
    },
    async finish() {
      let messages = 0;
      for (const name of bundle?.names() ?? []) {
        const [, id, attempt] = /^messages\/([0-9a-f]{24})(?:\.(\d+))?\.eml$/.exec(name) ?? [];
        const events = said.get(id);
        if (!events) continue;
        const found = await hashOf(bundle, name);
        const event = attempt === undefined ? events.at(-1) : (events.find(({ messageHash }) => messageHash === found) ?? events[0]);
        if (found !== event.messageHash)
          throw new Wrong('message', event.seq, `The message ${name} is not the one that event ${event.seq} says was sent.`);
        messages += 1;
      }
      return messages;
    },
  };
}

function folder(root) {
  const walk = (below) =>
    readdirSync(path.join(root, below), { withFileTypes: true }).flatMap((entry) => {
      const name = below === '' ? entry.name : `${below}/${entry.name}`;
      return entry.isDirectory() ? walk(name) : [name];
    });
  const place = (name) => path.join(root, name);
  return {
    names: () => walk(''),
    read: (name) => (existsSync(place(name)) ? readFileSync(place(name)) : null),
    stream: (name) => (existsSync(place(name)) ? createReadStream(place(name)) : null),
  };
}

const brokenZip = (why) => new Wrong('zip', null, `The zip cannot be read: ${why}.`);

/** Files up to this size, packed, are unpacked in one go. */
const smallFile = 4 * 1024 * 1024;

function zip(file) {
  const size = statSync(file).size;
  const entries = zipEntries(file, size);
  const packedAt = ({ offset, length }, name) => {
    const head = bytesAt(file, offset, 30);
    if (head.length < 30 || head.readUInt32LE(0) !== 0x04034b50) throw brokenZip(`the file ${name} is damaged`);
    const start = offset + 30 + head.readUInt16LE(26) + head.readUInt16LE(28);
    if (start + length > size) throw brokenZip(`the file ${name} is damaged`);
    return start;
  };
  const read = (name) => {
    const entry = entries.get(name);
    if (!entry) return null;
    const packed = bytesAt(file, packedAt(entry, name), entry.length);
    if (entry.method === 0) return packed;
    try {
      return inflateRawSync(packed);
    } catch {
      throw brokenZip(`the file ${name} is damaged`);
    }
  };
  async function* unpacked(entry, name) {
    const start = packedAt(entry, name);
    const packed = createReadStream(file, { start, end: start + entry.length - 1 });
    try {
      yield* entry.method === 0 ? packed : packed.pipe(createInflateRaw());
    } catch {
      throw brokenZip(`the file ${name} is damaged`);
    }
  }
  const stream = (name) => {
    const entry = entries.get(name);
    if (!entry) return null;
    return entry.length <= smallFile ? [read(name)] : unpacked(entry, name);
  };
  return { names: () => [...entries.keys()].filter((name) => !name.endsWith('/')), read, stream, checkSeal: () => checkSeal(file, size) };
}

function bytesAt(file, at, length) {
  const bytes = Buffer.alloc(length);
  const opened = openSync(file, 'r');
  try {
    return bytes.subarray(0, readSync(opened, bytes, 0, length, at));
  } finally {
    closeSync(opened);
  }
}

/** The zip's own directory, of a large zip (ZIP64) too. */
function zipEntries(file, size) {
  const tailAt = Math.max(0, size - 66_000);
  const tail = bytesAt(file, tailAt, size - tailAt);
  const end = tail.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  if (end < 0 || end + 22 > tail.length) throw brokenZip('it has no directory');
  if (end + 22 + tail.readUInt16LE(end + 20) !== tail.length) throw brokenZip('it has been cut, or something was added at its end');
  const small = { count: tail.readUInt16LE(end + 10), length: tail.readUInt32LE(end + 12), at: tail.readUInt32LE(end + 16) };
  const isLarge = small.count === 0xffff || small.length === 0xffffffff || small.at === 0xffffffff;
  const { count, length, at: start } = isLarge ? largeDirectory(file, tail, end) : small;
  if (start + length > size) throw brokenZip('its directory is damaged');
  const directory = bytesAt(file, start, length);
  const entries = new Map();
  let at = 0;
  for (let left = count; left > 0; left -= 1) {
    if (at + 46 > directory.length || directory.readUInt32LE(at) !== 0x02014b50) throw brokenZip('its directory is damaged');
    const [nameLength, extraLength] = [directory.readUInt16LE(at + 28), directory.readUInt16LE(at + 30)];
    const name = directory.toString('utf8', at + 46, at + 46 + nameLength);
    if (entries.has(name)) throw new Wrong('file', null, `The file ${name} was added: the zip has two of that name.`);
    const method = directory.readUInt16LE(at + 10);
    if (method !== 0 && method !== 8) throw brokenZip(`the file ${name} is packed in a way this verifier does not know`);
    entries.set(name, { method, ...placeOf(directory, at, at + 46 + nameLength, extraLength) });
    at += 46 + nameLength + extraLength + directory.readUInt16LE(at + 32);
  }
  return entries;
}

function largeDirectory(file, tail, end) {
  const locator = end - 20;
  if (locator < 0 || tail.readUInt32LE(locator) !== 0x07064b50) throw brokenZip('it has no directory');
  const record = bytesAt(file, Number(tail.readBigUInt64LE(locator + 8)), 56);
  if (record.length < 56 || record.readUInt32LE(0) !== 0x06064b50) throw brokenZip('it has no directory');
  return {
    count: Number(record.readBigUInt64LE(32)),
    length: Number(record.readBigUInt64LE(40)),
    at: Number(record.readBigUInt64LE(48)),
  };
}

/** Where an entry's packed bytes are; numbers that do not fit stand in an extra field. */
function placeOf(directory, at, extraAt, extraLength) {
  const whole = {
    unpacked: directory.readUInt32LE(at + 24),
    length: directory.readUInt32LE(at + 20),
    offset: directory.readUInt32LE(at + 42),
  };
  for (let from = extraAt; from + 4 <= extraAt + extraLength; from += 4 + directory.readUInt16LE(from + 2)) {
    if (directory.readUInt16LE(from) !== 1) continue;
    let value = from + 4;
    for (const name of ['unpacked', 'length', 'offset']) {
      if (whole[name] !== 0xffffffff) continue;
      whole[name] = Number(directory.readBigUInt64LE(value));
      value += 8;
    }
  }
  return { length: whole.length, offset: whole.offset };
}

/** A bundle's zip ends with the hash of all that stands before it: what belongs to no file is covered too. */
async function checkSeal(file, size) {
  const mark = 'forvarsel sha256 ';
  const digits = 64;
  const seal = bytesAt(file, Math.max(0, size - digits - mark.length), digits + mark.length).toString('latin1');
  if (!seal.startsWith(mark))
    throw new Wrong(
      'zip',
      null,
      'The zip is not the one that was made: it was packed anew or changed at its end. Unpack it and check the folder.',
    );
  const hash = createHash('sha256');
  for await (const piece of createReadStream(file, { end: size - digits - 1 })) hash.update(piece);
  if (hash.digest('hex') !== seal.slice(mark.length))
    throw new Wrong('zip', null, 'The zip has been changed outside its files: what is around them does not match its seal.');
}

/** Lines as they stand between line feeds: nothing else ends one. */
async function* linesOf(pieces) {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  for await (const piece of pieces) {
    const lines = (rest + decoder.write(piece)).split('\n');
    rest = lines.pop();
    yield* lines;
  }
  rest += decoder.end();
  if (rest !== '') yield rest;
}

const textOf = (content) => (content === null ? '' : content.toString('utf8'));

const isZip = (source) => source.endsWith('.zip') || bytesAt(source, 0, 4).toString('latin1') === 'PK\x03\x04';

function open(source) {
  if (source === '-') return { beside: null, lines: () => linesOf(process.stdin) };
  if (!existsSync(source)) throw new WrongUse(`There is no file or folder ${source}.`);
  const isFolder = statSync(source).isDirectory();
  if (isFolder || isZip(source)) {
    const bundle = isFolder ? folder(source) : zip(source);
    const events = bundle.stream('events.jsonl');
    if (events === null) throw new Wrong('file', null, 'The file events.jsonl is missing.');
    return { beside: bundle, lines: () => linesOf(events) };
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
  const manifest = beside && (await checkManifest(beside, keys));
  const heads = readHeads(`${textOf(beside?.read('heads.jsonl') ?? null)}\n${fileOf(headsFile, '--heads')}`, keys);
  const proofs = beside?.stream('proofs.jsonl') ?? null;
  // Some events of a chain come in a bundle, and a bundle has a manifest: without it nothing vouches for its other files.
  if (proofs && !manifest) throw new Wrong('file', null, 'The file manifest.json is missing: nothing says what the other files were.');
  const sent = messageCheck(beside);
  const found = proofs ? await checkPart(lines(), heads, linesOf(proofs), sent.see) : await checkChain(lines(), heads, last);
  const messages = await sent.finish();
  if (manifest?.sealed) await beside.checkSeal?.();
  return { ...found, files: manifest?.hashes.size ?? 0, messages, keys: keysFile === undefined ? 'beside' : 'given' };
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

function sentence({ events, heads, signedUpTo, erased, files, messages, part, keys }) {
  const what = part ? `${events} events are in the signed chain, unchanged` : `${events} events, numbered without gaps and chained`;
  const signed = heads > 0 ? `${heads} signed heads, the newest after event ${signedUpTo}` : 'no signed head';
  return [
    `Everything holds: ${what}; ${signed}.`,
    ...(files > 0 ? [`${files} files match the manifest.`] : []),
    ...(messages > 0 ? [`${messages} messages are the ones that the events say were sent.`] : []),
    ...(erased > 0 ? [`Names and texts of ${erased} events are not shown, erased or left out; their digests remain.`] : []),
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
