import type { Request, Response } from 'express';
import type { ChangeContent, ChangeRecord } from '../../../data/change.model';
import type { LocalText } from '../../../data/localText';
import type { Dependencies } from '../../../dependencies';
import { done, type Outcome, type Refusal } from '../../../domain/outcome';
import { revisionInput } from '../../../schemas/changes';
import { readInput } from '../../../schemas/readInput';
import { editRevision, proposeRevision } from '../../../workflows/revisions/proposeRevision';
import type { RevisionInput } from '../../../workflows/revisions/resolveRevision';
import type { PageLocale } from '../../locale';
import { type PageProblem, showPage } from '../../page';
import { getPage, type PageRoute, postPage } from '../../pageRoute';
import { refusalProblems } from '../../refusalProblems';
import { statusOf } from '../../refusals';
import { showErrorPage } from '../../showErrorPage';
import { changeTexts } from '../../texts/changeTexts';
import { revisionPageTexts } from '../../texts/revisionPageTexts';
import { wholeRegister } from '../lookUps';
import { rolesOf } from './changeActs';
import { findChange } from './changeDraftRoutes';
import { type ChangeForm, type ChangeFormBody, changeFormBody, detailsFormOf, readChangeForm } from './changeForm';
import { formProblems } from './changeFormFields';
import { detailDifferences, inLanguages } from './changeFormInput';
import { changeFormPage } from './changeFormPage';
import { changeTitle } from './changeLabels';

/** The form of a correction: the change's own, and why. */
interface RevisionForm {
  change: ChangeForm;
  reasonNb: string;
  reasonEn: string;
}

/** Proposing a correction of a published change, and editing it while it is a draft: one form, filled with what is proposed or else published. */
export function changeRevisionRoutes({ data, context }: Pick<Dependencies, 'data' | 'context'>): PageRoute[] {
  async function showForm(
    { request, response, locale }: { request: Request; response: Response; locale: PageLocale },
    change: ChangeRecord,
    { form, ...more }: { form: RevisionForm; problems?: PageProblem[]; status?: number; moreRows?: string },
  ): Promise<void> {
    const texts = revisionPageTexts[locale].form;
    const base = `/desk/changes/${change._id}`;
    const [register, ofAgreements] = await Promise.all([wholeRegister(data), data.agreements.knownServices()]);
    const rows = (name: string, least: number, have: number) => (more.moreRows === name ? 3 : Math.max(1, least - have));
    const { details } = form.change;
    const model = changeFormPage(form.change, {
      locale,
      action: `${base}/revise`,
      cancelHref: base,
      knownServices: ofAgreements,
      others: register.filter(({ _id }) => _id !== change.subprocessorId),
      subjectName: change.details.legalName,
      replacesName: form.change.replacesId ? (register.find(({ _id }) => _id === form.change.replacesId)?.legalName ?? null) : null,
      emptyRows: {
        locations: rows('locations', 2, details?.locations.length ?? 0),
        transferBasis: rows('transferBasis', 1, details?.transferBasis.length ?? 0),
      },
    });
    showPage(request, response, {
      view: 'pages/changes/form',
      title: texts.title,
      section: 'changes',
      status: more.status,
      problems: more.problems,
      self: `${base}/revise`,
      breadcrumbs: [
        { href: '/desk/changes', label: changeTexts[locale].listTitle },
        { href: base, label: changeTitle(change, locale) },
      ],
      model: {
        ...model,
        lead: texts.lead,
        save: texts.save,
        revisionReasons: [
          {
            name: 'revisionReasonNb',
            label: texts.reasonNb,
            hint: texts.reasonHint,
            value: form.reasonNb,
            kind: 'textarea',
            rows: 3,
            lang: 'nb',
          },
          { name: 'revisionReasonEn', label: texts.reasonEn, value: form.reasonEn, kind: 'textarea', rows: 3, lang: 'en' },
        ],
        // What is told by mail was not told by hand, and the contract is in the register.
        takenOver: null,
        details: model.details && { ...model.details, hint: null, contract: null },
      },
    });
  }

  /** The change that can be corrected now; otherwise its page is shown, or that there is none, and null given. */
  async function correctable(request: Request, response: Response): Promise<ChangeRecord | null> {
    const change = await findChange(data, request);
    if (!change) {
      showErrorPage(request, response, { status: 404, text: 'notFound' });
      return null;
    }
    const isOpen = change.status === 'published' && (!change.proposed || change.proposed.status === 'draft');
    if (!isOpen) response.redirect(303, `/desk/changes/${change._id}`);
    return isOpen ? change : null;
  }

  return [
    getPage({
      path: '/desk/changes/:id/revise',
      access: rolesOf.revise,
      handler: async ({ request, response, locale }) => {
        const change = await correctable(request, response);
        if (change) await showForm({ request, response, locale }, change, { form: formOf(change) });
      },
    }),
    postPage({
      path: '/desk/changes/:id/revise',
      access: rolesOf.revise,
      body: changeFormBody,
      handler: async ({ request, response, actor, now, locale, body }) => {
        const change = await correctable(request, response);
        if (!change) return;
        const form = readForm(body, change);
        const again = (refusal: Refusal): Promise<void> =>
          showForm({ request, response, locale }, change, {
            form,
            status: statusOf(refusal.code),
            problems: refusalProblems(refusal, locale, (errors) => formProblems(errors, { locale })),
          });
        if (typeof body.more === 'string') return showForm({ request, response, locale }, change, { form, moreRows: body.more });
        const input = inputOf(form, formOf(change));
        if (!input.ok) return again(input.refusal);
        const { version } = form.change;
        const act = { actor, now, changeId: change._id, input: input.value, ...(version ? { version } : {}) };
        const saved = await (change.proposed ? editRevision(context, act) : proposeRevision(context, act));
        if (!saved.ok) return again(saved.refusal);
        response.redirect(303, `/desk/changes/${change._id}?done=proposed`);
      },
    }),
  ];
}

