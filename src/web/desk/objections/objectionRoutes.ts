import type { FileContent } from '../../../data/document.model';
import { type Outcome, type Refusal, refuse } from '../../../domain/outcome';
import { dpoEvents, objectionEvent } from '../../../schemas/objections';
import { readInput } from '../../../schemas/readInput';
import { decideObjection, type StaffEvent } from '../../../workflows/objections/decideObjection';
import { type PageProblem, showPage } from '../../page';
import { getPage, type PageRequest, type PageRoute, postPage } from '../../pageRoute';
import { refusalProblems } from '../../refusalProblems';
import { refusalText, statusOf } from '../../refusals';
import { showErrorPage } from '../../showErrorPage';
import { objectionTexts } from '../../texts/objectionTexts';
import { type FormBody, formBody, textOf, versionOf } from '../formBody';
import { isRecordId } from '../lookUps';
import { pathId } from '../pageAddress';
import { filesAgain, staffFiles } from '../staffFiles';
import { type ListedObjection, objectionListPage, sortedByDue } from './objectionListPage';
import { eventInputOf, eventProblems, fieldOfRefusal, proposalFiles, typedValues } from './objectionSteps';
import { staleText } from './objectionWords';
import { describedOr404, type ObjectionDependencies, objectionCrumbs, showObjection } from './showObjection';

const readers = ['dpo', 'auditor'] as const;
const mostOpen = 500;
const perPage = 50;

/** Objections: the list, the page of one, and its next steps. */
export function objectionRoutes(dependencies: ObjectionDependencies): PageRoute[] {
  const { data, context } = dependencies;

  function decide(
    { actor, now, body }: PageRequest<FormBody>,
    { event, version, objectionId, files }: { event: StaffEvent; version: number; objectionId: string; files: FileContent[] },
  ): Promise<Outcome<unknown>> | Outcome<unknown> {
    const input = readInput(objectionEvent, eventInputOf(event, version, body));
    return input.ok ? decideObjection(context, { actor, now, objectionId, input: input.value, files }) : input;
  }

  async function listed(all: boolean, cursor: string | undefined): Promise<{ items: ListedObjection[]; next: string | null }> {
    const page = await data.objections.list(all ? { limit: perPage, cursor } : { limit: mostOpen, open: true });
    const [notices, changes, agreements, works] = await Promise.all([
      data.notices.findMany(page.items.map(({ noticeId }) => noticeId)),
      data.changes.findMany([...new Set(page.items.map(({ changeId }) => changeId))]),
      data.agreements.findMany([...new Set(page.items.map(({ agreementId }) => agreementId))]),
      data.objectionWork.findMany(page.items.map(({ _id }) => _id)),
    ]);
    const items = page.items.flatMap((objection): ListedObjection[] => {
      const notice = notices.find(({ _id }) => _id === objection.noticeId);
      const change = changes.find(({ _id }) => _id === objection.changeId);
      const agreement = agreements.find(({ _id }) => _id === objection.agreementId);
      const work = works.find(({ _id }) => _id === objection._id);
      return notice && change && agreement ? [{ objection, notice, change, agreement, work }] : [];
    });
    return { items: all ? items : sortedByDue(items), next: all ? page.next : null };
  }

  return [
    getPage({
      path: '/desk/objections',
      access: readers,
      handler: async ({ request, response, locale, actor, now }) => {
        const show = request.query.show === 'all' ? 'all' : request.query.show === 'mine' ? 'mine' : 'open';
        const cursor = isRecordId(request.query.cursor) ? request.query.cursor : undefined;
        const { items, next } = await listed(show === 'all', cursor);
        const shown = show === 'mine' ? items.filter(({ work }) => work?.assignedTo?.personId === actor.personId) : items;
        showPage(request, response, {
          view: 'pages/objections/list',
          title: objectionTexts[locale].listTitle,
          section: 'objections',
          model: objectionListPage(shown, { show, next, cursor, locale, now, mayEnter: actor.role === 'dpo' }),
        });
      },
    }),
    getPage({
      path: '/desk/objections/:id',
      access: readers,
      handler: async (page) => {
        const described = await describedOr404(dependencies, page);
        if (described) await showObjection(dependencies, page, described);
      },
    }),
    getPage({
      path: '/desk/objections/:id/uphold',
      access: ['dpo'],
      handler: async (page) => {
        const { request, response, locale } = page;
        const described = await describedOr404(dependencies, page);
        if (!described) return;
        const { objection, allowed, controller, agreement } = described;
        const href = `/desk/objections/${objection._id}`;
        if (!allowed.some((each) => each.event === 'uphold' && each.allowed)) return response.redirect(303, href);
        const texts = objectionTexts[locale];
        showPage(request, response, {
          view: 'pages/objections/check',
          title: texts.check.title,
          section: 'objections',
          breadcrumbs: objectionCrumbs(request, described),
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
        const { request, response, locale, body } = page;
        const objectionId = pathId(request.params);
        const event = dpoEvents.find((each) => each === textOf(body, 'event'));
        const version = versionOf(body);
        if (!event || !version) return showErrorPage(request, response, { status: 422, text: 'unreadableForm' });
        const { files, problems } = staffFiles(request, proposalFiles);
        const outcome = problems.length > 0 ? refuse('invalid') : await decide(page, { event, version, objectionId, files });
        if (outcome.ok) return response.redirect(303, `/desk/objections/${objectionId}?done=${event}`);
        const described = await describedOr404(dependencies, page);
        if (!described) return;
        const wrong = problems.length > 0 ? problems : problemsOf(outcome.refusal, { event, locale });
        await showObjection(dependencies, page, described, {
          status: statusOf(outcome.refusal.code),
          typed: { steps: typedValues(event, body) },
          problems: filesAgain(request, { field: proposalFiles, problems: wrong }),
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
