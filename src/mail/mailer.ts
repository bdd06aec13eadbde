import path from 'node:path';
import { projectRoot } from '../projectRoot';
import { readMailAddress } from './addresses';
import { cleanLine } from './cleanText';
import { composePattern, fillMessage, type MessagePattern, openBlanks, type RenderedMessage } from './composeMessage';
import { calendarSequence, deadlineCalendar } from './deadlineCalendar';
import type { LetterInput, MailDeployment, RenderInput, StaffRenderInput } from './letter';
import type { SigningKey } from './links';
import { deriveCode } from './oneTimeCode';
import type { Filling } from './pattern';
import { compileTemplates } from './templates';
import type { Delivery, Transport } from './transport';
import { letterFor } from './viewModels/letterFor';
import { letterForStaff } from './viewModels/staffLetters';

export type { RenderedMessage } from './composeMessage';
export type { MailDeployment, RenderInput, StaffRenderInput } from './letter';

/** Makes messages and hands them over. */
export interface Mailer {
  /** The same input gives the same bytes, so that the exact message can be made again. Throws when the input lacks the record that the kind is about. */
  render(input: RenderInput | StaffRenderInput): Promise<RenderedMessage>;
  /** Never rejects: whatever happens is an outcome. */
  deliver(message: Pick<RenderedMessage, 'envelope' | 'raw'>): Promise<Delivery>;
  /** The six digits of a one-time code, made from its id with the newest key. */
  codeFor(codeId: string): string;
  close(): Promise<void>;
}

/** How many patterns are kept. One is about 60 kB; a fan-out needs one for each set of terms, language and minute. */
const keptPatterns = 64;

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
  const patterns = new Map<string, Promise<MessagePattern>>();

  /** Every message is made from a pattern, also one that nobody else gets: there is one way, and made again it gives the same bytes. */
  function compose(input: RenderInput): Promise<MessagePattern> {
    const { sending, notice, link } = input;
    const open: LetterInput = {
      ...input,
      addressee: { ...input.addressee, agreementReference: openBlanks.agreementReference, controllerName: openBlanks.controllerName },
      shortReference: openBlanks.shortReference,
      notice: notice && { ...notice, shortId: openBlanks.noticeNumber },
      link: link && openBlanks.link,
      deployment,
      locale: sending.locale === 'en' ? 'en' : 'nb',
    };
    return composePattern({ letter: letterFor(open), calendar: calendarOf(open) }, input, deployment, templates);
  }

  function patternFor(input: RenderInput): Promise<MessagePattern> {
    const key = commonKey(input);
    if (key === null) return compose(input);
    const kept = patterns.get(key);
    if (kept) return kept;
    const composed = compose(input);
    patterns.set(key, composed);
    composed.catch(() => patterns.delete(key));
    const [oldest] = patterns.keys();
    if (patterns.size > keptPatterns && oldest !== undefined) patterns.delete(oldest);
    return composed;
  }

  async function renderForStaff(input: StaffRenderInput): Promise<RenderedMessage> {
    const letter = letterForStaff({ ...input, deployment, locale: input.sending.locale === 'en' ? 'en' : 'nb' });
    const pattern = await composePattern({ letter, calendar: null }, input, deployment, templates);
    const addressee = { agreementReference: '', controllerName: '', contactName: input.sending.toName };
    const { sending } = input;
    return fillMessage(pattern, { sending, addressee }, fillingOf({ addressee, notice: null, link: null }), { deployment, keys: codeKeys });
  }

  return {
    async render(input) {
      if ('digest' in input) return renderForStaff(input);
      return fillMessage(await patternFor(input), input, fillingOf(input), { deployment, keys: codeKeys });
    },
    deliver: (message) => transport.deliver(message),
    codeFor: (codeId) => deriveCode(codeKeys, codeId),
    close: () => transport.close(),
  };
}

function fillingOf({ addressee, notice, link }: Pick<RenderInput, 'addressee' | 'notice' | 'link'>): Filling {
  return {
    agreementReference: addressee.agreementReference,
    shortReference: cleanLine(addressee.agreementReference, 60),
    controllerName: addressee.controllerName,
    noticeNumber: notice?.shortId ?? '',
    noticeId: notice?._id ?? '',
    link: link ?? '',
  };
}

/** The last day to object, for a message that is the notice itself; its agreement and notice are left open. */
function calendarOf({ sending, notice, addressee, deadlines, statedAt, deployment, locale }: LetterInput): string | null {
  if (sending.kind !== 'notice' || !notice) return null;
  const content = { ...notice.content, agreementReference: addressee.agreementReference };
  return deadlineCalendar({
    notice: { ...notice, content, _id: openBlanks.noticeId },
    deadlines,
    locale,
    sequence: calendarSequence({ publishedAt: notice.publishedAt, statedAt }),
    statedAt,
    host: deployment.bounceDomain ?? new URL(deployment.baseUrl).hostname,
    url: null,
    organizer: readMailAddress(deployment.replyTo),
    processorName: deployment.processorName,
  });
}

/** What notices that differ in their blanks only have in common; null where the message has facts of its own. */
function commonKey({ sending, notice, statedAt, repeat, link }: RenderInput): string | null {
  if (sending.kind !== 'notice' || !notice) return null;
  const { sentAt, receivedAt, approvals, commonHash, publishedAt, carriedObjection, corrections } = notice;
  const isFresh = sentAt === null && receivedAt === null && approvals.every(({ state }) => state === 'requested');
  if (!isFresh || carriedObjection || corrections.length > 0) return null;
  return [commonHash, publishedAt.getTime(), statedAt.getTime(), sending.changeId, sending.locale, repeat, link !== null].join('|');
}
