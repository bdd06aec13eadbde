import type { Request, Response } from 'express';
import type { ChangeRecord } from '../../../data/change.model';
import type { SubprocessorRecord } from '../../../data/subprocessor.model';
import type { Dependencies } from '../../../dependencies';
import type { Refusal } from '../../../domain/outcome';
import { draftChange } from '../../../workflows/changes/draftChange';
import { editChange } from '../../../workflows/changes/editChange';
import type { PageLocale } from '../../locale';
import { type PageProblem, showPage } from '../../page';
import { getPage, type PageRoute, postPage } from '../../pageRoute';
import { refusalProblems } from '../../refusalProblems';
import { statusOf } from '../../refusals';
import { showErrorPage } from '../../showErrorPage';
import { changeFormTexts } from '../../texts/changeFormTexts';
import { changeTexts } from '../../texts/changeTexts';
import { isRecordId, wholeRegister } from '../lookUps';
import { rolesOf } from './changeActs';
import { type ChangeForm, type ChangeFormBody, changeFormBody, detailsFormOf, emptyDetails, readChangeForm } from './changeForm';
import { formProblems } from './changeFormFields';
import { draftOf } from './changeFormInput';
import { changeFormPage, changeStartPage } from './changeFormPage';
import { changeTitle } from './changeLabels';

/** Whom a form is about, as the register has them. */
interface Subject {
  /** null: a new one is described. */
  known: SubprocessorRecord | null;
  replaced: SubprocessorRecord | null;
  /** Whether the form says something of the subprocessor itself: a modify does, and an add or replace of what is only proposed. */
  describes: boolean;
}

const types = ['add', 'replace', 'modify', 'remove'];

