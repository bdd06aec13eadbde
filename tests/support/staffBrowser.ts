import type { Response } from 'supertest';
import { contactBrowser, formOf, type PageForm } from './contactBrowser';
import type { Testbed } from './testbed';

export type StaffRole = 'admin' | 'publisher' | 'dpo' | 'auditor';

/** A browser without scripts in which the demo user of a role has signed in. `role: null`: nobody has. */
export async function staffBrowser(testbed: Testbed, role: StaffRole | null, { language = 'nb' }: { language?: string } = {}) {
  const browser = contactBrowser(testbed, { language });
  const readToken = async (): Promise<string> => String(formOf((await browser.get('/desk/changes?lang=nb')).text, 'sign-out').fields._csrf);
  let token: Promise<string> | null = null;
  /** Posts to any address with the token that the session's own pages carry; it lasts as long as the session. */
  const postWithToken = async (path: string, fields: PageForm['fields'] = {}): Promise<Response> => {
    token ??= readToken();
    return browser.post(path, { ...fields, _csrf: await token });
  };
  if (role) {
    const form = await browser.get('/sign-in');
    const answer = await browser.submit(form, 'sign-in', { email: `${role}@forvarsel.example`, password: testbed.password });
    if (answer.status !== 303) throw new Error(`${role} could not sign in: ${answer.status}`);
  }
  return { ...browser, postWithToken };
}

export type StaffBrowser = Awaited<ReturnType<typeof staffBrowser>>;
