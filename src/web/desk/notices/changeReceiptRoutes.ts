import type { Request } from 'express';
import type { ChangeRecord } from '../../../data/change.model';
import type { Dependencies } from '../../../dependencies';
import { done, type FieldProblem, type Outcome, refuse } from '../../../domain/outcome';
import { describeInstant } from '../../../domain/periods/describe';
import { readInput } from '../../../schemas/readInput';
import { changeReceipts, receiptsConfirmation } from '../../../schemas/receipts';
import { confirmChangeReceipts } from '../../../workflows/delivery/confirmChangeReceipts';
import { enterChangeReceipts, type ReceiptItem } from '../../../workflows/delivery/enterChangeReceipts';
import { waitingReceipt } from '../../../workflows/delivery/manualReceipts';
import { readReceiptList } from '../../../workflows/delivery/readReceiptList';
import type { PageLocale } from '../../locale';
import { type PageProblem, showPage } from '../../page';
import { getPage, type PageRequest, type PageRoute, postPage } from '../../pageRoute';
import { refusalProblems } from '../../refusalProblems';
import { statusOf } from '../../refusals';
import { showErrorPage } from '../../showErrorPage';
import { changeTexts } from '../../texts/changeTexts';
import { importTexts } from '../../texts/importTexts';
import { noticePageTexts } from '../../texts/noticePageTexts';
import { findChange } from '../changes/changeDraftRoutes';
import { changeTitle } from '../changes/changeLabels';
import { type FormBody, formBody, textOf, wordsOf } from '../formBody';

/** Whoever confirms has read them; what comes beyond is shown when these are confirmed. */
const mostShown = 200;

