import type { AgreementRecord } from '../../../data/agreement.model';
import type { Dependencies } from '../../../dependencies';
import { localDateOf } from '../../../domain/calendar/calendarDate';
import type { Refusal } from '../../../domain/outcome';
import { directRelationEnd, directRelationEntry, directRelationInput } from '../../../schemas/directRelations';
import { readInput } from '../../../schemas/readInput';
import { confirmDirectRelation, discardDirectRelation } from '../../../workflows/registry/confirmDirectRelation';
import { endDirectRelation, enterDirectRelation } from '../../../workflows/registry/directRelations';
import { showPage } from '../../page';
import { getPage, type PageRequest, type PageRoute, postPage } from '../../pageRoute';
import { refusalProblems } from '../../refusalProblems';
import { statusOf } from '../../refusals';
import { showErrorPage } from '../../showErrorPage';
import { directRelationTexts } from '../../texts/directRelationTexts';
import { agreementCrumbs, findAgreement } from '../agreements/agreementRoutes';
import { dayText } from '../changes/changeFacts';
import { formBody, textOf } from '../formBody';
import { wholeRegister } from '../lookUps';
import { doneNotice } from '../pageAddress';
import { waitingRelations } from './waitingRelations';

const everybody = ['admin', 'publisher', 'dpo', 'auditor'] as const;
const nothingTyped = { subprocessorId: '', since: '', reference: '', until: '' };

interface Shown {
  refusal?: Refusal;
  typed?: typeof nothingTyped;
}

/** Third parties that the controller has agreements of its own with: whom, since when, under which, and their end. One person enters
 * one, another confirms it. */
