import { promisify } from 'node:util';
import { inflateRaw } from 'node:zlib';

const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const STORED = 0;
const DEFLATED = 8;

/**
 * Reads one file out of a zip archive (a Python wheel is one), so that neither python nor unzip is needed for it. Returns null when
 * no name matches. Refuses what is no zip or uses another method than stored or deflated. Source: PKWARE APPNOTE 4.3.
 */
export async function readZipEntry(archive: Buffer, isWanted: (name: string) => boolean): Promise<Buffer | null> {
  const end = archive.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (end < 0 || archive.readUInt32LE(end) !== END_OF_DIRECTORY) throw new Error('This is no zip archive: its directory is missing.');
  const entries = archive.readUInt16LE(end + 10);
  let position = archive.readUInt32LE(end + 16);
  for (let index = 0; index < entries; index += 1) {
    if (archive.readUInt32LE(position) !== DIRECTORY_ENTRY) throw new Error('This zip archive is damaged: its directory is broken off.');
    const nameLength = archive.readUInt16LE(position + 28);
    const name = archive.toString('utf8', position + 46, position + 46 + nameLength);
    if (isWanted(name)) return readAt(archive, position);
    position += 46 + nameLength + archive.readUInt16LE(position + 30) + archive.readUInt16LE(position + 32);
  }
  return null;
}

async function readAt(archive: Buffer, directoryPosition: number): Promise<Buffer> {
  const method = archive.readUInt16LE(directoryPosition + 10);
  const compressedSize = archive.readUInt32LE(directoryPosition + 20);
  const local = archive.readUInt32LE(directoryPosition + 42);
  const start = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
  const content = archive.subarray(start, start + compressedSize);
  if (method === STORED) return content;
  if (method === DEFLATED) return promisify(inflateRaw)(content);
  throw new Error(`This zip archive uses compression method ${method}, which is not supported.`);
}
