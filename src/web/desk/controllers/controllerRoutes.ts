import type { Request, Response } from 'express';
import type { ControllerRecord } from '../../../data/controller.model';
import type { Dependencies } from '../../../dependencies';
import type { Refusal } from '../../../domain/outcome';
import { controllerInput, controllerPatch } from '../../../schemas/controllers';
import { readInput } from '../../../schemas/readInput';
import { createController } from '../../../workflows/registry/createController';
import { updateController } from '../../../workflows/registry/updateController';
import { showPage } from '../../page';
import { getPage, type PageRoute, postPage } from '../../pageRoute';
import { refusalProblems } from '../../refusalProblems';
import { statusOf } from '../../refusals';
import { showErrorPage } from '../../showErrorPage';
import { controllerTexts } from '../../texts/controllerTexts';
import { formBody } from '../formBody';
import { isRecordId } from '../lookUps';
import { doneNotice, pathId } from '../pageAddress';
import {
  type ControllerForm,
  controllerFormOf,
  controllerFormPage,
  controllerInputOf,
  controllerProblems,
  emptyControllerForm,
  readControllerForm,
} from './controllerForm';
import { controllerListPage, controllerPage, controllersPerPage } from './controllerPages';

const everybody = ['admin', 'publisher', 'dpo', 'auditor'] as const;

/** Controllers with their contacts: the list, the page of one, registering and editing. */
export function controllerRoutes({ data, context }: Pick<Dependencies, 'data' | 'context'>): PageRoute[] {
  async function findOne(request: Request): Promise<ControllerRecord | null> {
    const id = pathId(request.params);
    return isRecordId(id) ? data.controllers.find(id) : null;
  }

  function showForm(
    request: Request,
    response: Response,
    form: ControllerForm,
    more: { controller: ControllerRecord | null; refusal?: Refusal; moreRows?: boolean },
  ): void {
    const locale = request.locale;
    const texts = controllerTexts[locale];
    const { controller, refusal } = more;
    const base = controller ? `/desk/controllers/${controller._id}` : '/desk/controllers';
    const action = controller ? `${base}/edit` : `${base}/new`;
    showPage(request, response, {
      view: 'pages/controllers/form',
      title: controller ? texts.form.editTitle : texts.form.newTitle,
      section: 'controllers',
      status: refusal ? statusOf(refusal.code) : 200,
      problems: refusal && refusalProblems(refusal, locale, (errors) => controllerProblems(errors, locale)),
      self: action,
      breadcrumbs: crumbs(request, controller),
      model: controllerFormPage(form, {
        locale,
        action,
        cancelHref: base,
        emptyRows: more.moreRows ? 3 : form.contacts.length === 0 ? 2 : 1,
      }),
    });
  }

  return [
    getPage({
      path: '/desk/controllers',
      access: everybody,
      handler: async ({ request, response, locale, actor }) => {
        const cursor = isRecordId(request.query.cursor) ? request.query.cursor : undefined;
        const page = await data.controllers.list({ limit: controllersPerPage, cursor });
        showPage(request, response, {
          view: 'pages/controllers/list',
          title: controllerTexts[locale].listTitle,
          section: 'controllers',
          model: controllerListPage(page, { locale, cursor, mayEdit: actor.role === 'admin' }),
        });
      },
    }),
    getPage({
      path: '/desk/controllers/new',
      access: ['admin'],
      handler: ({ request, response }) => showForm(request, response, emptyControllerForm, { controller: null }),
    }),
    postPage({
      path: '/desk/controllers/new',
      access: ['admin'],
      body: formBody,
      handler: async ({ request, response, actor, now, body }) => {
        const form = readControllerForm(body);
        if (body.more) return showForm(request, response, form, { controller: null, moreRows: true });
        const input = readInput(controllerInput, controllerInputOf(form, { ids: false }));
        const outcome = input.ok ? await createController(context, { actor, now, input: input.value }) : input;
        if (!outcome.ok) return showForm(request, response, form, { controller: null, refusal: outcome.refusal });
        response.redirect(303, `/desk/controllers/${outcome.value._id}?done=created`);
      },
    }),
    getPage({
      path: '/desk/controllers/:id',
      access: everybody,
      handler: async ({ request, response, locale, actor }) => {
        const controller = await findOne(request);
        if (!controller) return showErrorPage(request, response, { status: 404, text: 'notFound' });
        const agreements = await data.agreements.findByController(controller._id);
        showPage(request, response, {
          view: 'pages/controllers/show',
          title: controller.name,
          section: 'controllers',
          notice: doneNotice(request.query.done, controllerTexts[locale].done),
          breadcrumbs: crumbs(request, null),
          model: controllerPage(controller, { agreements, locale, mayEdit: actor.role === 'admin' }),
        });
      },
    }),
    getPage({
      path: '/desk/controllers/:id/edit',
      access: ['admin'],
      handler: async ({ request, response }) => {
        const controller = await findOne(request);
        if (!controller) return showErrorPage(request, response, { status: 404, text: 'notFound' });
        showForm(request, response, controllerFormOf(controller), { controller });
      },
    }),
    postPage({
      path: '/desk/controllers/:id/edit',
      access: ['admin'],
      body: formBody,
      handler: async ({ request, response, actor, now, body }) => {
        const controller = await findOne(request);
        if (!controller) return showErrorPage(request, response, { status: 404, text: 'notFound' });
        const form = readControllerForm(body);
        if (body.more) return showForm(request, response, form, { controller, moreRows: true });
        const patch = readInput(controllerPatch, controllerInputOf(form, { ids: true }));
        const outcome = patch.ok
          ? await updateController(context, { actor, now, controllerId: controller._id, patch: patch.value })
          : patch;
        if (!outcome.ok) return showForm(request, response, form, { controller, refusal: outcome.refusal });
        response.redirect(303, `/desk/controllers/${controller._id}?done=updated`);
      },
    }),
  ];
}

function crumbs(request: Request, controller: ControllerRecord | null) {
  return [
    { href: '/desk/controllers', label: controllerTexts[request.locale].listTitle },
    ...(controller ? [{ href: `/desk/controllers/${controller._id}`, label: controller.name }] : []),
  ];
}