/** Receipts of many agreements of one change: what is missing, what waits, a list to enter, and one button to confirm what others entered and is shown. For the DPO. */
export function changeReceiptRoutes({ data, context }: Pick<Dependencies, 'data' | 'context'>): PageRoute[] {
  async function show(
    page: Pick<PageRequest, 'request' | 'response' | 'locale' | 'actor'>,
    change: ChangeRecord,
    more: { problems?: PageProblem[]; status?: number; typed?: string } = {},
  ): Promise<void> {
    const { request, response, locale, actor } = page;
    const texts = noticePageTexts[locale].bulk;
    const [counts, others] = await Promise.all([
      data.noticeTasks.countAwaitingReceipt(change._id),
      data.noticeTasks.listReceiptsOfOthers(change._id, { personId: actor.personId, limit: mostShown }),
    ]);
    const waiting = others.length > 0 ? others : await data.noticeTasks.listReceiptWaiting(mostShown, change._id);
    const href = `/desk/changes/${change._id}`;
    showPage(request, response, {
      view: 'pages/notices/receipts',
      title: texts.title,
      section: 'changes',
      ...more,
      notice: request.method === 'GET' ? doneText(request.query, locale) : null,
      self: `${href}/receipts`,
      breadcrumbs: [
        { href: '/desk/changes', label: changeTexts[locale].listTitle },
        { href, label: changeTitle(change, locale) },
      ],
      model: {
        lead: texts.lead,
        counts: [
          ...(counts.missing > 0 ? [texts.missing(counts.missing)] : []),
          ...(counts.waiting > 0 ? [texts.waiting(counts.waiting)] : []),
        ],
        caption: texts.caption,
        columns: texts.columns,
        rows: waiting.map((notice) => {
          const receipt = waitingReceipt(notice);
          return {
            href: `/desk/notices/${notice._id}`,
            reference: notice.content.agreementReference,
            controllerName: notice.content.controllerName,
            received: receipt ? describeInstant(receipt.receivedAt, notice.terms.timeZone, locale, 'sameDay') : '',
            note: receipt?.note ?? '',
            by: receipt?.enteredBy.name ?? '',
          };
        }),
        more: counts.waiting > waiting.length ? texts.more(counts.waiting - waiting.length) : null,
        confirm:
          others.length > 0
            ? {
                action: `${href}/receipts/confirm`,
                ids: others.flatMap((notice) => waitingReceipt(notice)?.id ?? []).join(' '),
                text: texts.confirmText(others.length),
                label: texts.confirm(others.length),
              }
            : null,
        ownOnly: waiting.length > 0 && others.length === 0 ? texts.ownOnly : null,
        form: {
          action: `${href}/receipts`,
          list: { name: 'list', label: texts.list, hint: texts.listHint, value: more.typed ?? '', kind: 'textarea', rows: 10 },
          file: { name: 'file', label: importTexts[locale].file, hint: noticePageTexts[locale].bulk.listHint },
          save: texts.enter,
        },
        cancel: { href, label: noticePageTexts[locale].cancel },
      },
    });
  }

  const withChange =
    <Body>(handler: (page: PageRequest<Body>, change: ChangeRecord) => Promise<void>) =>
    async (page: PageRequest<Body>): Promise<void> => {
      const change = await findChange(data, page.request);
      if (!change) return showErrorPage(page.request, page.response, { status: 404, text: 'notFound' });
      await handler(page, change);
    };

  return [
    getPage({ path: '/desk/changes/:id/receipts', access: ['dpo'], handler: withChange<null>((page, change) => show(page, change)) }),
    postPage({
      path: '/desk/changes/:id/receipts',
      access: ['dpo'],
      body: formBody,
      handler: withChange<FormBody>(async (page, change) => {
        const { request, response, body, actor, now, locale } = page;
        const typed = textOf(body, 'list');
        const items = itemsOf(request, typed);
        const entered = items.ok ? await enterChangeReceipts(context, { actor, now, changeId: change._id, items: items.value }) : items;
        if (entered.ok) return response.redirect(303, `/desk/changes/${change._id}/receipts?entered=${entered.value.entered}`);
        const problems = refusalProblems(entered.refusal, locale, (errors) => rowProblems(errors, locale));
        await show(page, change, { status: statusOf(entered.refusal.code), problems, typed });
      }),
    }),
    postPage({
      path: '/desk/changes/:id/receipts/confirm',
      access: ['dpo'],
      body: formBody,
      handler: withChange<FormBody>(async (page, change) => {
        const { response, body, actor, now, locale } = page;
        const read = readInput(receiptsConfirmation, { confirm: true, ids: wordsOf(textOf(body, 'ids')) });
        const confirmed = read.ok
          ? await confirmChangeReceipts(context, { actor, now, changeId: change._id, receiptIds: read.value.ids })
          : read;
        if (confirmed.ok) return response.redirect(303, `/desk/changes/${change._id}/receipts?confirmed=${confirmed.value.confirmed}`);
        await show(page, change, { status: statusOf(confirmed.refusal.code), problems: refusalProblems(confirmed.refusal, locale) });
      }),
    }),
  ];
}

/** What was typed, or else the file. */
function itemsOf(request: Request, typed: string): Outcome<ReceiptItem[]> {
  if (request.uploadTooLarge) return refuse('too-large');
  const csv = typed === '' && request.file ? request.file.buffer : Buffer.from(typed, 'utf8');
  const rows = readReceiptList(csv);
  if (!rows.ok) return rows;
  const read = readInput(changeReceipts, { items: rows.value });
  if (!read.ok) return read;
  return done('items' in read.value ? read.value.items : []);
}

/** Row 1 has the columns' names. */
function rowProblems(errors: readonly FieldProblem[], locale: PageLocale): PageProblem[] {
  return errors.map(({ pointer, detail }) => {
    const index = /^\/items\/(\d+)/.exec(pointer)?.[1];
    const text = detail[locale];
    return { field: 'list', text: index === undefined ? text : noticePageTexts[locale].bulk.row(Number(index) + 2, text) };
  });
}

function doneText(query: Request['query'], locale: PageLocale): string | null {
  const texts = noticePageTexts[locale].bulk;
  const count = (name: string): number | null => (/^\d{1,6}$/.test(String(query[name])) ? Number(query[name]) : null);
  const [entered, confirmed] = [count('entered'), count('confirmed')];
  if (entered !== null) return texts.entered(entered);
  return confirmed === null ? null : texts.confirmed(confirmed);
}
