import path from 'node:path';
import { projectRoot } from '../projectRoot';
import { composeMessage, type RenderedMessage } from './composeMessage';
import type { LetterInput, MailDeployment, RenderInput } from './letter';
import type { SigningKey } from './links';
import { deriveCode } from './oneTimeCode';
import { compileTemplates } from './templates';
import type { Delivery, Transport } from './transport';
import { letterFor } from './viewModels/letterFor';

export type { RenderedMessage } from './composeMessage';
export type { MailDeployment, RenderInput } from './letter';

/** Makes messages and hands them over. */
export interface Mailer {
  /** The same input gives the same bytes, so that the exact message can be made again. Throws when the input lacks the record that the kind is about. */
  render(input: RenderInput): Promise<RenderedMessage>;
  /** Never rejects: whatever happens is an outcome. */
  deliver(message: Pick<RenderedMessage, 'envelope' | 'raw'>): Promise<Delivery>;
  /** The six digits of a one-time code, made from its id with the newest key. */
  codeFor(codeId: string): string;
  close(): Promise<void>;
}

export function createMailer({
  transport,
  deployment,
  codeKeys,
}: {
  transport: Transport;
  deployment: MailDeployment;
  codeKeys: readonly SigningKey[];
}): Mailer {
  const templates = compileTemplates(path.join(projectRoot(), 'views', 'emails'));
  return {
    render(input) {
      const whole: LetterInput = { ...input, deployment, locale: input.sending.locale === 'en' ? 'en' : 'nb' };
      return composeMessage(letterFor(whole), input, deployment, templates);
    },
    deliver: (message) => transport.deliver(message),
    codeFor: (codeId) => deriveCode(codeKeys, codeId),
    close: () => transport.close(),
  };
}
