import PostalMime from 'postal-mime';
import { z } from 'zod';
import type { CapturedMessageRecord } from '../../../data/capturedMessage.model';
import { moment, momentOf, recordId } from './wire';

export const capturedMessageView = z
  .object({
    id: recordId,
    at: moment.meta({ description: 'Real time of capture' }),
    to: z.string().meta({ description: 'Envelope recipient' }),
    from: z.string().meta({ description: 'Envelope sender' }),
    subject: z.string(),
    text: z.string(),
    html: z.string(),
    headers: z.record(z.string(), z.string()).meta({ description: 'By name in small letters; repeated ones joined by a comma' }),
    links: z.array(z.string()).meta({ description: 'Every web address in the text and the HTML, each once' }),
  })
  .meta({ id: 'CapturedMessage' });

function headersOf(lines: { key: string; value: string }[]): Record<string, string> {
  const headers: Record<string, string> = Object.create(null);
  for (const { key, value } of lines) headers[key] = headers[key] === undefined ? value : `${headers[key]}, ${value}`;
  return headers;
}

const entities: Record<string, string> = {
  '&amp;': '&',
  '&#38;': '&',
  '&#x26;': '&',
  '&quot;': '"',
  '&#34;': '"',
  '&#39;': "'",
  '&#x3D;': '=',
};

function linksIn(html: string, text: string): string[] {
  const inHtml = [...html.matchAll(/\shref\s*=\s*(?:"([^"]*)"|'([^']*)')/gi)].map(([, double, single]) => double ?? single ?? '');
  const decoded = inHtml.map((href) => href.replace(/&(?:amp|quot|#x?[0-9a-f]+);/gi, (entity) => entities[entity] ?? entity));
  const inText = text.match(/https?:\/\/[^\s<>"')\]]+/g) ?? [];
  const links = [...decoded, ...inText.map((link) => link.replace(/[.,;:!?]+$/, ''))].filter((link) => /^https?:/.test(link));
  return [...new Set(links)];
}

/** A captured message, read as a mail program reads it. */
export async function viewCapturedMessage(record: CapturedMessageRecord): Promise<z.infer<typeof capturedMessageView>> {
  // Lean documents give the driver's Binary, whose bytes are in `buffer`.
  const raw: unknown = record.raw;
  const bytes = Buffer.isBuffer(raw) ? raw : Buffer.from((raw as { buffer: Uint8Array }).buffer);
  const { subject, text, html, headers } = await PostalMime.parse(bytes);
  return {
    id: record._id,
    at: momentOf(record.at),
    to: record.to.join(', '),
    from: record.from,
    subject: subject ?? '',
    text: text ?? '',
    html: html ?? '',
    headers: headersOf(headers),
    links: linksIn(html ?? '', text ?? ''),
  };
}
