import type { Request, Response } from 'express';
import type { AgreementRecord } from '../../../data/agreement.model';
import type { Dependencies } from '../../../dependencies';
import type { Refusal } from '../../../domain/outcome';
import { agreementEnd } from '../../../schemas/agreements';
import { readInput } from '../../../schemas/readInput';
import { createAgreement } from '../../../workflows/registry/createAgreement';
import { endAgreement } from '../../../workflows/registry/endAgreement';
import { updateAgreement } from '../../../workflows/registry/updateAgreement';
import { showPage } from '../../page';
import { getPage, type PageRoute, postPage } from '../../pageRoute';
import { refusalProblems } from '../../refusalProblems';
import { statusOf } from '../../refusals';
import { showErrorPage } from '../../showErrorPage';
import { agreementTexts } from '../../texts/agreementTexts';
import { formBody, textOf, versionOf } from '../formBody';
import { isRecordId, wholeRegister } from '../lookUps';
import {
  type AgreementForm,
  agreementFormOf,
  agreementFormPage,
  agreementInputOf,
  agreementPatchOf,
  agreementProblems,
  newAgreementForm,
  readAgreementForm,
} from './agreementForm';
import { agreementCrumbs, findAgreement } from './agreementRoutes';

/** As many controllers as a choice may have. */
const mostControllers = 200;

