import type { AgreementRecord } from '../../../data/agreement.model';
import type { Dependencies } from '../../../dependencies';
import { describeInstant, describeZone } from '../../../domain/periods/describe';
import { readInput } from '../../../schemas/readInput';
import { liftingFields, stopFields } from '../../../schemas/stopOrders';
import { confirmLifting, enterLifting } from '../../../workflows/stopOrders/liftStop';
import { orderStop } from '../../../workflows/stopOrders/orderStop';
import { filesField } from '../../documents/receiveFiles';
import { sendDocument } from '../../documents/sendDocument';
import { instantOfLocal } from '../../localInstant';
import { type PageProblem, showPage } from '../../page';
import { getPage, type PageRequest, type PageRoute, postPage } from '../../pageRoute';
import { refusalProblems } from '../../refusalProblems';
import { refusalText, statusOf } from '../../refusals';
import { showErrorPage } from '../../showErrorPage';
import { stopOrderTexts } from '../../texts/stopOrderTexts';
import { type FormBody, formBody, textOf } from '../formBody';
import { isRecordId } from '../lookUps';
import { filesAgain, staffFiles } from '../staffFiles';
import { agreementCrumbs, findAgreement } from './agreementRoutes';

interface Shown {
  typed?: FormBody;
  problems?: PageProblem[];
  status?: number;
}

