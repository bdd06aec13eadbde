import { deflateRawSync } from 'node:zlib';
import { readZipEntry } from '../../src/embedded/zip';

/** A zip archive written by hand after PKWARE APPNOTE 4.3. */
function zip(files: { name: string; content: Buffer; method: 0 | 8 | 12 }[]): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content, method } of files) {
    const data = method === 8 ? deflateRawSync(content) : content;
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(Buffer.byteLength(name), 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(method, 10);
    entry.writeUInt32LE(data.length, 20);
    entry.writeUInt16LE(Buffer.byteLength(name), 28);
    entry.writeUInt32LE(offset, 42);
    locals.push(local, Buffer.from(name), data);
    directory.push(entry, Buffer.from(name));
    offset += 30 + Buffer.byteLength(name) + data.length;
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, ...directory, end]);
}

describe('readZipEntry', () => {
  const content = Buffer.from('varsel '.repeat(1000));
  const archive = zip([
    { name: 'a/LICENSE', content: Buffer.from('text'), method: 0 },
    { name: 'a/bin/mongod', content, method: 8 },
    { name: 'a/odd', content, method: 12 },
  ]);

  test('a compressed and a stored file come out as they went in', async () => {
    expect((await readZipEntry(archive, (name) => name.endsWith('/mongod')))?.equals(content)).toBe(true);
    expect((await readZipEntry(archive, (name) => name.endsWith('LICENSE')))?.toString()).toBe('text');
  });

  test('no such file: null', async () => {
    expect(await readZipEntry(archive, () => false)).toBeNull();
  });

  test('no zip, a broken directory, an unknown method: refused', async () => {
    await expect(readZipEntry(Buffer.from('<html>'), () => true)).rejects.toThrow('no zip archive');
    await expect(readZipEntry(archive.subarray(40), () => false)).rejects.toThrow('damaged');
    await expect(readZipEntry(archive, (name) => name === 'a/odd')).rejects.toThrow('method 12');
  });
});
