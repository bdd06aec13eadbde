import { gunzipSync, gzipSync } from 'node:zlib';
import { mostBytes } from '../../documents/receiveUpload';

/** The spreadsheet as the check page carries it to the import: what was checked is what is imported, byte for byte, and nothing of it is kept here. */
export function carry(csv: Buffer): string {
  return gzipSync(csv).toString('base64');
}

/** Undefined for what is not whole, or larger than a file may be. */
export function unpack(carried: string): Buffer | undefined {
  try {
    return gunzipSync(Buffer.from(carried, 'base64'), { maxOutputLength: mostBytes });
  } catch {
    return undefined;
  }
}