/** Recording a stop order, and lifting it by two people. For the DPO. */
export function stopOrderRoutes({ data, context }: Pick<Dependencies, 'data' | 'context'>): PageRoute[] {
  async function load(page: PageRequest<unknown>, isPossible: (agreement: AgreementRecord) => boolean): Promise<AgreementRecord | null> {
    const { request, response } = page;
    const agreement = await findAgreement(data, request);
    if (!agreement) showErrorPage(request, response, { status: 404, text: 'notFound' });
    else if (request.method === 'GET' && !isPossible(agreement)) response.redirect(303, `/desk/agreements/${agreement._id}`);
    else return agreement;
    return null;
  }

  function show(
    page: PageRequest<unknown>,
    agreement: AgreementRecord,
    content: { view: string; title: string; path: string; model: object },
    more: Shown = {},
  ) {
    const { request, response } = page;
    const href = `/desk/agreements/${agreement._id}`;
    showPage(request, response, {
      view: content.view,
      title: content.title,
      section: 'agreements',
      status: more.status,
      problems: more.problems,
      self: `${href}/${content.path}`,
      breadcrumbs: agreementCrumbs(request, agreement),
      model: { ...content.model, action: `${href}/${content.path}`, cancel: { href, label: stopOrderTexts[request.locale].cancel } },
    });
  }

  function showStop(page: PageRequest<unknown>, agreement: AgreementRecord, more: Shown = {}): void {
    const texts = stopOrderTexts[page.locale].order;
    const field = (name: string, label: string, extra: object = {}) => ({ name, label, value: textOf(more.typed ?? {}, name), ...extra });
    const zone = describeZone(agreement.terms.timeZone, page.locale);
    const model = {
      lead: texts.lead,
      fields: [
        field('by', texts.by),
        field('at', texts.at(zone), { kind: 'datetime-local', width: 'short' }),
        field('reason', texts.reason, { kind: 'textarea', rows: 4, hint: texts.reasonHint }),
      ],
      file: { name: filesField, label: texts.files, hint: texts.filesHint },
      save: texts.save,
    };
    show(page, agreement, { view: 'pages/agreements/stop', title: texts.title, path: 'stop', model }, more);
  }

  function showLift(page: PageRequest<unknown>, agreement: AgreementRecord, more: Shown = {}): void {
    const texts = stopOrderTexts[page.locale].lift;
    const reason = {
      name: 'reason',
      label: texts.reason,
      hint: texts.reasonHint,
      value: textOf(more.typed ?? {}, 'reason'),
      kind: 'textarea',
      rows: 4,
    };
    const model = { id: 'resume', lead: texts.lead, version: null, fields: [reason], save: texts.save };
    show(page, agreement, { view: 'pages/simpleForm', title: texts.title, path: 'resume', model }, more);
  }

  function showCheck(page: PageRequest<unknown>, agreement: AgreementRecord, more: Shown = {}): void {
    const { locale } = page;
    const texts = stopOrderTexts[locale];
    const lifting = agreement.stopOrder?.lifting;
    const at = lifting ? describeInstant(lifting.at, agreement.terms.timeZone, locale, 'sameDay') : '';
    const model = {
      text: texts.check.text,
      facts: [
        { label: texts.facts.by, values: [agreement.stopOrder?.by ?? ''] },
        { label: texts.facts.reason, values: [lifting?.reason ?? ''] },
        { label: texts.check.by, values: [texts.entered(lifting?.name ?? '', at)] },
      ],
      hidden: [{ name: 'version', value: String(agreement.version) }],
      buttons: [{ label: texts.check.submit }],
    };
    show(page, agreement, { view: 'pages/notices/check', title: texts.check.title, path: 'resume/confirm', model }, more);
  }

  async function stop(page: PageRequest<FormBody>): Promise<void> {
    const agreement = await load(page, () => true);
    if (!agreement) return;
    const { request, response, locale, actor, now, body } = page;
    const at = instantOfLocal(textOf(body, 'at'), agreement.terms.timeZone);
    const input = readInput(stopFields, {
      by: textOf(body, 'by'),
      reason: textOf(body, 'reason'),
      ...(at ? { at: at.toISOString() } : {}),
    });
    const { files, problems: wrong } = staffFiles(request, filesField);
    const mayGoOn = input.ok && wrong.length === 0;
    const outcome = mayGoOn ? await orderStop(context, { actor, now, agreementId: agreement._id, input: input.value, files }) : input;
    if (mayGoOn && outcome.ok) return response.redirect(303, `/desk/agreements/${agreement._id}?done=stopped`);
    const said = outcome.ok ? [] : refusalProblems(outcome.refusal, locale, (errors) => stopProblems(errors, locale));
    const problems = filesAgain(request, { field: filesField, problems: [...said, ...wrong] });
    showStop(page, agreement, { typed: body, problems, status: outcome.ok ? 422 : statusOf(outcome.refusal.code) });
  }

  return [
    getPage({
      path: '/desk/agreements/:id/stop',
      access: ['dpo'],
      handler: async (page) => {
        const agreement = await load(page, ({ stopOrder, state }) => !stopOrder && state !== 'ended');
        if (agreement) showStop(page, agreement);
      },
    }),
    postPage({ path: '/desk/agreements/:id/stop', access: ['dpo'], body: formBody, handler: stop }),
    getPage({
      path: '/desk/agreements/:id/resume',
      access: ['dpo'],
      handler: async (page) => {
        const agreement = await load(page, ({ stopOrder }) => stopOrder !== null);
        if (agreement) showLift(page, agreement);
      },
    }),
    postPage({
      path: '/desk/agreements/:id/resume',
      access: ['dpo'],
      body: formBody,
      handler: async (page) => {
        const agreement = await load(page, () => true);
        if (!agreement) return;
        const { response, locale, actor, now, body } = page;
        const input = readInput(liftingFields, { reason: textOf(body, 'reason') });
        const outcome = input.ok
          ? await enterLifting(context, { actor, now, agreementId: agreement._id, reason: input.value.reason })
          : input;
        if (outcome.ok) return response.redirect(303, `/desk/agreements/${agreement._id}?done=lifting`);
        const problems = refusalProblems(outcome.refusal, locale, (errors) =>
          errors.map(({ detail }) => ({ field: 'reason', text: detail[locale] })),
        );
        showLift(page, agreement, { typed: body, problems, status: statusOf(outcome.refusal.code) });
      },
    }),
    getPage({
      path: '/desk/agreements/:id/resume/confirm',
      access: ['dpo'],
      handler: async (page) => {
        const agreement = await load(
          page,
          ({ stopOrder }) => Boolean(stopOrder?.lifting) && stopOrder?.lifting?.personId !== page.actor.personId,
        );
        if (agreement) showCheck(page, agreement);
      },
    }),
    postPage({
      path: '/desk/agreements/:id/resume/confirm',
      access: ['dpo'],
      body: formBody,
      handler: async (page) => {
        const agreement = await load(page, () => true);
        if (!agreement) return;
        const { actor, now, body } = page;
        const version = Number(textOf(body, 'version'));
        const outcome = await confirmLifting(context, { actor, now, agreementId: agreement._id, version });
        if (outcome.ok) return page.response.redirect(303, `/desk/agreements/${agreement._id}?done=resumed`);
        const problems = [{ field: null, text: refusalText(outcome.refusal).detail[page.locale] }];
        showCheck(page, agreement, { problems, status: statusOf(outcome.refusal.code) });
      },
    }),
    getPage({
      path: '/desk/agreements/:id/documents/:documentId',
      access: ['admin', 'publisher', 'dpo', 'auditor'],
      handler: async ({ request, response }) => {
        const { id, documentId } = request.params;
        const found = isRecordId(documentId) ? await data.documents.find(documentId) : null;
        if (!found || found.about.agreementId !== id) return showErrorPage(request, response, { status: 404, text: 'notFound' });
        sendDocument(response, found);
      },
    }),
  ];
}

function stopProblems(
  errors: readonly { pointer: string; code: string; detail: Record<'nb' | 'en', string> }[],
  locale: 'nb' | 'en',
): PageProblem[] {
  const texts = stopOrderTexts[locale].order;
  const labels: Record<string, string> = { by: texts.by, at: texts.at('').replace(/ \(.*$/, ''), reason: texts.reason };
  return errors.map(({ pointer, code, detail }) => {
    const field = pointer.slice(1);
    const text = field === 'at' && code === 'required' ? texts.instantMissing : detail[locale];
    return { field: labels[field] ? field : null, text, summary: labels[field] ? `${labels[field]}: ${text}` : text };
  });
}
