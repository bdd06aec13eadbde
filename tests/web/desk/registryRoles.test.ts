import { deskRoutes } from '../../../src/web/desk/deskRoutes';
import { type StaffBrowser, type StaffRole, staffBrowser } from '../../support/staffBrowser';
import { createTestbed, type Testbed } from '../../support/testbed';

const roles: StaffRole[] = ['admin', 'publisher', 'dpo', 'auditor'];
const everybody = roles;

/** Who may use the pages of the registry, objections, audit trail, import and users: what stands here is the rule, whatever the routes say. */
const matrix: Record<string, StaffRole[]> = {
  'GET /desk/subprocessors': everybody,
  'GET /desk/subprocessors/new': ['admin', 'publisher'],
  'POST /desk/subprocessors/new': ['admin', 'publisher'],
  'GET /desk/subprocessors/:id': everybody,
  'GET /desk/subprocessors/:id/edit': ['admin', 'publisher'],
  'POST /desk/subprocessors/:id/edit': ['admin', 'publisher'],
  'GET /desk/subprocessors/:id/contract': ['admin', 'publisher'],
  'POST /desk/subprocessors/:id/contract': ['admin', 'publisher'],
  'GET /desk/subprocessors/adequacy': everybody,
  'GET /desk/subprocessors/adequacy/new': ['admin'],
  'POST /desk/subprocessors/adequacy/new': ['admin'],
  'GET /desk/subprocessors/adequacy/:id': everybody,
  'GET /desk/subprocessors/adequacy/:id/edit': ['admin'],
  'POST /desk/subprocessors/adequacy/:id/edit': ['admin'],
  'GET /desk/subprocessors/adequacy/:id/end': ['admin'],
  'POST /desk/subprocessors/adequacy/:id/end': ['admin'],
  'POST /desk/subprocessors/adequacy/:id/confirm': ['admin'],
  'GET /desk/controllers': everybody,
  'GET /desk/controllers/new': ['admin'],
  'POST /desk/controllers/new': ['admin'],
  'GET /desk/controllers/:id': everybody,
  'GET /desk/controllers/:id/edit': ['admin'],
  'POST /desk/controllers/:id/edit': ['admin'],
  'GET /desk/agreements': everybody,
  'GET /desk/agreements/new': ['admin'],
  'POST /desk/agreements/new': ['admin'],
  'GET /desk/agreements/:id': everybody,
  'GET /desk/agreements/:id/edit': ['admin'],
  'POST /desk/agreements/:id/edit': ['admin'],
  'GET /desk/agreements/:id/end': ['admin'],
  'POST /desk/agreements/:id/end': ['admin'],
  'GET /desk/agreements/:id/annex': everybody,
  'GET /desk/agreements/:id/annex.pdf': everybody,
  'GET /desk/agreements/:id/annex.csv': everybody,
  'GET /desk/agreements/:id/annex-log.csv': everybody,
  'GET /desk/agreements/:id/direct': everybody,
  'POST /desk/agreements/:id/direct': ['admin'],
  'POST /desk/agreements/:id/direct/confirm': ['admin', 'dpo'],
  'POST /desk/agreements/:id/direct/discard': ['admin', 'dpo'],
  'POST /desk/agreements/:id/direct/end': ['admin'],
  'GET /desk/agreements/:id/documents/:documentId': everybody,
  'GET /desk/agreements/:id/evidence': ['dpo', 'auditor'],
  'GET /desk/agreements/:id/hold': ['admin', 'dpo'],
  'POST /desk/agreements/:id/hold': ['admin', 'dpo'],
  'GET /desk/agreements/:id/stop': ['dpo'],
  'POST /desk/agreements/:id/stop': ['dpo'],
  'GET /desk/agreements/:id/resume': ['dpo'],
  'POST /desk/agreements/:id/resume': ['dpo'],
  'GET /desk/agreements/:id/resume/confirm': ['dpo'],
  'POST /desk/agreements/:id/resume/confirm': ['dpo'],
  'GET /desk/import': ['admin'],
  'POST /desk/import': ['admin'],
  'GET /desk/objections': ['dpo', 'auditor'],
  'GET /desk/objections/new': ['dpo'],
  'POST /desk/objections/new': ['dpo'],
  'GET /desk/objections/:id': ['dpo', 'auditor'],
  'GET /desk/objections/:id/uphold': ['dpo'],
  'POST /desk/objections/:id/events': ['dpo'],
  'GET /desk/objections/:id/documents/:documentId': ['dpo', 'auditor'],
  'POST /desk/objections/:id/documents': ['dpo'],
  'GET /desk/objections/:id/entry': ['dpo'],
  'POST /desk/objections/:id/entry': ['dpo'],
  'POST /desk/objections/:id/notes': ['dpo'],
  'POST /desk/objections/:id/work': ['dpo'],
  'GET /desk/audit': ['dpo', 'auditor'],
  'GET /desk/access': ['dpo', 'auditor'],
  'GET /desk/users': ['admin'],
  'GET /desk/users/new': ['admin'],
  'POST /desk/users/new': ['admin'],
  'GET /desk/users/:id/mail': ['admin'],
  'POST /desk/users/:id/mail': ['admin'],
  'POST /desk/users/:id/disable': ['admin'],
  'POST /desk/users/:id/enable': ['admin'],
};

let testbed: Testbed;
const browsers = new Map<StaffRole, StaffBrowser>();

beforeAll(async () => {
  testbed = await createTestbed();
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

// Who may not is turned away in roles.test.ts, from every page of the desk, and so is whoever has not signed in.
test.each(roles.flatMap((role) => Object.entries(matrix).flatMap(([name, allowed]) => (allowed.includes(role) ? [{ role, name }] : []))))(
  'open to $role: $name',
  async ({ role, name }) => {
    const { status } = await answerTo(role, name);
    // A form that changes nothing leads back to its page.
    expect([200, 303, 404, 422]).toContain(status);
  },
);

test('every page of these nouns stands in the table, with exactly those whom it names', () => {
  const nouns = /^\/desk\/(subprocessors|controllers|agreements|import|objections|audit|access|users)(\/|$)/;
  const mounted = deskRoutes(testbed.dependencies)
    .filter(({ path }) => nouns.test(path))
    .map(({ method, path, access }) => [`${method.toUpperCase()} ${path}`, [...access].sort()]);
  const rules = Object.entries(matrix).map(([name, allowed]) => [name, [...allowed].sort()]);
  expect(Object.fromEntries(mounted)).toEqual(Object.fromEntries(rules));
});

test('the main menu has what the role may use and nothing else', async () => {
  const menu = async (role: StaffRole) => {
    const { text } = await browserOf(role).get('/desk/agreements?lang=en');
    const list = /<nav class="fv-navigation"[\s\S]*?<\/nav>/.exec(text)?.[0] ?? '';
    return [...list.matchAll(/href="([^"]+)"/g)].map(([, href]) => href);
  };
  const shared = ['/desk', '/desk/changes', '/desk/subprocessors', '/desk/controllers', '/desk/agreements'];
  expect(await menu('publisher')).toEqual(shared);
  expect(await menu('auditor')).toEqual([...shared, '/desk/objections', '/desk/approvals', '/desk/questions', '/desk/audit']);
  expect(await menu('admin')).toEqual([...shared, '/desk/import', '/desk/retention', '/desk/users']);
});
