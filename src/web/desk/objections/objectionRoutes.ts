import type { Request } from 'express';
import type { Dependencies } from '../../../dependencies';
import type { Refusal } from '../../../domain/outcome';
import { dpoEvents, objectionEvent } from '../../../schemas/objections';
import { readInput } from '../../../schemas/readInput';
import { decideObjection, type StaffEvent } from '../../../workflows/objections/decideObjection';
import { type DescribedObjection, describeObjection } from '../../../workflows/objections/describeObjection';
import { type PageProblem, showPage } from '../../page';
import { getPage, type PageRequest, type PageRoute, postPage } from '../../pageRoute';
import { refusalProblems } from '../../refusalProblems';
import { refusalText, statusOf } from '../../refusals';
import { showErrorPage } from '../../showErrorPage';
import { objectionTexts } from '../../texts/objectionTexts';
import { formBody, textOf, versionOf } from '../formBody';
import { isRecordId } from '../lookUps';
import { doneNotice, pathId } from '../pageAddress';
import { type ListedObjection, objectionListPage, sortedByDue } from './objectionListPage';
import { objectionPage } from './objectionPage';
import { eventInputOf, eventProblems, fieldOfRefusal, type TypedValues, typedValues } from './objectionSteps';
import { staleText } from './objectionWords';

const readers = ['dpo', 'auditor'] as const;
const mostOpen = 500;
const perPage = 50;

/** Objections: the list, the page of one, and its next steps. */
export function objectionRoutes({ data, context }: Pick<Dependencies, 'data' | 'context'>): PageRoute[] {
  async function listed(all: boolean, cursor: string | undefined): Promise<{ items: ListedObjection[]; next: string | null }> {
    const page = await data.objections.list(all ? { limit: perPage, cursor } : { limit: mostOpen, open: true });
    const [notices, changes, agreements] = await Promise.all([
      data.notices.findMany(page.items.map(({ noticeId }) => noticeId)),
      data.changes.findMany([...new Set(page.items.map(({ changeId }) => changeId))]),
      data.agreements.findMany([...new Set(page.items.map(({ agreementId }) => agreementId))]),
    ]);
    const items = page.items.flatMap((objection): ListedObjection[] => {
      const notice = notices.find(({ _id }) => _id === objection.noticeId);
      const change = changes.find(({ _id }) => _id === objection.changeId);
      const agreement = agreements.find(({ _id }) => _id === objection.agreementId);
      return notice && change && agreement ? [{ objection, notice, change, agreement }] : [];
    });
    return { items: all ? items : sortedByDue(items), next: all ? page.next : null };
  }

  async function describe({ request, actor, now }: Pick<PageRequest, 'request' | 'actor' | 'now'>): Promise<DescribedObjection | null> {
    const objectionId = pathId(request.params);
    if (!isRecordId(objectionId)) return null;
    const described = await describeObjection(context, { objectionId, actor, now });
    return described.ok ? described.value : null;
  }

  function showObjection(
    { request, response, locale, actor }: Pick<PageRequest, 'request' | 'response' | 'locale' | 'actor'>,
    described: DescribedObjection,
    more: { problems?: PageProblem[]; status?: number; typed?: TypedValues } = {},
  ): void {
    const texts = objectionTexts[locale];
    showPage(request, response, {
      view: 'pages/objections/show',
      title: texts.title(described.objection.reference),
      section: 'objections',
      status: more.status,
      problems: more.problems,
      notice: request.method === 'GET' ? doneNotice(request.query.done, texts.done) : null,
      self: `/desk/objections/${described.objection._id}`,
      breadcrumbs: crumbs(request, null),
      model: objectionPage(described, { locale, typed: more.typed ?? {}, mayDecide: actor.role === 'dpo' }),
    });
  }

  return [
    getPage({
      path: '/desk/objections',
      access: readers,
      handler: async ({ request, response, locale, actor }) => {
        const all = request.query.show === 'all';
        const cursor = isRecordId(request.query.cursor) ? request.query.cursor : undefined;
        const { items, next } = await listed(all, cursor);
        showPage(request, response, {
          view: 'pages/objections/list',
          title: objectionTexts[locale].listTitle,
          section: 'objections',
          model: objectionListPage(items, { all, next, cursor, locale, mayEnter: actor.role === 'dpo' }),
        });
      },
    }),
    getPage({
      path: '/desk/objections/:id',
      access: readers,
      handler: async (page) => {
        const described = await describe(page);
        if (!described) return showErrorPage(page.request, page.response, { status: 404, text: 'notFound' });
        showObjection(page, described);
      },
    }),
    getPage({
      path: '/desk/objections/:id/uphold',
      access: ['dpo'],
      handler: async (page) => {
        const { request, response, locale } = page;
        const described = await describe(page);
        if (!described) return showErrorPage(request, response, { status: 404, text: 'notFound' });
        const { objection, allowed, controller, agreement } = described;
        const href = `/desk/objections/${objection._id}`;
        if (!allowed.some((each) => each.event === 'uphold' && each.allowed)) return response.redirect(303, href);
        const texts = objectionTexts[locale];
        showPage(request, response, {
          view: 'pages/objections/check',
          title: texts.check.title,
          section: 'objections',
          breadcrumbs: crumbs(request, described),
          model: {
            text: texts.check.text,
            facts: [
              { label: texts.columns.reference, values: [objection.reference] },
              { label: texts.facts.controller, values: [controller.name] },
              { label: texts.facts.agreement, values: [agreement.reference] },
            ],
            action: `${href}/events`,
            event: 'uphold',
            version: String(objection.version),
            submit: texts.check.submit,
            cancel: { href, label: texts.check.cancel },
          },
        });
      },
    }),
    postPage({
      path: '/desk/objections/:id/events',
      access: ['dpo'],
      body: formBody,
      handler: async (page) => {
        const { request, response, locale, actor, now, body } = page;
        const objectionId = pathId(request.params);
        const event = dpoEvents.find((each) => each === textOf(body, 'event'));
        const version = versionOf(body);
        if (!event || !version) return showErrorPage(request, response, { status: 422, text: 'unreadableForm' });
        const input = readInput(objectionEvent, eventInputOf(event, version, body));
        const outcome = input.ok ? await decideObjection(context, { actor, now, objectionId, input: input.value }) : input;
        if (outcome.ok) return response.redirect(303, `/desk/objections/${objectionId}?done=${event}`);
        const described = await describe(page);
        if (!described) return showErrorPage(request, response, { status: 404, text: 'notFound' });
        showObjection(page, described, {
          status: statusOf(outcome.refusal.code),
          typed: typedValues(event, body),
          problems: problemsOf(outcome.refusal, { event, locale }),
        });
      },
    }),
  ];
}

/** Why a step was refused: at its field, with what happened in the meantime, or in a sentence. */
function problemsOf(refusal: Refusal, { event, locale }: { event: StaffEvent; locale: 'nb' | 'en' }): PageProblem[] {
  const stale = refusal.code === 'stale-version' && staleText(refusal);
  if (stale) return [{ field: null, text: stale[locale] }];
  const field = fieldOfRefusal(event, refusal.code);
  if (field) return [{ field, text: refusalText(refusal).detail[locale] }];
  return refusalProblems(refusal, locale, (errors) => eventProblems(event, errors, locale));
}

function crumbs(request: Request, described: DescribedObjection | null) {
  const texts = objectionTexts[request.locale];
  return [
    { href: '/desk/objections', label: texts.listTitle },
    ...(described ? [{ href: `/desk/objections/${described.objection._id}`, label: texts.title(described.objection.reference) }] : []),
  ];
}
