import { Resolver } from 'node:dns/promises';
import { domainToASCII } from 'node:url';
import type { Config } from '../../config';
import { readMailAddress } from '../../mail/addresses';
import { type Finding, finding, softened } from './finding';

/** Where providers usually keep the key, for those who do not say. */
const commonSelectors = ['default', 'selector1', 'selector2', 's1', 's2', 'google', 'k1', 'mail', 'dkim', 'pm'];
/** Real time for one question. */
const questionMs = 1_500;
/** RFC 2606 and 6761: names that no DNS knows. */
const reserved = /(^|\.)(example|test|invalid|localhost|local)$|(^|\.)example\.(com|net|org)$/;

class NoDns extends Error {}

interface Questions {
  txt(name: string): Promise<string[]>;
  mx(name: string): Promise<string[]>;
  hasAddress(name: string): Promise<boolean>;
}

/**
 * What DNS says of the domains that our mail comes from and goes back to: SPF of the envelope sender's domain (RFC 7208), DKIM keys (RFC 6376) and DMARC
 * (RFC 7489) of the sender's, MX of where replies and bounces go. A network without DNS is no failure. `server` is `address` or `address:port`.
 */
export async function dnsFindings(
  { mail }: Pick<Config, 'mail'>,
  { selectors, server }: { selectors: readonly string[]; server?: string | undefined },
): Promise<Finding[]> {
  const from = domainOf(mail.from);
  const isLive = mail.mode !== 'capture';
  if (reserved.test(from)) {
    return [
      finding('DNS', isLive ? 'warn' : 'ok', `${from} is an example's name, which no DNS knows: nothing was looked up. Set MAIL_FROM.`),
    ];
  }
  const ask = questionsTo(server);
  try {
    const spf = await spfFinding(ask, mail.bounceDomain);
    const rest = await Promise.all([
      dkimFinding(ask, from, selectors),
      dmarcFinding(ask, from),
      mxFinding(ask, { name: 'Reply-To domain', domain: domainOf(mail.replyTo), lost: 'answers by mail are lost. Check MAIL_REPLY_TO.' }),
      mxFinding(ask, { name: 'Bounce domain', domain: mail.bounceDomain, lost: 'bounces are lost. Give MAIL_BOUNCE_DOMAIN an MX record.' }),
    ]);
    return [spf, ...rest, alignmentFinding(from, mail.bounceDomain)].map((found) => softened(found, isLive));
  } catch (error) {
    if (!(error instanceof NoDns)) throw error;
    return [finding('DNS', 'warn', `no DNS here (${error.message}): SPF, DKIM, DMARC and MX of ${from} were not looked at.`)];
  }
}

function domainOf(address: string): string {
  const { address: plain } = readMailAddress(address);
  return domainToASCII(plain.slice(plain.lastIndexOf('@') + 1)).toLowerCase();
}

/** A name without records is an empty answer; a server that does not answer is no DNS. */
function questionsTo(server: string | undefined): Questions {
  const resolver = new Resolver({ timeout: questionMs, tries: 1 });
  if (server) resolver.setServers([server]);
  async function answered<T>(question: Promise<T[]>): Promise<T[]> {
    try {
      return await question;
    } catch (error) {
      const { code = 'no answer' } = error as { code?: string };
      if (code === 'ENOTFOUND' || code === 'ENODATA') return [];
      throw new NoDns(code);
    }
  }
  return {
    txt: async (name) => (await answered(resolver.resolveTxt(name))).map((parts) => parts.join('')),
    mx: async (name) => (await answered(resolver.resolveMx(name))).map(({ exchange }) => exchange),
    hasAddress: async (name) =>
      (await answered(resolver.resolve4(name))).length > 0 || (await answered(resolver.resolve6(name))).length > 0,
  };
}

