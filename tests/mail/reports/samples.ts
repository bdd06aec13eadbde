import { readFileSync } from 'node:fs';
import path from 'node:path';

export interface SampleFacts {
  bounce: string;
  recipient: string;
  messageId: string;
  envelopeId: string;
}

export const sampleFacts: SampleFacts = {
  bounce: 'bounce+0123456789abcdef01234567.0123456789abcdef@retur.processor.example',
  recipient: 'contact@controller.example',
  messageId: '<0123456789abcdef01234567.notice@retur.processor.example>',
  envelopeId: '0123456789abcdef01234567.0123456789abcdef',
};

/** A message of tests/mail/reports/samples with the facts filled in, line ends as on the wire. */
export function sampleReport(name: string, facts: Partial<SampleFacts> = {}): Buffer {
  const all: Record<string, string> = { ...sampleFacts, ...facts };
  const text = readFileSync(path.join(__dirname, 'samples', `${name}.eml`), 'utf8');
  return Buffer.from(text.replace(/\{\{(\w+)\}\}/g, (_match, fact: string) => all[fact] ?? '').replace(/\n/g, '\r\n'));
}
