import type { SendingRecord } from '../data/sending.model';
import type { BothLanguages } from '../domain/outcome';
import { kindTexts } from '../mail/texts/kindTexts';
import type { WorkflowContext } from './context';
import type { DueItem } from './dueItem';

/** Trouble that mends itself, as a server that is restarted, is nobody's task; what stays is seen within the hour. */
const shownAfterMs = 30 * 60 * 1000;
const countedAtMost = 10_000;
/** More than this at once is one fault, and told as one. */
const toldOneByOne = 10;

const minuteMs = 60 * 1000;
const hourMs = 60 * minuteMs;

/**
 * Mail that does not leave because of us: the whole deployment has one task for it, however many messages wait, and none when it flows again. All in real time,
 * which is what mail waits in.
 */
export async function dueOfMail({ data }: Pick<WorkflowContext, 'data'>): Promise<DueItem[]> {
  const now = new Date();
  const before = new Date(now.getTime() - shownAfterMs);
  const [refused, notMade, leftSince] = await Promise.all([
    data.waitingMail.listHeldUp('server', { before, limit: 1 }),
    data.waitingMail.listHeldUp('making', { before, limit: toldOneByOne + 1 }),
    data.waitingMail.oldestLeft(now),
  ]);
  const [oldest] = refused;
  return [
    ...(oldest ? [refusedItem(oldest, { now, count: await data.waitingMail.countHeldUp('server', { before, most: countedAtMost }) })] : []),
    ...(leftSince && leftSince <= before ? [leftItem(now.getTime() - leftSince.getTime())] : []),
    ...(notMade.length > toldOneByOne
      ? [notMadeTogether(notMade, await data.waitingMail.countHeldUp('making', { before, most: countedAtMost }))]
      : notMade.map(notMadeItem)),
  ];
}

function refusedItem(oldest: SendingRecord, { now, count }: { now: Date; count: number }): DueItem {
  const time = durationText(now.getTime() - (oldest.heldUp?.since ?? now).getTime());
  const words = (oldest.heldUp?.words ?? '').slice(0, 200);
  return mailItem('mailHeldUp', oldest, {
    nb: `E-post kommer ikke ut på grunn av oss: ${countText(count).nb} har ventet i opptil ${time.nb}. Svaret var: ${words || 'ingenting'}`,
    en: `Mail does not leave because of us: ${countText(count).en} waited for up to ${time.en}. The answer was: ${words || 'nothing'}`,
  });
}

function leftItem(leftForMs: number): DueItem {
  const time = durationText(leftForMs);
  return mailItem('mailHeldUp', null, {
    nb: `E-post har ligget klar i ${time.nb} uten at noen har sendt den: se i loggen om det går en prosess som sender, og om MAIL_RATE er for lav`,
    en: `Mail has been ready for ${time.en} and nobody has sent it: see in the log whether a process that sends is running, and whether MAIL_RATE is too low`,
  });
}

function notMadeItem(sending: SendingRecord): DueItem {
  return mailItem('messageNotMade', sending, {
    nb: `En melding kan ikke lages og venter (${kindText(sending, 'nb')}): loggen sier hvorfor, utsending ${sending._id}`,
    en: `A message cannot be made and waits (${kindText(sending, 'en')}): the log says why, sending ${sending._id}`,
  });
}

function notMadeTogether([oldest]: SendingRecord[], count: number): DueItem {
  return mailItem('messageNotMade', oldest ?? null, {
    nb: `Meldinger kan ikke lages: ${countText(count).nb} har ventet. Loggen sier hvorfor`,
    en: `Messages cannot be made: ${countText(count).en} waited. The log says why`,
  });
}

function mailItem(kind: 'mailHeldUp' | 'messageNotMade', sending: SendingRecord | null, title: BothLanguages): DueItem {
  // The notice's page shows every try with the server's words.
  return { kind, dueOn: null, title, href: sending?.noticeId ? `/desk/notices/${sending.noticeId}` : '/desk' };
}

function kindText({ kind }: SendingRecord, locale: 'nb' | 'en'): string {
  const texts: Record<string, string | undefined> = kindTexts[locale];
  return texts[kind] ?? kind;
}

function countText(count: number): BothLanguages {
  const number = count === countedAtMost ? { nb: `minst ${count}`, en: `at least ${count}` } : { nb: String(count), en: String(count) };
  return count === 1 ? { nb: '1 melding', en: '1 message has' } : { nb: `${number.nb} meldinger`, en: `${number.en} messages have` };
}

function durationText(ms: number): BothLanguages {
  const told = (count: number, nb: string, en: string) => ({ nb: `${count} ${nb}`, en: `${count} ${en}` });
  if (ms < 2 * hourMs) return told(Math.floor(ms / minuteMs), 'minutter', 'minutes');
  if (ms < 48 * hourMs) return told(Math.floor(ms / hourMs), 'timer', 'hours');
  return told(Math.floor(ms / (24 * hourMs)), 'døgn', 'days');
}
