import type { DocumentType, FileContent } from '../../data/document.model';
import { done, type Outcome, refuse } from '../../domain/outcome';
import { sha256Hex } from '../../mail/canonical';

/** A file as it was sent. */
export interface Upload {
  name: string;
  bytes: Buffer;
}

/** 10 MB. */
export const mostDocumentBytes = 10 * 1024 * 1024;

const extensions: Record<DocumentType, RegExp> = {
  'application/pdf': /\.pdf$/i,
  'image/png': /\.png$/i,
  'image/jpeg': /\.jpe?g$/i,
  'text/plain': /\.(txt|text)$/i,
  'message/rfc822': /\.eml$/i,
};

const pngStart = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/**
 * What a file is, by what is in it and not by what it says of itself: PDF, PNG, JPEG, plain text in UTF-8, or a saved mail. Refuses everything else, empty files and
 * files over 10 MB, with what to do. The name is cleaned and gets the ending of its type.
 */
export function readUpload({ name, bytes }: Upload): Outcome<FileContent> {
  if (bytes.length > mostDocumentBytes) {
    return refused('too-large', 'Filen er større enn 10 MB. Legg ved en mindre.', 'The file is larger than 10 MB. Attach a smaller one.');
  }
  const type = typeOf(bytes);
  if (!type) {
    return refused(
      'unknown-file-type',
      'Filen må være PDF, PNG, JPEG, ren tekst (UTF-8) eller en lagret e-post (.eml).',
      'The file must be PDF, PNG, JPEG, plain text (UTF-8) or a saved mail (.eml).',
    );
  }
  return done({ name: cleanName(name, type), type, size: bytes.length, sha256: sha256Hex(bytes), bytes });
}

function refused(code: string, nb: string, en: string): ReturnType<typeof refuse> {
  return refuse('invalid', { errors: [{ pointer: '/document', code, detail: { nb, en } }] });
}

function typeOf(bytes: Buffer): DocumentType | null {
  if (bytes.length === 0) return null;
  if (bytes.subarray(0, 5).toString('latin1') === '%PDF-') return 'application/pdf';
  if (bytes.subarray(0, 8).equals(pngStart)) return 'image/png';
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return 'image/jpeg';
  if (isMail(bytes)) return 'message/rfc822';
  return isText(bytes) ? 'text/plain' : null;
}

/** RFC 5322: header fields from the first line on, From and Date among them, and nothing that is no text before the body. */
function isMail(bytes: Buffer): boolean {
  const head = bytes.subarray(0, 64 * 1024).toString('latin1');
  const [fields = ''] = head.split(/\r?\n\r?\n/, 1);
  const startsWell = /^[!-9;-~]+:/.test(fields);
  return startsWell && !fields.includes('\0') && /^from:/im.test(fields) && /^date:/im.test(fields);
}

function isText(bytes: Buffer): boolean {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what tells a text from something else
    return !/[\u0000-\u0008\u000e-\u001a\u001c-\u001f]/.test(text);
  } catch {
    return false;
  }
}

const longestName = 150;

function cleanName(name: string, type: DocumentType): string {
  const plain = (name.split(/[\\/]/).at(-1) ?? '')
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\p{Cs}"<>:|?*;]/gu, '')
    .trim();
  const base = [...plain].slice(-longestName).join('');
  const ending = { 'application/pdf': '.pdf', 'image/png': '.png', 'image/jpeg': '.jpg', 'text/plain': '.txt', 'message/rfc822': '.eml' }[
    type
  ];
  const known = base === '' ? 'document' : base;
  return extensions[type].test(known) ? known : `${known}${ending}`;
}
