import type { Outcome } from '../../../src/domain/outcome';
import { mostDocumentBytes, readUpload } from '../../../src/workflows/documents/uploadedDocument';

const png = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0]);
const mail = 'Received: from a by b\r\nFrom: arkiv@kommune.example\r\nDate: Mon, 4 May 2026 10:00:00 +0200\r\n\r\nMottatt.';

const codeOf = (outcome: Outcome<unknown>) => (outcome.ok ? null : outcome.refusal.errors?.[0]?.code);

test.each([
  ['a PDF', Buffer.from('%PDF-1.7\n'), 'application/pdf', 'brev.pdf'],
  ['a PNG', png, 'image/png', 'brev.png'],
  ['a JPEG', Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 0]), 'image/jpeg', 'brev.jpg'],
  ['a text', Buffer.from('Mottatt på telefon\r\nav arkivet'), 'text/plain', 'brev.txt'],
  ['a saved mail', Buffer.from(mail), 'message/rfc822', 'brev.eml'],
])('readUpload, %s: known by what is in it, and named after it', (_what, bytes, type, name) => {
  expect(readUpload({ name: 'brev', bytes })).toMatchObject({ ok: true, value: { type, name, size: bytes.length } });
  expect(readUpload({ name: 'brev.html', bytes })).toMatchObject({ ok: true, value: { type, name: name.replace('brev', 'brev.html') } });
});

test.each([
  ['a program', Buffer.from('MZ\0\0\x01\x02')],
  ['an archive that calls itself a PDF', Buffer.from('PK\x03\x04')],
  ['text that is not UTF-8', Buffer.from([0x62, 0xe6, 0x72])],
  ['nothing', Buffer.alloc(0)],
])('readUpload, %s: refused, saying what is taken', (_what, bytes) => {
  expect(codeOf(readUpload({ name: 'brev.pdf', bytes }))).toBe('unknown-file-type');
});

test('readUpload, a file over 10 MB: refused', () => {
  expect(codeOf(readUpload({ name: 'brev.pdf', bytes: Buffer.concat([Buffer.from('%PDF-'), Buffer.alloc(mostDocumentBytes)]) }))).toBe(
    'too-large',
  );
});

test('readUpload, a long name of letters outside the basic plane: cut between letters', () => {
  const read = readUpload({ name: `${'\u{20000}'.repeat(160)}ab.pdf`, bytes: Buffer.from('%PDF-') });
  expect(read).toMatchObject({ ok: true, value: { name: `${'\u{20000}'.repeat(144)}ab.pdf` } });
});

test('readUpload, a name with a path, line breaks and signs of direction: a plain name is left', () => {
  const read = readUpload({ name: '..\\..\\/etc/bre\r\nv\u202efdp".pdf', bytes: Buffer.from('%PDF-') });
  expect(read).toMatchObject({ ok: true, value: { name: 'brevfdp.pdf' } });
});
