import type { Request, Response } from 'express';
import type { SubprocessorRecord } from '../../../data/subprocessor.model';
import type { Dependencies } from '../../../dependencies';
import type { Role } from '../../../domain/actor';
import type { ChangeStatus } from '../../../domain/change/changeLife';
import type { Refusal } from '../../../domain/outcome';
import { countedDecisions } from '../../../domain/transfer/adequacyList';
import { readInput } from '../../../schemas/readInput';
import { contractInput } from '../../../schemas/subprocessors';
import { adequacyInForce } from '../../../workflows/adequacy/adequacyInForce';
import { waitsForSecond } from '../../../workflows/adequacy/waitsForSecond';
import { processorDay } from '../../../workflows/processorDay';
import { registerSubprocessor } from '../../../workflows/registry/registerSubprocessor';
import { updateSubprocessor } from '../../../workflows/registry/updateSubprocessor';
import { type PageProblem, showPage } from '../../page';
import { getPage, type PageRoute, postPage } from '../../pageRoute';
import { refusalProblems } from '../../refusalProblems';
import { statusOf } from '../../refusals';
import { showErrorPage } from '../../showErrorPage';
import { subprocessorTexts } from '../../texts/subprocessorTexts';
import { type FormBody, formBody, textOf, versionOf } from '../formBody';
import { isRecordId, wholeRegister } from '../lookUps';
import { doneNotice, pathId } from '../pageAddress';
import {
  emptyForm,
  formOf,
  inputOf,
  patchOf,
  readSubprocessorForm,
  type SubprocessorForm,
  subprocessorFormPage,
  subprocessorProblems,
} from './subprocessorForm';
import { subprocessorListPage, subprocessorsPerPage } from './subprocessorListPage';
import { changeFormAddress, subprocessorPage } from './subprocessorPage';

const everybody = ['admin', 'publisher', 'dpo', 'auditor'] as const;
const editors = ['admin', 'publisher'] as const;
const mayEdit = (role: Role): boolean => editors.some((each) => each === role);

const annexesShown = 100;
/** What has left the drawing board: since then the entry is only corrected by a change. */
const submitted: ChangeStatus[] = ['inReview', 'approved', 'published', 'completed'];
const everyStatus: ChangeStatus[] = ['draft', ...submitted, 'withdrawn'];