/** Drafting and editing a change: first what kind and about whom, then everything that asks for. */
export function changeDraftRoutes({ data, context }: Pick<Dependencies, 'data' | 'context'>): PageRoute[] {
  async function knownServices(): Promise<string[]> {
    const [ofAgreements, ofSubprocessors] = await Promise.all([data.agreements.knownServices(), data.subprocessors.knownServices()]);
    return [...new Set([...ofAgreements, ...ofSubprocessors])].sort();
  }

  async function subjectOf(type: string, subprocessorId: string, replacesId: string): Promise<Subject> {
    const find = async (id: string) => (isRecordId(id) ? data.subprocessors.find(id) : null);
    const [known, replaced] = await Promise.all([find(subprocessorId), find(replacesId)]);
    const bringsOne = type === 'add' || type === 'replace';
    return { known, replaced, describes: type === 'modify' || (bringsOne && (!known || known.status === 'proposed')) };
  }

  function showForm(
    request: Request,
    response: Response,
    form: ChangeForm,
    more: {
      subject: Subject;
      change: ChangeRecord | null;
      services: string[];
      register: SubprocessorRecord[];
      problems?: PageProblem[];
      status?: number;
      moreRows?: string;
    },
  ): void {
    const locale = request.locale;
    const texts = changeFormTexts[locale];
    const { subject, change } = more;
    const base = change ? `/desk/changes/${change._id}` : '/desk/changes';
    const rows = (name: string, least: number, have: number) => (more.moreRows === name ? 3 : Math.max(1, least - have));
    showPage(request, response, {
      view: 'pages/changes/form',
      title: change ? texts.editTitle : texts.newTitle,
      section: 'changes',
      status: more.status,
      problems: more.problems,
      self: change ? `${base}/edit` : request.method === 'GET' ? undefined : '/desk/changes/new',
      breadcrumbs: [
        { href: '/desk/changes', label: changeTexts[locale].listTitle },
        ...(change ? [{ href: base, label: changeTitle(change, locale) }] : []),
      ],
      model: changeFormPage(form, {
        locale,
        action: change ? `${base}/edit` : '/desk/changes/new',
        cancelHref: base,
        knownServices: more.services,
        others: more.register.filter(({ _id }) => _id !== subject.known?._id),
        subjectName: subject.known?.legalName ?? null,
        replacesName: subject.replaced?.legalName ?? null,
        emptyRows: {
          locations: rows('locations', 2, form.details?.locations.length ?? 0),
          transferBasis: rows('transferBasis', 1, form.details?.transferBasis.length ?? 0),
        },
      }),
    });
  }

  function startProblems(chosen: { type: string; subprocessorId: string; replacesId: string }, locale: PageLocale): PageProblem[] {
    const texts = changeFormTexts[locale];
    const problems: PageProblem[] = [];
    if (!types.includes(chosen.type)) problems.push({ field: 'type', text: texts.typeMissing });
    const describesNew = chosen.subprocessorId === 'new' && chosen.type !== 'modify' && chosen.type !== 'remove';
    if (!describesNew && !isRecordId(chosen.subprocessorId)) problems.push({ field: 'subprocessorId', text: texts.subjectMissing });
    if (chosen.type === 'replace' && !isRecordId(chosen.replacesId)) problems.push({ field: 'replacesId', text: texts.replacesMissing });
    if (chosen.type === 'replace' && isRecordId(chosen.replacesId) && chosen.replacesId === chosen.subprocessorId) {
      problems.push({ field: 'replacesId', text: texts.replacesItself });
    }
    return problems;
  }

  /** Reads a posted form, and shows it again with more rows or with what is wrong; null then. */
  async function readForm(request: Request, response: Response, body: ChangeFormBody, change: ChangeRecord | null) {
    const named = readChangeForm(body, { describes: false });
    const subprocessorId = change ? change.subprocessorId : named.subprocessorId;
    const type = change ? change.type : named.type;
    const subject = await subjectOf(type, subprocessorId, named.replacesId);
    const form = { ...readChangeForm(body, subject), type, subprocessorId };
    const [services, register] = await Promise.all([knownServices(), wholeRegister(data)]);
    const again = (refusal: Refusal): void =>
      showForm(request, response, form, {
        subject,
        change,
        services,
        register,
        status: statusOf(refusal.code),
        problems: refusalProblems(refusal, request.locale, (errors) => formProblems(errors, { locale: request.locale })),
      });
    const more = body.more;
    if (typeof more === 'string') {
      showForm(request, response, form, { subject, change, services, register, moreRows: more });
      return null;
    }
    const original = subject.known ? detailsFormOf(subject.known, subject.known.contract) : null;
    const draft = draftOf(form, { original });
    if (!draft.ok) {
      again(draft.refusal);
      return null;
    }
    return { input: draft.value, version: form.version, again };
  }

  return [
    getPage({
      path: '/desk/changes/new',
      access: rolesOf.edit,
      handler: async ({ request, response, locale }) => {
        const asked = (name: string): string => (typeof request.query[name] === 'string' ? request.query[name] : '');
        const chosen = { type: asked('type'), subprocessorId: asked('subprocessorId'), replacesId: asked('replacesId') };
        const problems = asked('step') === 'details' ? startProblems(chosen, locale) : [];
        const register = await wholeRegister(data);
        if (asked('step') !== 'details' || problems.length > 0) {
          return showPage(request, response, {
            view: 'pages/changes/start',
            title: changeFormTexts[locale].newTitle,
            section: 'changes',
            status: problems.length > 0 ? 422 : 200,
            problems,
            breadcrumbs: [{ href: '/desk/changes', label: changeTexts[locale].listTitle }],
            model: changeStartPage(chosen, { locale, register }),
          });
        }
        const replacesId = chosen.type === 'replace' ? chosen.replacesId : '';
        const subprocessorId = chosen.subprocessorId === 'new' ? '' : chosen.subprocessorId;
        const subject = await subjectOf(chosen.type, subprocessorId, replacesId);
        if ((subprocessorId && !subject.known) || (replacesId && !subject.replaced)) {
          return showErrorPage(request, response, { status: 404, text: 'notFound' });
        }
        const form: ChangeForm = {
          type: chosen.type,
          subprocessorId,
          replacesId,
          services: subject.known?.services ?? subject.replaced?.services ?? [],
          reasonNb: '',
          reasonEn: '',
          plannedEffectiveOn: '',
          rollout: 'perAgreement',
          emergencyReason: '',
          takenOver: false,
          takenOverNote: '',
          details: subject.describes ? (subject.known ? detailsFormOf(subject.known, subject.known.contract) : emptyDetails) : null,
          version: undefined,
        };
        showForm(request, response, form, { subject, change: null, services: await knownServices(), register });
      },
    }),
    postPage({
      path: '/desk/changes/new',
      access: rolesOf.edit,
      body: changeFormBody,
      handler: async ({ request, response, actor, now, body }) => {
        const read = await readForm(request, response, body, null);
        if (!read) return;
        const drafted = await draftChange(context, { actor, now, input: read.input });
        if (!drafted.ok) return read.again(drafted.refusal);
        response.redirect(303, `/desk/changes/${drafted.value._id}?done=drafted`);
      },
    }),
    getPage({
      path: '/desk/changes/:id/edit',
      access: rolesOf.edit,
      handler: async ({ request, response }) => {
        const change = await findChange(data, request);
        if (!change) return showErrorPage(request, response, { status: 404, text: 'notFound' });
        if (change.status !== 'draft') return response.redirect(303, `/desk/changes/${change._id}`);
        const subject = await subjectOf(change.type, change.subprocessorId, change.replacesId ?? '');
        const form: ChangeForm = {
          type: change.type,
          subprocessorId: change.subprocessorId,
          replacesId: change.replacesId ?? '',
          services: change.services,
          reasonNb: change.reason.nb ?? change.reason.any ?? '',
          reasonEn: change.reason.en ?? change.reason.any ?? '',
          plannedEffectiveOn: change.plannedEffectiveOn,
          rollout: change.rollout,
          emergencyReason: change.emergency?.reason ?? '',
          takenOver: Boolean(change.takenOver),
          takenOverNote: change.takenOver?.note ?? '',
          details: subject.describes ? detailsFormOf(change.details, subject.known?.contract ?? null) : null,
          version: change.version,
        };
        showForm(request, response, form, { subject, change, services: await knownServices(), register: await wholeRegister(data) });
      },
    }),
    postPage({
      path: '/desk/changes/:id/edit',
      access: rolesOf.edit,
      body: changeFormBody,
      handler: async ({ request, response, actor, now, body }) => {
        const change = await findChange(data, request);
        if (!change) return showErrorPage(request, response, { status: 404, text: 'notFound' });
        const read = await readForm(request, response, body, change);
        if (!read) return;
        const edited = await editChange(context, {
          actor,
          now,
          changeId: change._id,
          input: read.input,
          ...(read.version ? { version: read.version } : {}),
        });
        if (!edited.ok) return read.again(edited.refusal);
        response.redirect(303, `/desk/changes/${change._id}?done=edited`);
      },
    }),
  ];
}

/** The change that the address names; null for an id that is none. */
export async function findChange(data: Dependencies['data'], request: Request): Promise<ChangeRecord | null> {
  const { id } = request.params;
  return typeof id === 'string' && isRecordId(id) ? data.changes.find(id) : null;
}
