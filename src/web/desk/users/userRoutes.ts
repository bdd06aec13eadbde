import type { Request, Response } from 'express';
import { z } from 'zod';
import type { Dependencies } from '../../../dependencies';
import type { PersonActor } from '../../../domain/actor';
import type { FieldProblem, Refusal } from '../../../domain/outcome';
import { userInput } from '../../../schemas/accounts';
import { readInput } from '../../../schemas/readInput';
import { addUser } from '../../../workflows/accounts/addUser';
import { setUserDisabled } from '../../../workflows/accounts/setUserDisabled';
import type { PageLocale } from '../../locale';
import { type PageProblem, showPage } from '../../page';
import { getPage, type PageRoute, postPage } from '../../pageRoute';
import { refusalProblems } from '../../refusalProblems';
import { statusOf } from '../../refusals';
import { showErrorPage } from '../../showErrorPage';
import { frameTexts } from '../../texts/frameTexts';
import { userTexts } from '../../texts/userTexts';
import { formBody, textOf } from '../formBody';
import { doneNotice, pathId } from '../pageAddress';
import { mailWishRoutes } from './mailWishRoutes';

const roles = ['publisher', 'dpo', 'admin', 'auditor'] as const;

/** Who may sign in: the list, adding, and taking access away. */
export function userRoutes({ data, context }: Pick<Dependencies, 'data' | 'context'>): PageRoute[] {
  async function showList(request: Request, response: Response, actor: PersonActor, refusal?: Refusal): Promise<void> {
    const locale = request.locale;
    const texts = userTexts[locale];
    const users = await data.accounts.listUsers();
    showPage(request, response, {
      view: 'pages/users/list',
      title: texts.title,
      section: 'users',
      status: refusal ? statusOf(refusal.code) : 200,
      problems: refusal && refusalProblems(refusal, locale),
      notice: request.method === 'GET' ? doneNotice(request.query.done, texts.done) : null,
      self: '/desk/users',
      model: {
        lead: texts.lead,
        create: { href: '/desk/users/new', label: texts.new },
        columns: { ...texts.columns, mail: texts.mailColumn },
        rows: users.map(({ _id, name, email, role, disabled, locale: language, digest, erased }) => ({
          name,
          email,
          role: frameTexts[locale].roles[role],
          state: disabled ? { label: texts.disabled, color: 'neutral' } : { label: texts.active, color: 'success' },
          mail: {
            words: texts.mailWords(texts.form.languages[language], role === 'dpo' ? (digest ? texts.mail.daily : texts.mail.notDaily) : ''),
            link: erased ? null : { href: `/desk/users/${_id}/mail`, label: texts.mail.edit, describes: texts.mail.editOf(name) },
          },
          you: erased ? texts.erased : _id === actor.personId ? texts.you : null,
          act: {
            id: `user-${_id}`,
            action: `/desk/users/${_id}/${disabled ? 'enable' : 'disable'}`,
            label: disabled ? texts.enable : texts.disable,
            describes: texts.actOn(disabled ? texts.enable : texts.disable, name),
          },
        })),
      },
    });
  }

  function showForm(
    request: Request,
    response: Response,
    said: { name: string; email: string; role: string; locale: string },
    refusal?: Refusal,
  ): void {
    const locale = request.locale;
    const texts = userTexts[locale].form;
    showPage(request, response, {
      view: 'pages/simpleForm',
      title: texts.title,
      section: 'users',
      status: refusal ? statusOf(refusal.code) : 200,
      problems: refusal && refusalProblems(refusal, locale, (errors) => userProblems(errors, locale)),
      self: '/desk/users/new',
      breadcrumbs: [{ href: '/desk/users', label: userTexts[locale].title }],
      model: {
        id: 'user',
        lead: null,
        version: null,
        action: '/desk/users/new',
        fields: [
          { name: 'name', label: texts.name, value: said.name },
          { name: 'email', label: texts.email, value: said.email, kind: 'email' },
          { name: 'password', label: texts.password, hint: texts.passwordHint, value: '', kind: 'password', autocomplete: 'new-password' },
        ],
        selects: [
          {
            name: 'role',
            label: texts.role,
            options: roles.map((value) => ({ value, label: frameTexts[locale].roles[value], selected: said.role === value })),
          },
          {
            name: 'locale',
            label: texts.language,
            options: (['nb', 'en'] as const).map((value) => ({ value, label: texts.languages[value], selected: said.locale === value })),
          },
        ],
        save: texts.save,
        cancel: { href: '/desk/users', label: texts.cancel },
      },
    });
  }

  return [
    ...mailWishRoutes({ data, context }),
    getPage({ path: '/desk/users', access: ['admin'], handler: ({ request, response, actor }) => showList(request, response, actor) }),
    getPage({
      path: '/desk/users/new',
      access: ['admin'],
      handler: ({ request, response }) => showForm(request, response, { name: '', email: '', role: 'publisher', locale: 'nb' }),
    }),
    postPage({
      path: '/desk/users/new',
      access: ['admin'],
      body: formBody,
      handler: async ({ request, response, actor, now, body }) => {
        const said = {
          name: textOf(body, 'name'),
          email: textOf(body, 'email'),
          role: textOf(body, 'role'),
          locale: textOf(body, 'locale'),
        };
        const password = typeof body.password === 'string' ? body.password : '';
        const input = readInput(userInput, { ...said, password });
        const outcome = input.ok ? await addUser(context, { actor, now, input: input.value }) : input;
        if (!outcome.ok) return showForm(request, response, said, outcome.refusal);
        response.redirect(303, '/desk/users?done=added');
      },
    }),
    ...(['disable', 'enable'] as const).map((act) =>
      postPage({
        path: `/desk/users/:id/${act}`,
        access: ['admin'],
        body: z.object({}),
        handler: async ({ request, response, actor, now }) => {
          const outcome = await setUserDisabled(context, { actor, now, userId: pathId(request.params), disabled: act === 'disable' });
          if (outcome.ok) return response.redirect(303, `/desk/users?done=${act}d`);
          if (outcome.refusal.code === 'not-found') return showErrorPage(request, response, { status: 404, text: 'notFound' });
          await showList(request, response, actor, outcome.refusal);
        },
      }),
    ),
  ];
}

function userProblems(problems: FieldProblem[], locale: PageLocale): PageProblem[] {
  const { form } = userTexts[locale];
  const labels: Record<string, string> = {
    name: form.name,
    email: form.email,
    password: form.password,
    role: form.role,
    locale: form.language,
  };
  return problems.map(({ pointer, detail }) => {
    const name = pointer.slice(1);
    const label = Object.hasOwn(labels, name) ? labels[name] : undefined;
    return { field: label ? name : null, text: detail[locale], summary: label ? `${label}: ${detail[locale]}` : detail[locale] };
  });
}