/** Registering, editing and ending agreements. `/desk/agreements/new` stands before `/desk/agreements/:id`. */
export function agreementFormRoutes({ data, context }: Pick<Dependencies, 'data' | 'context'>): PageRoute[] {
  async function showForm(
    request: Request,
    response: Response,
    form: AgreementForm,
    { agreement, refusal }: { agreement: AgreementRecord | null; refusal?: Refusal },
  ): Promise<void> {
    const locale = request.locale;
    const texts = agreementTexts[locale];
    const controllerId = agreement?.controllerId ?? form.controllerId;
    const [controller, listed, register, ofAgreements, ofSubprocessors] = await Promise.all([
      isRecordId(controllerId) ? data.controllers.find(controllerId) : null,
      data.controllers.list({ limit: mostControllers }),
      wholeRegister(data),
      data.agreements.knownServices(),
      data.subprocessors.knownServices(),
    ]);
    const base = agreement ? `/desk/agreements/${agreement._id}` : '/desk/agreements';
    const action = agreement ? `${base}/edit` : `${base}/new`;
    showPage(request, response, {
      view: 'pages/agreements/form',
      title: agreement ? texts.form.editTitle : texts.form.newTitle,
      section: 'agreements',
      status: refusal ? statusOf(refusal.code) : 200,
      problems: refusal && refusalProblems(refusal, locale, (errors) => agreementProblems(errors, locale)),
      self: action,
      breadcrumbs: agreementCrumbs(request, agreement),
      model: agreementFormPage(form, {
        locale,
        action,
        cancelHref: !agreement && controller ? `/desk/controllers/${controller._id}` : base,
        knownServices: [...new Set([...ofAgreements, ...ofSubprocessors])].sort(),
        register: register.filter(({ status, _id }) => status !== 'former' || form.annex.includes(_id)),
        controllers: listed.items.sort((one, other) => one.name.localeCompare(other.name, 'nb')),
        controller,
        isNew: agreement === null,
      }),
    });
  }

  function showEnd(
    request: Request,
    response: Response,
    agreement: AgreementRecord,
    more: { endsOn: string; mainAgreementEndsOn: string; refusal?: Refusal },
  ): void {
    const locale = request.locale;
    const texts = agreementTexts[locale].form;
    const href = `/desk/agreements/${agreement._id}`;
    showPage(request, response, {
      view: 'pages/simpleForm',
      title: texts.endTitle,
      section: 'agreements',
      status: more.refusal ? statusOf(more.refusal.code) : 200,
      problems: more.refusal && refusalProblems(more.refusal, locale, (errors) => agreementProblems(errors, locale)),
      self: `${href}/end`,
      breadcrumbs: agreementCrumbs(request, agreement),
      model: {
        id: 'end',
        lead: texts.endLead,
        action: `${href}/end`,
        version: String(agreement.version),
        fields: [
          { name: 'endsOn', label: texts.endsOn, value: more.endsOn, kind: 'date', width: 'short' },
          {
            name: 'mainAgreementEndsOn',
            label: texts.mainAgreementEndsOn,
            hint: texts.mainAgreementHint,
            value: more.mainAgreementEndsOn,
            kind: 'date',
            width: 'short',
          },
        ],
        save: texts.endSave,
        cancel: { href, label: texts.cancel },
      },
    });
  }

  return [
    getPage({
      path: '/desk/agreements/new',
      access: ['admin'],
      handler: async ({ request, response }) => {
        const { controllerId } = request.query;
        await showForm(request, response, newAgreementForm(isRecordId(controllerId) ? controllerId : ''), { agreement: null });
      },
    }),
    postPage({
      path: '/desk/agreements/new',
      access: ['admin'],
      body: formBody,
      handler: async ({ request, response, actor, now, body }) => {
        const form = readAgreementForm(body);
        const input = agreementInputOf(form);
        const outcome = input.ok ? await createAgreement(context, { actor, now, input: input.value }) : input;
        if (!outcome.ok) return showForm(request, response, form, { agreement: null, refusal: outcome.refusal });
        response.redirect(303, `/desk/agreements/${outcome.value._id}?done=created`);
      },
    }),
    getPage({
      path: '/desk/agreements/:id/edit',
      access: ['admin'],
      handler: async ({ request, response }) => {
        const agreement = await findAgreement(data, request);
        if (!agreement) return showErrorPage(request, response, { status: 404, text: 'notFound' });
        await showForm(request, response, agreementFormOf(agreement), { agreement });
      },
    }),
    postPage({
      path: '/desk/agreements/:id/edit',
      access: ['admin'],
      body: formBody,
      handler: async ({ request, response, actor, now, body }) => {
        const agreement = await findAgreement(data, request);
        if (!agreement) return showErrorPage(request, response, { status: 404, text: 'notFound' });
        const form = readAgreementForm(body);
        const patch = agreementPatchOf(form, agreement);
        const outcome = patch.ok ? await updateAgreement(context, { actor, now, agreementId: agreement._id, patch: patch.value }) : patch;
        if (!outcome.ok) return showForm(request, response, form, { agreement, refusal: outcome.refusal });
        response.redirect(303, `/desk/agreements/${agreement._id}?done=updated`);
      },
    }),
    getPage({
      path: '/desk/agreements/:id/end',
      access: ['admin'],
      handler: async ({ request, response }) => {
        const agreement = await findAgreement(data, request);
        if (!agreement) return showErrorPage(request, response, { status: 404, text: 'notFound' });
        showEnd(request, response, agreement, {
          endsOn: agreement.endsOn ?? '',
          mainAgreementEndsOn: agreement.mainAgreementEndsOn ?? '',
        });
      },
    }),
    postPage({
      path: '/desk/agreements/:id/end',
      access: ['admin'],
      body: formBody,
      handler: async ({ request, response, actor, now, body }) => {
        const agreement = await findAgreement(data, request);
        if (!agreement) return showErrorPage(request, response, { status: 404, text: 'notFound' });
        const said = { endsOn: textOf(body, 'endsOn'), mainAgreementEndsOn: textOf(body, 'mainAgreementEndsOn') };
        const version = versionOf(body);
        const input = readInput(agreementEnd, {
          endsOn: said.endsOn,
          mainAgreementEndsOn: said.mainAgreementEndsOn || null,
          ...(version ? { version } : {}),
        });
        const outcome = input.ok ? await endAgreement(context, { actor, now, agreementId: agreement._id, input: input.value }) : input;
        if (!outcome.ok) return showEnd(request, response, agreement, { ...said, refusal: outcome.refusal });
        response.redirect(303, `/desk/agreements/${agreement._id}?done=ended`);
      },
    }),
  ];
}