/** The register of subprocessors: the list, the page of one, registering, correcting, and the processor's contract with it. */
export function subprocessorRoutes({ data, context }: Pick<Dependencies, 'data' | 'context'>): PageRoute[] {
  async function findOne(request: Request): Promise<SubprocessorRecord | null> {
    const id = pathId(request.params);
    return isRecordId(id) ? data.subprocessors.find(id) : null;
  }

  async function isInForce({ _id }: SubprocessorRecord): Promise<boolean> {
    if ((await data.annexes.countInForce(_id)) > 0) return true;
    return (await data.changes.listOfSubprocessor(_id, submitted)).length > 0;
  }

  /** Those above it, nearest first. A loop, which nothing lets in, would end here too. */
  async function chainAbove(subprocessor: SubprocessorRecord): Promise<SubprocessorRecord[]> {
    const above: SubprocessorRecord[] = [];
    let next = subprocessor.parentId;
    while (next && above.length < 20 && !above.some(({ _id }) => _id === next)) {
      const parent: SubprocessorRecord | null = await data.subprocessors.find(next);
      if (!parent) break;
      above.push(parent);
      next = parent.parentId;
    }
    return above;
  }

  async function entriesOf({ _id }: SubprocessorRecord) {
    const entries = await data.annexes.listInForceOf(_id, annexesShown);
    const agreements = await data.agreements.findMany(entries.map(({ agreementId }) => agreementId));
    return entries.flatMap((entry) => {
      const agreement = agreements.find((each) => each._id === entry.agreementId);
      return agreement ? [{ entry, agreement }] : [];
    });
  }

  async function showForm(
    request: Request,
    response: Response,
    form: SubprocessorForm,
    more: { subprocessor: SubprocessorRecord | null; problems?: PageProblem[]; status?: number; moreRows?: string },
  ): Promise<void> {
    const locale = request.locale;
    const texts = subprocessorTexts[locale];
    const { subprocessor } = more;
    const [register, ofAgreements, ofSubprocessors] = await Promise.all([
      wholeRegister(data),
      data.agreements.knownServices(),
      data.subprocessors.knownServices(),
    ]);
    const base = subprocessor ? `/desk/subprocessors/${subprocessor._id}` : '/desk/subprocessors';
    const action = subprocessor ? `${base}/edit` : `${base}/new`;
    showPage(request, response, {
      view: 'pages/subprocessors/form',
      title: subprocessor ? texts.form.editTitle : texts.form.newTitle,
      section: 'subprocessors',
      status: more.status,
      problems: more.problems,
      self: action,
      breadcrumbs: crumbs(request, subprocessor),
      model: subprocessorFormPage(form, {
        locale,
        action,
        cancelHref: base,
        knownServices: [...new Set([...ofAgreements, ...ofSubprocessors])].sort(),
        others: register.filter(({ _id }) => _id !== subprocessor?._id),
        moreRows: more.moreRows,
        isNew: subprocessor === null,
      }),
    });
  }

  async function showFormAgain(
    request: Request,
    response: Response,
    form: SubprocessorForm,
    subprocessor: SubprocessorRecord | null,
    refusal: Refusal,
  ): Promise<void> {
    const problems = refusalProblems(refusal, request.locale, (errors) => subprocessorProblems(errors, request.locale));
    await showForm(request, response, form, { subprocessor, problems, status: statusOf(refusal.code) });
  }

  function showContract(
    request: Request,
    response: Response,
    subprocessor: SubprocessorRecord,
    more: { signedOn: string; reference: string; version: number; refusal?: Refusal },
  ): void {
    const locale = request.locale;
    const texts = subprocessorTexts[locale].contract;
    const fields: Record<string, { name: string; label: string }> = {
      signedOn: { name: 'signedOn', label: texts.signedOn },
      reference: { name: 'reference', label: texts.reference },
    };
    const problems =
      more.refusal &&
      refusalProblems(more.refusal, locale, (errors) =>
        errors.map(({ pointer, detail }) => {
          const field = fields[pointer.split('/').at(-1) ?? ''];
          return {
            field: field?.name ?? null,
            text: detail[locale],
            summary: field ? `${field.label}: ${detail[locale]}` : detail[locale],
          };
        }),
      );
    const href = `/desk/subprocessors/${subprocessor._id}`;
    showPage(request, response, {
      view: 'pages/simpleForm',
      title: texts.title,
      section: 'subprocessors',
      status: more.refusal ? statusOf(more.refusal.code) : 200,
      problems,
      self: `${href}/contract`,
      breadcrumbs: crumbs(request, subprocessor),
      model: {
        id: 'contract',
        lead: texts.lead,
        action: `${href}/contract`,
        version: String(more.version),
        fields: [
          { ...fields.signedOn, value: more.signedOn, kind: 'date', width: 'short' },
          { ...fields.reference, value: more.reference, hint: texts.referenceHint },
        ],
        save: texts.save,
        cancel: { href, label: subprocessorTexts[locale].form.cancel },
      },
    });
  }

  return [
    getPage({
      path: '/desk/subprocessors',
      access: everybody,
      handler: async ({ request, response, now, locale, actor }) => {
        const cursor = isRecordId(request.query.cursor) ? request.query.cursor : undefined;
        const [page, register, { decisions }] = await Promise.all([
          data.subprocessors.list({ limit: subprocessorsPerPage, cursor }),
          wholeRegister(data),
          data.adequacy.read(),
        ]);
        const list = {
          register,
          adequacy: countedDecisions(decisions),
          waiting: decisions.filter(waitsForSecond).length,
          today: processorDay(now),
        };
        showPage(request, response, {
          view: 'pages/subprocessors/list',
          title: subprocessorTexts[locale].listTitle,
          section: 'subprocessors',
          model: subprocessorListPage(page, { ...list, locale, cursor, mayRegister: mayEdit(actor.role) }),
        });
      },
    }),
    getPage({
      path: '/desk/subprocessors/new',
      access: editors,
      handler: async ({ request, response }) => showForm(request, response, emptyForm, { subprocessor: null }),
    }),
    postPage({
      path: '/desk/subprocessors/new',
      access: editors,
      body: formBody,
      handler: async ({ request, response, actor, now, body }) => {
        const form = readSubprocessorForm(body);
        if (typeof body.more === 'string') return showForm(request, response, form, { subprocessor: null, moreRows: body.more });
        const input = inputOf(form);
        const outcome = input.ok ? await registerSubprocessor(context, { actor, now, input: input.value }) : input;
        if (!outcome.ok) return showFormAgain(request, response, form, null, outcome.refusal);
        response.redirect(303, `/desk/subprocessors/${outcome.value._id}?done=registered`);
      },
    }),
    getPage({
      path: '/desk/subprocessors/:id',
      access: everybody,
      handler: async ({ request, response, now, locale, actor }) => {
        const subprocessor = await findOne(request);
        if (!subprocessor) return showErrorPage(request, response, { status: 404, text: 'notFound' });
        const [above, below, entries, entryCount, changes, inForce, adequacy] = await Promise.all([
          chainAbove(subprocessor),
          data.subprocessors.listBelow(subprocessor._id),
          entriesOf(subprocessor),
          data.annexes.countInForce(subprocessor._id),
          data.changes.listOfSubprocessor(subprocessor._id, everyStatus),
          isInForce(subprocessor),
          adequacyInForce(context),
        ]);
        const facts = { subprocessor, above, below, entries, entryCount, changes, inForce, adequacy, today: processorDay(now) };
        showPage(request, response, {
          view: 'pages/subprocessors/show',
          title: subprocessor.legalName,
          section: 'subprocessors',
          notice: doneNotice(request.query.done, subprocessorTexts[locale].done),
          breadcrumbs: crumbs(request, null),
          model: subprocessorPage({ ...facts, mayEdit: mayEdit(actor.role), mayDraft: actor.role === 'publisher' }, locale),
        });
      },
    }),
    getPage({
      path: '/desk/subprocessors/:id/edit',
      access: editors,
      handler: async ({ request, response, locale, actor }) => {
        const subprocessor = await findOne(request);
        if (!subprocessor) return showErrorPage(request, response, { status: 404, text: 'notFound' });
        if (!(await isInForce(subprocessor))) return showForm(request, response, formOf(subprocessor), { subprocessor });
        const texts = subprocessorTexts[locale];
        showPage(request, response, {
          view: 'pages/subprocessors/inForce',
          title: texts.form.inForceTitle,
          section: 'subprocessors',
          breadcrumbs: crumbs(request, subprocessor),
          model: {
            text: texts.form.inForce,
            draft: actor.role === 'publisher' ? { href: changeFormAddress(subprocessor), label: texts.draftChange } : null,
            contract: {
              href: `/desk/subprocessors/${subprocessor._id}/contract`,
              label: subprocessor.contract ? texts.correctContract : texts.recordContract,
            },
          },
        });
      },
    }),
    postPage({
      path: '/desk/subprocessors/:id/edit',
      access: editors,
      body: formBody,
      handler: async ({ request, response, actor, now, body }) => {
        const subprocessor = await findOne(request);
        if (!subprocessor) return showErrorPage(request, response, { status: 404, text: 'notFound' });
        const form = readSubprocessorForm(body);
        if (typeof body.more === 'string') return showForm(request, response, form, { subprocessor, moreRows: body.more });
        const patch = patchOf(form, subprocessor);
        const outcome = patch.ok
          ? await updateSubprocessor(context, { actor, now, subprocessorId: subprocessor._id, patch: patch.value })
          : patch;
        if (!outcome.ok) return showFormAgain(request, response, form, subprocessor, outcome.refusal);
        response.redirect(303, `/desk/subprocessors/${subprocessor._id}?done=updated`);
      },
    }),
    getPage({
      path: '/desk/subprocessors/:id/contract',
      access: editors,
      handler: async ({ request, response }) => {
        const subprocessor = await findOne(request);
        if (!subprocessor) return showErrorPage(request, response, { status: 404, text: 'notFound' });
        const { contract, version } = subprocessor;
        showContract(request, response, subprocessor, {
          signedOn: contract?.signedOn ?? '',
          reference: contract?.reference ?? '',
          version,
        });
      },
    }),
    postPage({
      path: '/desk/subprocessors/:id/contract',
      access: editors,
      body: formBody,
      handler: async ({ request, response, actor, now, body }) => {
        const subprocessor = await findOne(request);
        if (!subprocessor) return showErrorPage(request, response, { status: 404, text: 'notFound' });
        const said = { signedOn: textOf(body, 'signedOn'), reference: textOf(body, 'reference') };
        const version = versionIn(body, subprocessor);
        const contract = readInput(contractInput, said);
        const outcome = contract.ok
          ? await updateSubprocessor(context, {
              actor,
              now,
              subprocessorId: subprocessor._id,
              patch: { contract: contract.value, version },
            })
          : contract;
        if (!outcome.ok)
          return showContract(request, response, subprocessor, { ...said, version: subprocessor.version, refusal: outcome.refusal });
        response.redirect(303, `/desk/subprocessors/${subprocessor._id}?done=contract`);
      },
    }),
  ];
}

function versionIn(body: FormBody, { version }: SubprocessorRecord): number {
  return versionOf(body) ?? version;
}

function crumbs(request: Request, subprocessor: SubprocessorRecord | null) {
  return [
    { href: '/desk/subprocessors', label: subprocessorTexts[request.locale].listTitle },
    ...(subprocessor ? [{ href: `/desk/subprocessors/${subprocessor._id}`, label: subprocessor.legalName }] : []),
  ];
}
