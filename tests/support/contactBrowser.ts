import type { Response } from 'supertest';
import request from 'supertest';
import type { Testbed } from './testbed';

/** What a `<form>` of a page would post as it stands. */
export interface PageForm {
  action: string;
  fields: Record<string, string | string[]>;
}

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#34': '"', '#39': "'" };

export function decoded(html: string): string {
  return html.replace(/&(amp|lt|gt|quot|#34|#39);/g, (_whole, name: string) => entities[name] ?? '');
}

function attribute(tag: string, name: string): string | undefined {
  const found = new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1];
  return found === undefined ? undefined : decoded(found);
}

export function hasForm(html: string, id: string): boolean {
  return html.includes(`<form id="${id}"`);
}

/** Reads one form of a page by its id, as a browser would send it untouched. Throws when the page has no such form. */
export function formOf(html: string, id: string): PageForm {
  const whole = new RegExp(`<form id="${id}"[\\s\\S]*?</form>`).exec(html)?.[0];
  if (!whole) throw new Error(`the page has no form ${id}: ${textOf(html).slice(0, 600)}`);
  const fields: PageForm['fields'] = {};
  const add = (name: string, value: string): void => {
    const before = fields[name];
    fields[name] = before === undefined ? value : [...(Array.isArray(before) ? before : [before]), value];
  };
  for (const [tag] of whole.matchAll(/<input[^>]*>/g)) {
    const [name, type] = [attribute(tag, 'name'), attribute(tag, 'type')];
    const unticked = (type === 'radio' || type === 'checkbox') && !/\schecked/.test(tag);
    if (name && !unticked) add(name, attribute(tag, 'value') ?? '');
  }
  for (const [, tag = '', text = ''] of whole.matchAll(/(<textarea[^>]*>)\n?([\s\S]*?)<\/textarea>/g)) {
    const name = attribute(tag, 'name');
    if (name) add(name, decoded(text));
  }
  for (const [, tag = '', options = ''] of whole.matchAll(/(<select[^>]*>)([\s\S]*?)<\/select>/g)) {
    const name = attribute(tag, 'name');
    const chosen = /<option[^>]*\sselected[^>]*>/.exec(options)?.[0] ?? /<option[^>]*>/.exec(options)?.[0];
    if (name && chosen) add(name, attribute(chosen, 'value') ?? '');
  }
  return { action: attribute(whole.slice(0, whole.indexOf('>')), 'action') ?? '', fields };
}

/** The words of a page's main part. */
export function textOf(html: string): string {
  const main = /<main[\s\S]*<\/main>/.exec(html)?.[0] ?? html;
  return decoded(main.replace(/<[^>]*>/g, ' '))
    .replace(/\s+/g, ' ')
    .trim();
}

export function referenceOn(html: string): string {
  const reference = /data-reference="([^"]+)"/.exec(html)?.[1];
  if (!reference) throw new Error(`the page has no reference: ${textOf(html).slice(0, 600)}`);
  return reference;
}

/** A browser without scripts that keeps its cookies and follows redirects when told to. */
export function contactBrowser(testbed: Testbed, { language = 'nb' }: { language?: string } = {}) {
  const agent = request.agent(testbed.app);
  const get = (path: string): Promise<Response> => Promise.resolve(agent.get(path).set('Accept-Language', language));
  const follow = async (response: Response): Promise<Response> =>
    response.status === 303 ? follow(await get(String(response.headers.location))) : response;
  const post = (action: string, fields: PageForm['fields']): Promise<Response> =>
    Promise.resolve(agent.post(action).set('Accept-Language', language).type('form').send(fields));
  return {
    agent,
    get,
    follow,
    post,
    /** Opens the link of a mail (its whole address) and goes on to the notice. */
    open: async (link: string): Promise<Response> => follow(await get(new URL(link).pathname)),
    /** Fills a form of a page and posts it; does not follow. */
    submit: async (page: Response, id: string, filled: PageForm['fields'] = {}): Promise<Response> => {
      const form = formOf(page.text, id);
      return post(form.action, { ...form.fields, ...filled });
    },
    /** The same as a multipart form, with files in its file field. */
    submitWithFiles: async (
      page: Response,
      id: string,
      { filled = {}, files, field = 'files' }: { filled?: PageForm['fields']; files: { name: string; bytes: Buffer }[]; field?: string },
    ): Promise<Response> => {
      const { action, fields } = formOf(page.text, id);
      const sent = agent.post(action).set('Accept-Language', language);
      for (const [name, value] of Object.entries({ ...fields, ...filled })) {
        if (name === field) continue;
        for (const each of Array.isArray(value) ? value : [value]) sent.field(name, each);
      }
      for (const { name, bytes } of files) sent.attach(field, bytes, name);
      return Promise.resolve(sent);
    },
  };
}

export type ContactBrowser = ReturnType<typeof contactBrowser>;

/** The link to the notice in the latest mail to an address. */
export async function latestLink(testbed: Testbed, to: string): Promise<string> {
  const links = (await testbed.mailbox({ to })).flatMap((message) => message.links).filter((link) => link.includes('/n/'));
  const latest = links.at(-1);
  if (!latest) throw new Error(`no mail with a link to ${to}`);
  return latest;
}

/** The code in the latest mail to an address. */
export async function latestCode(testbed: Testbed, to: string): Promise<string> {
  await testbed.settle();
  const texts = (await testbed.mailbox({ to })).map(({ text }) => text ?? '');
  const code = texts.flatMap((text) => [...text.matchAll(/\b(\d{6})\b/g)].map(([, digits]) => digits ?? '')).at(-1);
  if (!code) throw new Error(`no mail with a code to ${to}`);
  return code;
}
