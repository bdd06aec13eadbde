import { createHash } from 'node:crypto';
import { Readable, Transform, type Writable } from 'node:stream';
import { finished, pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import type { AuditSigner } from '../../audit/auditKeys';
import type { BundleFile } from './bundleFile';

/** What a bundle is of. */
export interface BundleSubject {
  kind: 'change' | 'agreement';
  id: string;
}

interface ListedFile {
  path: string;
  /** Hex. */
  sha256: string;
  /** Bytes. */
  size: number;
}

/** The zip ends with this comment and the SHA-256, hex, of everything before those digits: the manifest covers the files, this the zip around them. */
const sealMark = 'forvarsel sha256 ';
const sealDigits = 64;

/** Bytes; most files of a bundle are smaller. */
const smallFile = 64 * 1024;
/** As many small files wait to be written at most. The next goes in as a stream: the zip reads that when all before it have been written. */
const mostUnread = 64;

/**
 * Writes the files as a zip into `output`, in the order in which they come and each as it comes, and last a manifest of them all, signed. In memory are some small
 * files, or a piece of a large one, and the list of paths and hashes. The same files and `madeAt` (legal time) give the same entries. Rejects when a file cannot be
 * made or `output` is closed by its reader; what has been written is then cut off and no zip.
 */
export async function writeBundle(
  files: AsyncIterable<BundleFile>,
  { subject, madeAt, signer, output }: { subject: BundleSubject; madeAt: Date; signer: AuditSigner; output: Writable },
): Promise<void> {
  const zip = new ZipFile();
  const leaving = pipeline(zip.outputStream, sealing(), output);
  const broken = new Promise<never>((_, reject) => {
    zip.once('error', reject);
    leaving.catch(reject);
  });
  broken.catch(() => undefined);
  try {
    const listed: ListedFile[] = [];
    const park = parking(zip);
    let unread = 0;
    for await (const file of files) {
      unread = isSmall(file.content) && unread < mostUnread ? unread + 1 : 0;
      if (unread > 0) {
        listed.push(addSmall(zip, file, madeAt));
        continue;
      }
      listed.push(await Promise.race([add(zip, file, madeAt), broken]));
      park.written();
    }
    const manifest = signer.sign('forvarsel bundle manifest 1', { subject, madeAt: madeAt.toISOString(), sealed: true, files: listed });
    await Promise.race([add(zip, { path: 'manifest.json', content: JSON.stringify(manifest) }, madeAt), broken]);
    park.back();
    zip.end({ comment: `${sealMark}${'0'.repeat(sealDigits)}`, forceZip64Format: false });
    await leaving;
  } catch (error) {
    (zip.outputStream as Readable).destroy(error as Error);
    await leaving.catch(() => undefined);
    throw error;
  }
}

/**
 * The zip looks through all its entries, from the first, whenever it goes on to the next: with a hundred thousand that takes longer than everything else.
 * What has been written is kept aside until its directory is, and lets go of its bytes.
 */
function parking(zip: ZipFile): { written(): void; back(): void } {
  const queue = zip as unknown as { entries: { doFileDataPump: unknown }[] };
  const parked: typeof queue.entries = [];
  return {
    /** All but the last have been written. */
    written() {
      for (const entry of queue.entries.splice(0, queue.entries.length - 1)) {
        entry.doFileDataPump = null;
        parked.push(entry);
      }
    },
    back() {
      queue.entries = parked.concat(queue.entries);
    },
  };
}

function isSmall(content: BundleFile['content']): boolean {
  return (typeof content === 'string' || content instanceof Uint8Array) && content.length <= smallFile;
}

/** Adds a file that waits in memory for its turn: a stream for each of a hundred thousand would take several times as long. */
function addSmall(zip: ZipFile, { path, content }: BundleFile, mtime: Date): ListedFile {
  const bytes = Buffer.from(content as string | Uint8Array<ArrayBuffer>);
  zip.addBuffer(bytes, path, { mtime, mode: 0o100644 });
  return { path, sha256: createHash('sha256').update(bytes).digest('hex'), size: bytes.length };
}

/** Adds one file and resolves when the zip has read all of it: so much and no more waits in memory. */
async function add(zip: ZipFile, { path, content }: BundleFile, mtime: Date): Promise<ListedFile> {
  const hash = createHash('sha256');
  let size = 0;
  async function* read(): AsyncIterable<Uint8Array> {
    for await (const piece of piecesOf(content)) {
      const bytes = typeof piece === 'string' ? Buffer.from(piece) : piece;
      hash.update(bytes);
      size += bytes.length;
      yield bytes;
    }
  }
  const stream = Readable.from(read(), { objectMode: false });
  zip.addReadStream(stream, path, { mtime, mode: 0o100644 });
  await finished(stream);
  return { path, sha256: hash.digest('hex'), size };
}

async function* piecesOf(content: BundleFile['content']): AsyncIterable<string | Uint8Array> {
  if (typeof content === 'string' || content instanceof Uint8Array) yield content;
  else yield* content;
}

/** Puts the hash of everything before them in the place of the last digits. */
function sealing(): Transform {
  const hash = createHash('sha256');
  let held = Buffer.alloc(0);
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      const all = Buffer.concat([held, chunk]);
      const cut = Math.max(0, all.length - sealDigits);
      held = all.subarray(cut);
      hash.update(all.subarray(0, cut));
      done(null, all.subarray(0, cut));
    },
    flush(done) {
      done(null, Buffer.from(hash.digest('hex')));
    },
  });
}
