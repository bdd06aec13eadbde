const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

/** However a server words it, we come back between a second and a day later. */
const soonestMs = second;
const latestMs = 24 * hour;

const unitMs: Record<string, number> = { ms: 1, s: second, m: minute, h: hour, d: 24 * hour };
const spelledNumbers: Record<string, number> = {
  a: 1,
  an: 1,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  ten: 10,
  fifteen: 15,
  twenty: 20,
  thirty: 30,
  sixty: 60,
};

const unit = '(?:milliseconds?|msecs?|ms|seconds?|secs?|s|minutes?|mins?|m|hours?|hrs?|h|days?|d)(?![a-z])';
const amount = `(?:\\d{1,7}(?:\\.\\d{1,3})?|\\b(?:${Object.keys(spelledNumbers).join('|')})(?=[\\s-]))`;
const clock = '\\d{1,3}:\\d{2}(?::\\d{2})?(?![:\\d])';
const spelled = `${amount}[\\s-]{0,2}${unit}(?:,?\\s{0,2}(?:and\\s)?${amount}[\\s-]{0,2}${unit}){0,3}`;
/** A bare number is seconds, unless it is the beginning of an address, a version or a status. */
const bare = '\\d{1,7}(?![\\d.:/-]*\\d)(?!\\s*[a-z%])';
const cue = '(?:try|retry|again|come\\s?back|wait|greylist\\w*|graylist\\w*|defer\\w*|delay\\w*|attempt\\w*)';
const introduction = '(?:in|after|for|another|at\\sleast|[=:])\\s{0,2}(?:about\\s|approximately\\s|at\\sleast\\s|another\\s)?';
const comeBack = new RegExp(`\\b${cue}\\b.{0,60}?(?:\\b|[\\s-])${introduction}(?:(${clock})|(${spelled})|(${bare}))`, 'i');
const waitAtOnce = new RegExp(`\\b(?:wait|delay|defer\\w*)\\s(?:(${clock})|(${spelled})|(${bare}))`, 'i');

/**
 * When the server asks to be tried again, in milliseconds from its answer: "try again in 5 minutes", "retry after 300" (seconds), "greylisted for 5
 * minutes", "come back in 00:10:00". No standard says how to write it; these are the wordings of postgrey, milter-greylist, Exchange and the large
 * providers. At least one second and at most a day, whatever it says; null where it names no time.
 *
 * `comeBackAfterMs('451 4.7.1 Greylisting in action, please come back in 00:04:59')` is 299 000.
 */
export function comeBackAfterMs(words: string | null): number | null {
  const text = (words ?? '').slice(0, 1000).replace(/\s+/g, ' ');
  const found = comeBack.exec(text) ?? waitAtOnce.exec(text);
  if (!found) return null;
  const [, clockTime, spelledTime, seconds] = found;
  const told = clockTime ? ofClock(clockTime) : spelledTime ? ofSpelled(spelledTime) : Number(seconds) * second;
  return Number.isFinite(told) ? Math.min(latestMs, Math.max(soonestMs, Math.round(told))) : null;
}

/** `hh:mm:ss`, or `mm:ss` as greylisting servers write it. */
function ofClock(text: string): number {
  return text.split(':').reduce((sum, part) => sum * 60 + Number(part), 0) * second;
}

function ofSpelled(text: string): number {
  const pair = new RegExp(`(${amount})[\\s-]{0,2}(${unit})`, 'gi');
  return [...text.matchAll(pair)].reduce((sum, [, count = '', name = '']) => {
    const lower = count.toLowerCase();
    const number = spelledNumbers[lower] ?? Number(lower);
    const short = /^m(?:illi|s)/i.test(name) ? 'ms' : name.charAt(0).toLowerCase();
    return sum + number * (unitMs[short] ?? Number.NaN);
  }, 0);
}

/**
 * The enhanced status code in a server's words (RFC 3463, RFC 2034), such as `5.1.1`; null where there is none. The one behind the reply code
 * counts before one further on, which is found behind `#` or in brackets, as qmail and Exchange write it, and only if its class is the reply's.
 * An IP address is none.
 */
export function enhancedStatusIn(words: string | null): string | null {
  const text = (words ?? '').slice(0, 1000);
  const [, behindCode] = /^\s*[245]\d\d[ -]+#?([245]\.\d{1,3}\.\d{1,3})(?![.\d])/.exec(text) ?? [];
  if (behindCode) return behindCode;
  const replyClass = /^\s*([245])\d\d\b/.exec(text)?.[1] ?? null;
  for (const [, status = ''] of text.matchAll(/(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?![.\d]|-\d)/g)) {
    if (replyClass === null || status.startsWith(replyClass)) return status;
  }
  return null;
}
