import http from 'node:http';
import { performance } from 'node:perf_hooks';
import { planNotices } from '../src/workflows/delivery/planNotices';
import { startOwnProcess } from './support/ownProcess';
import { type Portal, report, say, startPortal } from './support/portal';
import { prepareChange, registerMany } from './support/registry';

const atOnce = 10;
/** Below what one sender may ask for in a minute. */
const mostRequests = 1_000;

interface PageResult {
  requestsPerSecond: number;
  medianMs: number;
  p95Ms: number;
  bytes: number;
}

/** A controller's notice page, with its session, record and headers, against a bare Express page that prints a template of the same size. */
export async function measurePage({ requests }: { requests: number }): Promise<void> {
  const portal = await startPortal({});
  const web = await startOwnProcess('bench/webProcess', { env: { ...portal.env, PORT: '0', BASE_URL: 'http://127.0.0.1:3000' } });
  const bare = await startOwnProcess('bench/barePageProcess');
  const agent = new http.Agent({ keepAlive: true, maxSockets: atOnce });
  const count = Math.min(requests, mostRequests);
  try {
    const noticePage = await openNotice(portal, await web.ask<number>({}), agent);
    const { body } = await get(noticePage);
    const template = templateOfSize(body.length);
    const barePage = { agent, port: await bare.ask<number>({ template }), path: '/page', cookie: '' };
    say(`Each page ${count} times …`);
    await load(barePage, 100);
    await load(noticePage, 100);
    const bareResult = await load(barePage, count);
    const noticeResult = await load(noticePage, count);
    report({
      measurement: 'page',
      requests: count,
      atOnce,
      notice: noticeResult,
      bare: bareResult,
      ratio: Number((bareResult.requestsPerSecond / noticeResult.requestsPerSecond).toFixed(2)),
    });
  } finally {
    agent.destroy();
    await Promise.all([web.stop(), bare.stop()]);
    await portal.close();
  }
}

interface Page {
  agent: http.Agent;
  port: number;
  path: string;
  cookie: string;
}

/** Publishes a change for one agreement and follows its link, as its contact would. */
async function openNotice(portal: Portal, port: number, agent: http.Agent): Promise<Page> {
  const { context } = portal.dependencies;
  await registerMany(portal, { service: 'page', count: 1 });
  const { publish } = await prepareChange(portal, 'page');
  const { _id: changeId } = await publish();
  await planNotices(context, { changeId, now: portal.now });
  const [notice] = (await context.data.notices.listOfChange(changeId, { limit: 1 })).items;
  const controller = notice && (await context.data.controllers.find(notice.controllerId));
  const contact = controller?.contacts[0];
  if (!notice || !contact) throw new Error('no notice was written');
  const token = context.links.sign({
    ...{ noticeId: notice._id, contactId: contact.id, purpose: 'notice', issuedAt: portal.now },
    expiresAt: new Date(portal.now.getTime() + 365 * 24 * 60 * 60 * 1_000),
  });
  const opened = await get({ agent, port, path: `/n/${token}`, cookie: '' });
  const cookie = (opened.headers['set-cookie'] ?? []).map((line) => line.split(';')[0]).join('; ');
  const path = opened.headers.location ?? '';
  if (!path) throw new Error(`the link answered ${opened.status}`);
  return { agent, port, path, cookie };
}

async function get({ agent, port, path, cookie }: Page): Promise<{ status: number; headers: http.IncomingHttpHeaders; body: string }> {
  return new Promise((resolve, reject) => {
    const request = http.get({ agent, host: '127.0.0.1', port, path, headers: cookie ? { cookie } : {} }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(parts).toString('utf8') }),
      );
      response.on('error', reject);
    });
    request.on('error', reject);
  });
}

async function load(page: Page, requests: number): Promise<PageResult> {
  const times: number[] = [];
  let bytes = 0;
  let next = 0;
  const start = performance.now();
  const takeTurns = async () => {
    while (next < requests) {
      next += 1;
      const asked = performance.now();
      const { status, body } = await get(page);
      if (status !== 200) throw new Error(`${page.path} answered ${status}`);
      bytes = body.length;
      times.push(performance.now() - asked);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, takeTurns));
  const seconds = (performance.now() - start) / 1_000;
  times.sort((one, other) => one - other);
  const at = (share: number) => Number((times[Math.floor(times.length * share)] ?? 0).toFixed(1));
  return { requestsPerSecond: Math.round(requests / seconds), medianMs: at(0.5), p95Ms: at(0.95), bytes };
}

/** A template that prints about `bytes` with some values and a loop in it, as pages do. */
function templateOfSize(bytes: number): string {
  const head = '<!doctype html><html lang="nb"><head><title><%= title %></title></head><body><h1><%= title %></h1>';
  const row =
    '<section><% for (const day of days) { %><p><%= name %>: <%= day %></p><% } %><p>Endringen trer i kraft for avtalen.</p></section>';
  const printed = ejsLength(row);
  return `${head}${row.repeat(Math.max(1, Math.round((bytes - head.length) / printed)))}</body></html>`;
}

/** How much one row prints, nearly: its markup without the tags of the template, twice the values. */
function ejsLength(row: string): number {
  return row.replace(/<%[\s\S]*?%>/g, '').length + 60;
}