async function spfFinding(ask: Questions, domain: string): Promise<Finding> {
  const records = (await ask.txt(domain)).filter((text) => /^v=spf1(\s|$)/i.test(text));
  const name = `SPF of ${domain}`;
  const [record] = records;
  if (!record) return finding(name, 'fail', 'none. Add a TXT record "v=spf1 … -all" that names the mail server.');
  if (records.length > 1) return finding(name, 'fail', `${records.length} records, which counts as none (RFC 7208 4.5). Keep one.`);
  if (/\s\+?all\b/i.test(record) && !/\s[-~?]all\b/i.test(record))
    return finding(name, 'fail', 'ends with +all, which lets anybody send in its name. Use -all.');
  if (/\s[-~]all\b/i.test(record) || /\sredirect=/i.test(record)) return finding(name, 'ok', record);
  return finding(name, 'warn', `does not say what is not allowed. End it with -all: ${record}`);
}

async function dkimFinding(ask: Questions, domain: string, selectors: readonly string[]): Promise<Finding> {
  const name = `DKIM of ${domain}`;
  const tried = selectors.length > 0 ? selectors : commonSelectors;
  const found = await Promise.all(
    tried.map(async (selector) => {
      const records = await ask.txt(`${selector}._domainkey.${domain}`);
      return { selector, hasKey: records.some((text) => /(^|;)\s*p=[A-Za-z0-9+/]/.test(text)) };
    }),
  );
  const lacking = found.filter(({ hasKey }) => !hasKey).map(({ selector }) => selector);
  const having = found.filter(({ hasKey }) => hasKey).map(({ selector }) => selector);
  if (selectors.length > 0 && lacking.length > 0)
    return finding(name, 'fail', `no key at ${lacking.join(', ')}. Publish it, or correct --dkim-selector.`);
  if (having.length > 0) return finding(name, 'ok', `a key at ${having.join(', ')}`);
  return finding(name, 'warn', 'no key under the usual selectors. Say which with --dkim-selector, or have the mail server sign.');
}

async function dmarcFinding(ask: Questions, domain: string): Promise<Finding> {
  const name = `DMARC of ${domain}`;
  // The organisational domain, near enough for those who send notices: without the public suffix list nobody can say it for certain.
  const candidates = [...new Set([domain, domain.split('.').slice(-2).join('.')])];
  for (const candidate of candidates) {
    const record = (await ask.txt(`_dmarc.${candidate}`)).find((text) => /^v=DMARC1\s*;/i.test(text));
    if (record) return finding(name, /;\s*p=(none|quarantine|reject)/i.test(record) ? 'ok' : 'fail', record);
  }
  return finding(name, 'warn', 'none. Large providers ask for one: add a TXT record "v=DMARC1; p=none; rua=mailto:…" to begin with.');
}

async function mxFinding(ask: Questions, { name, domain, lost }: { name: string; domain: string; lost: string }): Promise<Finding> {
  const exchanges = await ask.mx(domain);
  if (exchanges.length === 1 && exchanges[0] === '')
    return finding(name, 'fail', `${domain} says that it takes no mail (RFC 7505): ${lost}`);
  if (exchanges.length > 0) return finding(name, 'ok', `${domain} has its mail at ${exchanges.join(', ')}`);
  if (await ask.hasAddress(domain)) return finding(name, 'ok', `${domain} takes mail at its own address, without an MX record`);
  return finding(name, 'fail', `${domain} has neither MX nor address: ${lost}`);
}

/** DMARC's relaxed alignment (RFC 7489 3.1.2) of SPF. */
function alignmentFinding(from: string, bounceDomain: string): Finding {
  const organisation = (domain: string) => domain.split('.').slice(-2).join('.');
  if (organisation(from) === organisation(bounceDomain)) return finding('Alignment', 'ok', `${bounceDomain} belongs to ${from}`);
  return finding('Alignment', 'warn', `bounces go to ${bounceDomain}, which is not ${from}'s: DMARC then rests on DKIM alone.`);
}
