import { deskRoutes } from '../../../src/web/desk/deskRoutes';
import { addition, draft, registerAgreement } from '../../support/register';
import { type StaffBrowser, type StaffRole, staffBrowser } from '../../support/staffBrowser';
import { createTestbed, type Testbed } from '../../support/testbed';

const roles: StaffRole[] = ['admin', 'publisher', 'dpo', 'auditor'];

/** Who may use the pages of the due list, the clock and changes: what stands here is the rule, whatever the routes say. */
const matrix: Record<string, StaffRole[]> = {
  'GET /desk': ['admin', 'publisher', 'dpo', 'auditor'],
  'POST /desk/clock': ['admin', 'dpo'],
  'GET /desk/changes': ['admin', 'publisher', 'dpo', 'auditor'],
  'GET /desk/changes/new': ['publisher'],
  'POST /desk/changes/new': ['publisher'],
  'GET /desk/changes/:id': ['admin', 'publisher', 'dpo', 'auditor'],
  'GET /desk/changes/:id/audit': ['admin', 'publisher', 'dpo', 'auditor'],
  'GET /desk/changes/:id/edit': ['publisher'],
  'POST /desk/changes/:id/edit': ['publisher'],
  'POST /desk/changes/:id/submit': ['publisher'],
  'POST /desk/changes/:id/return': ['dpo'],
  'POST /desk/changes/:id/approve': ['dpo'],
  'GET /desk/changes/:id/publish': ['publisher', 'dpo'],
  'POST /desk/changes/:id/publish': ['publisher', 'dpo'],
  'GET /desk/changes/:id/withdraw': ['publisher', 'dpo'],
  'POST /desk/changes/:id/withdraw': ['publisher', 'dpo'],
  'GET /desk/changes/:id/rollout': ['dpo'],
  'POST /desk/changes/:id/rollout': ['dpo'],
};

let testbed: Testbed;
let changeId: string;
const browsers = new Map<StaffRole, StaffBrowser>();

beforeAll(async () => {
  testbed = await createTestbed();
  await registerAgreement(testbed, { reference: 'ROLE-1' });
  changeId = (await draft(testbed, addition()))._id;
  for (const role of roles) browsers.set(role, await staffBrowser(testbed, role));
});
afterAll(() => testbed.close());

function browserOf(role: StaffRole): StaffBrowser {
  const browser = browsers.get(role);
  if (!browser) throw new Error(`nobody signed in as ${role}`);
  return browser;
}

async function answerTo(role: StaffRole, name: string) {
  const [method = '', path = ''] = name.split(' ');
  // Of a record that is not there: whoever may use the page is told so, and nothing is done.
  const address = path.replace(/:[a-zA-Z]+/g, '0123456789abcdef01234567');
  return method === 'GET' ? browserOf(role).get(address) : browserOf(role).postWithToken(address);
}

describe('the pages of the due list and changes', () => {
  // Who may not is turned away below, from every page of the desk.
  test.each(roles.flatMap((role) => Object.entries(matrix).flatMap(([name, allowed]) => (allowed.includes(role) ? [{ role, name }] : []))))(
    'open to $role: $name',
    async ({ role, name }) => {
      const { status } = await answerTo(role, name);
      expect([200, 404, 422]).toContain(status);
    },
  );

  test('what is refused to a role does nothing', async () => {
    for (const act of ['submit', 'publish', 'withdraw', 'approve'])
      await browserOf('auditor').postWithToken(`/desk/changes/${changeId}/${act}`);
    expect((await testbed.dependencies.data.changes.find(changeId))?.status).toBe('draft');
  });
});

describe('every page of the desk', () => {
  const routes = () => deskRoutes(testbed.dependencies).filter(({ access }) => access !== 'public');

  test('names the rule above exactly, as far as it goes', () => {
    const named = new Map(routes().map(({ method, path, access }) => [`${method.toUpperCase()} ${path}`, access]));
    for (const [name, allowed] of Object.entries(matrix))
      expect([name, [...(named.get(name) ?? [])].sort()]).toEqual([name, [...allowed].sort()]);
  });

  test('sends whoever is not signed in to the form, and refuses their POST', async () => {
    const nobody = await staffBrowser(testbed, null);
    for (const { method, path } of routes()) {
      const address = path.replace(/:[a-zA-Z]+/g, '0123456789abcdef01234567');
      const answer = method === 'get' ? await nobody.get(address) : await nobody.post(address, {});
      expect([method, path, answer.status]).toEqual([method, path, method === 'get' ? 303 : 403]);
      if (method === 'get') expect(answer.headers.location).toBe(`/sign-in?next=${encodeURIComponent(address)}`);
    }
  });

  test('refuses a POST without a token, whoever sends it', async () => {
    for (const { method, path, access } of routes()) {
      if (method !== 'post') continue;
      const role = roles.find((each) => access.includes(each));
      if (!role) throw new Error(`${path} is for nobody`);
      const answer = await browserOf(role).post(path.replace(/:[a-zA-Z]+/g, '0123456789abcdef01234567'), {});
      expect([path, answer.status]).toEqual([path, 403]);
    }
  });

  test('is closed to every role that it does not name', async () => {
    for (const { method, path, access } of routes()) {
      for (const role of roles.filter((each) => !access.includes(each))) {
        const answer = await answerTo(role, `${method.toUpperCase()} ${path}`);
        expect([role, method, path, answer.status]).toEqual([role, method, path, 403]);
      }
    }
  });
});
