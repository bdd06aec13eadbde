import { z } from 'zod';
import { done, type Outcome, refuse } from '../../../domain/outcome';
import { pageQuery } from '../../../schemas/primitives';
import { readInput } from '../../../schemas/readInput';
import { changeReceipts, manualReceipt, resending } from '../../../schemas/receipts';
import { confirmChangeReceipts } from '../../../workflows/delivery/confirmChangeReceipts';
import { confirmManualReceipt } from '../../../workflows/delivery/confirmManualReceipt';
import { enterChangeReceipts } from '../../../workflows/delivery/enterChangeReceipts';
import { enterManualReceipt } from '../../../workflows/delivery/enterManualReceipt';
import { waitingReceipt } from '../../../workflows/delivery/manualReceipts';
import { readReceiptList } from '../../../workflows/delivery/readReceiptList';
import { resendNotice } from '../../../workflows/delivery/resendNotice';
import { type ApiCall, type ApiRoute, getRoute, postRoute } from '../apiRoute';
import { noticeDeliveryView, viewNoticeDelivery, viewWaitingReceipt, waitingReceiptView } from '../views/noticeView';
import { pageOfViews, wholeNumber } from '../views/wire';
import { pageAsked, viewed } from './routeHelpers';

const receiptCounts = z.object({ entered: wholeNumber, confirmed: wholeNumber, ownWaiting: wholeNumber }).meta({ id: 'ReceiptCounts' });

const pages = z.strictObject(pageQuery);
const waitingReceipts = pageOfViews(waitingReceiptView);

/** JSON, or the file as it came. */
const receiptList = z.union([
  changeReceipts,
  z
    .custom<Buffer>((body) => Buffer.isBuffer(body))
    .meta({ type: 'string', description: 'As text/csv: columns agreement, receivedAt, note' }),
]);

async function takeReceipts({
  dependencies: { context },
  actor,
  now,
  id: changeId,
  body,
}: ApiCall<z.output<typeof receiptList>, unknown>): Promise<Outcome<z.output<typeof receiptCounts>>> {
  if (!Buffer.isBuffer(body) && 'confirm' in body) {
    return viewed(await confirmChangeReceipts(context, { actor, now, changeId, receiptIds: body.ids }), ({ confirmed, own }) => ({
      entered: 0,
      confirmed,
      ownWaiting: own,
    }));
  }
  const items = Buffer.isBuffer(body) ? itemsOf(body) : done(body.items);
  if (!items.ok) return items;
  return viewed(await enterChangeReceipts(context, { actor, now, changeId, items: items.value }), ({ entered }) => ({
    entered,
    confirmed: 0,
    ownWaiting: entered,
  }));
}

async function listWaiting({
  dependencies: { data },
  actor,
  id: changeId,
  query,
}: ApiCall<undefined, z.output<typeof pages>>): Promise<Outcome<z.output<typeof waitingReceipts>>> {
  if (!(await data.changes.find(changeId))) return refuse('not-found');
  const { items, next } = await data.noticeTasks.pageReceiptsWaiting(changeId, pageAsked(query));
  return done({
    items: items.flatMap((notice) => {
      const receipt = waitingReceipt(notice);
      return receipt ? [viewWaitingReceipt(notice, receipt, actor.personId)] : [];
    }),
    next,
  });
}

/** The receipts of a CSV file, checked as those in JSON are. */
export function itemsOf(csv: Buffer): Outcome<Parameters<typeof enterChangeReceipts>[1]['items']> {
  const rows = readReceiptList(csv);
  if (!rows.ok) return rows;
  const read = readInput(changeReceipts, { items: rows.value });
  if (!read.ok) return read;
  return done('items' in read.value ? read.value.items : []);
}

const enters = (body: unknown): boolean => !(typeof body === 'object' && body !== null && 'confirm' in body);

// biome-ignore format: a route says everything on one line
export const noticeRoutes: ApiRoute[] = [
  postRoute({ path: '/notices/{id}/receipts', roles: ['dpo'], summary: 'Enter a manual receipt, or confirm the one that another person entered; its `id` says which', body: manualReceipt, status: 201, isMade: enters, answer: noticeDeliveryView,
    handler: async ({ dependencies: { context }, actor, now, id: noticeId, body }) => viewed('confirm' in body ? await confirmManualReceipt(context, { actor, now, noticeId, receiptId: body.id ?? null }) : await enterManualReceipt(context, { actor, now, noticeId, input: body }), viewNoticeDelivery) }),
  postRoute({ path: '/notices/{id}/resend', roles: ['dpo'], summary: 'Send a notice again: to its present contact, or to another of the agreement', body: resending, answer: noticeDeliveryView,
    handler: async ({ dependencies: { context }, actor, now, id: noticeId, body }) => viewed(await resendNotice(context, { actor, now, noticeId, contactId: body.contactId }), viewNoticeDelivery) }),
  getRoute({ path: '/changes/{id}/receipts', roles: ['dpo', 'auditor'], summary: 'The manual receipts of a change that wait for another person', query: pages, answer: waitingReceipts, handler: listWaiting }),
  postRoute({ path: '/changes/{id}/receipts', roles: ['dpo'], summary: 'Enter the manual receipts of many agreements, or confirm those that other persons entered and whose `ids` were read: one that is not as it was read any more confirms none (`stale-version`)', body: receiptList, alsoCsv: true, status: 201, isMade: enters, answer: receiptCounts, handler: takeReceipts }),
];