export function directRelationRoutes({ data, context }: Pick<Dependencies, 'data' | 'context'>): PageRoute[] {
  async function show(page: PageRequest<unknown>, agreement: AgreementRecord, { refusal, typed = nothingTyped }: Shown = {}) {
    const { request, response, locale, actor, now } = page;
    const texts = directRelationTexts[locale];
    const action = `/desk/agreements/${agreement._id}/direct`;
    const today = localDateOf(now, agreement.terms.timeZone);
    const mayEdit = actor.role === 'admin' && agreement.state !== 'ended';
    const register = mayEdit ? await wholeRegister(data) : [];
    const isEnding = typed.until !== '';
    showPage(request, response, {
      view: 'pages/annexes/direct',
      title: texts.title,
      section: 'agreements',
      status: refusal ? statusOf(refusal.code) : 200,
      problems:
        refusal &&
        refusalProblems(refusal, locale, (errors) =>
          errors.map(({ pointer, detail }) => ({ field: fieldAt(pointer, isEnding, typed), text: detail[locale] })),
        ),
      notice: request.method === 'GET' ? doneNotice(request.query.done, texts.done) : null,
      self: action,
      breadcrumbs: agreementCrumbs(request, agreement),
      model: {
        lead: texts.lead,
        none: texts.none,
        columns: texts.columns,
        rows: agreement.directRelations.map(({ subprocessorId, details, since, reference, until }) => ({
          name: details.legalName,
          since: dayText(since, locale),
          reference,
          until: until ? dayText(until, locale) : texts.lasting,
          end:
            mayEdit && (until === null || until >= today)
              ? {
                  id: `end-${subprocessorId}`,
                  action: `${action}/end`,
                  subprocessorId,
                  field: {
                    name: `until-${subprocessorId}`,
                    label: texts.endTitle(details.legalName),
                    value: typed.subprocessorId === subprocessorId && isEnding ? typed.until : '',
                    kind: 'date',
                    width: 'short',
                  },
                  label: texts.end,
                }
              : null,
        })),
        waiting: waitingRelations(agreement, { action, actor, locale, allowSelfRelease: context.settings.allowSelfRelease }),
        add: mayEdit
          ? {
              title: texts.addTitle,
              action,
              select: {
                name: 'subprocessorId',
                label: texts.subprocessor,
                hint: texts.subprocessorHint,
                options: [
                  { value: '', label: texts.choose, selected: typed.subprocessorId === '' || isEnding },
                  ...register.map(({ _id, legalName }) => ({
                    value: _id,
                    label: legalName,
                    selected: !isEnding && typed.subprocessorId === _id,
                  })),
                ],
              },
              fields: [
                { name: 'since', label: texts.since, value: typed.since, kind: 'date', width: 'short' },
                { name: 'reference', label: texts.reference, hint: texts.referenceHint, value: typed.reference },
              ],
              save: texts.save,
            }
          : null,
      },
    });
  }

  return [
    getPage({
      path: '/desk/agreements/:id/direct',
      access: everybody,
      handler: async (page) => {
        const agreement = await findAgreement(data, page.request);
        if (!agreement) return showErrorPage(page.request, page.response, { status: 404, text: 'notFound' });
        await show(page, agreement);
      },
    }),
    postPage({
      path: '/desk/agreements/:id/direct',
      access: ['admin'],
      body: formBody,
      handler: async (page) => {
        const { request, response, actor, now, body } = page;
        const agreement = await findAgreement(data, request);
        if (!agreement) return showErrorPage(request, response, { status: 404, text: 'notFound' });
        const said = { subprocessorId: textOf(body, 'subprocessorId'), since: textOf(body, 'since'), reference: textOf(body, 'reference') };
        const input = readInput(directRelationInput, said);
        const outcome = input.ok
          ? await enterDirectRelation(context, { actor, now, agreementId: agreement._id, input: input.value })
          : input;
        if (!outcome.ok) return show(page, agreement, { refusal: outcome.refusal, typed: { ...said, until: '' } });
        response.redirect(303, `/desk/agreements/${agreement._id}/direct?done=recorded`);
      },
    }),
    ...[
      { name: 'confirm', act: confirmDirectRelation, done: 'confirmed' },
      { name: 'discard', act: discardDirectRelation, done: 'discarded' },
    ].map(({ name, act, done }) =>
      postPage({
        path: `/desk/agreements/:id/direct/${name}`,
        access: ['admin', 'dpo'],
        body: formBody,
        handler: async (page) => {
          const { request, response, actor, now, body } = page;
          const agreement = await findAgreement(data, request);
          if (!agreement) return showErrorPage(request, response, { status: 404, text: 'notFound' });
          const input = readInput(directRelationEntry, { id: textOf(body, 'id') });
          const outcome = input.ok ? await act(context, { actor, now, agreementId: agreement._id, entryId: input.value.id }) : input;
          if (!outcome.ok) return show(page, agreement, { refusal: outcome.refusal });
          response.redirect(303, `/desk/agreements/${agreement._id}/direct?done=${done}`);
        },
      }),
    ),
    postPage({
      path: '/desk/agreements/:id/direct/end',
      access: ['admin'],
      body: formBody,
      handler: async (page) => {
        const { request, response, actor, now, body } = page;
        const agreement = await findAgreement(data, request);
        if (!agreement) return showErrorPage(request, response, { status: 404, text: 'notFound' });
        const subprocessorId = textOf(body, 'subprocessorId');
        const until = textOf(body, `until-${subprocessorId}`);
        const input = readInput(directRelationEnd, { subprocessorId, until });
        const outcome = input.ok ? await endDirectRelation(context, { actor, now, agreementId: agreement._id, input: input.value }) : input;
        if (!outcome.ok)
          return show(page, agreement, { refusal: outcome.refusal, typed: { ...nothingTyped, subprocessorId, until: until || ' ' } });
        response.redirect(303, `/desk/agreements/${agreement._id}/direct?done=ended`);
      },
    }),
  ];
}

function fieldAt(pointer: string, isEnding: boolean, { subprocessorId }: { subprocessorId: string }): string | null {
  if (isEnding) return `until-${subprocessorId}`;
  return ['subprocessorId', 'since', 'reference'].find((name) => pointer === `/${name}`) ?? null;
}