function inLanguage(text: LocalText | null | undefined, language: 'nb' | 'en'): string {
  return text?.[language] ?? text?.any ?? '';
}

/** The form of what is proposed, or else of what is published. */
function formOf(change: ChangeRecord): RevisionForm {
  const content: ChangeContent = change.proposed ?? change;
  const reason = change.proposed?.reasonForRevision;
  return {
    change: {
      type: content.type,
      subprocessorId: content.subprocessorId,
      replacesId: content.replacesId ?? '',
      services: content.services,
      reasonNb: inLanguage(content.reason, 'nb'),
      reasonEn: inLanguage(content.reason, 'en'),
      plannedEffectiveOn: content.plannedEffectiveOn,
      rollout: content.rollout,
      emergencyReason: content.emergency?.reason ?? '',
      takenOver: false,
      takenOverNote: '',
      details: content.type === 'remove' ? null : detailsFormOf(content.details, null),
      version: change.version,
    },
    reasonNb: inLanguage(reason, 'nb'),
    reasonEn: inLanguage(reason, 'en'),
  };
}

function readForm(body: ChangeFormBody, change: ChangeRecord): RevisionForm {
  const text = (name: string): string => (typeof body[name] === 'string' ? body[name].trim() : '');
  const read = readChangeForm(body, { describes: change.type !== 'remove' });
  const { type, subprocessorId, replacesId } = formOf(change).change;
  return { change: { ...read, type, subprocessorId, replacesId }, reasonNb: text('revisionReasonNb'), reasonEn: text('revisionReasonEn') };
}

/** What the form says otherwise than `before`, as `POST /changes/{id}/revisions` takes it; every problem at once with pointers as there. */
function inputOf(form: RevisionForm, before: RevisionForm): Outcome<RevisionInput> {
  const { change } = form;
  const was = before.change;
  const differs = (...names: (keyof ChangeForm)[]): boolean =>
    names.some((name) => JSON.stringify(change[name]) !== JSON.stringify(was[name]));
  const described = change.details && was.details ? detailDifferences(change.details, was.details) : {};
  const read = readInput(revisionInput, {
    ...(Object.keys(described).length > 0 ? { subprocessor: described } : {}),
    ...(differs('services') ? { services: change.services } : {}),
    ...(differs('reasonNb', 'reasonEn') ? { reason: inLanguages(change.reasonNb, change.reasonEn) } : {}),
    ...(differs('plannedEffectiveOn') ? { plannedEffectiveOn: change.plannedEffectiveOn } : {}),
    ...(differs('rollout') ? { rollout: change.rollout } : {}),
    ...(differs('emergencyReason') ? { emergency: change.emergencyReason ? { reason: change.emergencyReason } : null } : {}),
    reasonForRevision: inLanguages(form.reasonNb, form.reasonEn),
  });
  if (!read.ok) return read;
  const { version: _version, ...input } = read.value;
  return done(input);
}
