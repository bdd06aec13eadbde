/** A record with a file in it as MongoDB gives it: lean documents carry BSON's Binary where the schema says Buffer. */
export type StoredBytes<Stored extends { bytes: Buffer }> = Omit<Stored, 'bytes'> & { bytes: Buffer | { buffer: Uint8Array } };

export function wholeBytes<Stored extends { bytes: Buffer }>(stored: StoredBytes<Stored>): Stored {
  const { bytes } = stored;
  return { ...stored, bytes: Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer) } as unknown as Stored;
}
