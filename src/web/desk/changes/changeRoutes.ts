import { z } from 'zod';
import type { ChangeRecord } from '../../../data/change.model';
import type { Dependencies } from '../../../dependencies';
import type { PersonActor } from '../../../domain/actor';
import { parseCalendarDate } from '../../../domain/calendar/calendarDate';
import { type ChangeStatus, changeStatuses } from '../../../domain/change/changeLife';
import type { Outcome, Refusal } from '../../../domain/outcome';
import { describeDate } from '../../../domain/periods/describe';
import { approveChange } from '../../../workflows/changes/approveChange';
import { changeCounts } from '../../../workflows/changes/changeCounts';
import { listChangeAgreements } from '../../../workflows/changes/listChangeAgreements';
import { publishChange } from '../../../workflows/changes/publishChange';
import { returnChange } from '../../../workflows/changes/returnChange';
import type { ChangeAct } from '../../../workflows/changes/stepChange';
import { submitChange } from '../../../workflows/changes/submitChange';
import { switchRollout } from '../../../workflows/changes/switchRollout';
import { withdrawChange } from '../../../workflows/changes/withdrawChange';
import { previewNewest } from '../../../workflows/revisions/previewRevision';
import { discardRevision } from '../../../workflows/revisions/proposeRevision';
import { asProposed, isMaterial, materialityOfProposal } from '../../../workflows/revisions/revisionContent';
import type { PageLocale } from '../../locale';
import { type PageProblem, showPage } from '../../page';
import { getPage, type PageRequest, type PageRoute, postPage } from '../../pageRoute';
import { refusalProblems } from '../../refusalProblems';
import { statusOf } from '../../refusals';
import { showErrorPage } from '../../showErrorPage';
import { changePageTexts } from '../../texts/changePageTexts';
import { changeTexts } from '../../texts/changeTexts';
import { revisionPageTexts } from '../../texts/revisionPageTexts';
import { agreementReferences, isRecordId } from '../lookUps';
import { rolesOf } from './changeActs';
import { documentsOfChange } from './changeDocumentsPage';
import { findChange } from './changeDraftRoutes';
import { formProblems } from './changeFormFields';
import { changeTitle } from './changeLabels';
import { changeListPage, changesPerPage } from './changeListPage';
import { changePage } from './changePage';
import { type CheckedAct, checkPage } from './checkPage';
import { deliveriesView } from './deliveriesView';
import { agreementsPerPage, dryRunView } from './dryRunView';
import { revisionView } from './revisionView';

const everybody = ['admin', 'publisher', 'dpo', 'auditor'] as const;

/** The note of an act, as it was sent; its length is checked by the handler, which shows the page again. */
const actBody = z.object({ note: z.string().default(''), version: z.string().default(''), immaterial: z.string().default('') });
type ActBody = z.output<typeof actBody>;

const longestNote = 2_000;

interface ActOfPage {
  name: 'submit' | 'return' | 'approve' | CheckedAct;
  /** The key of the word of what has been done. */
  done: keyof (typeof changePageTexts)['nb']['done'] | keyof (typeof revisionPageTexts)['nb']['done'];
  run: (act: ChangeAct & { immaterial?: boolean }) => Promise<Outcome<ChangeRecord>>;
}

/** The list of changes, the page of one, and the acts on it. */
export function changeRoutes({ data, context }: Pick<Dependencies, 'data' | 'context'>): PageRoute[] {
  const acts: ActOfPage[] = [
    { name: 'submit', done: 'submitted', run: (act) => submitChange(context, act) },
    { name: 'return', done: 'returned', run: (act) => returnChange(context, act) },
    { name: 'approve', done: 'approved', run: (act) => approveChange(context, act) },
    { name: 'publish', done: 'published', run: (act) => publishChange(context, act) },
    { name: 'withdraw', done: 'withdrawn', run: (act) => withdrawChange(context, act) },
    { name: 'rollout', done: 'switched', run: (act) => switchRollout(context, act) },
    { name: 'discard', done: 'discarded', run: (act) => discardRevision(context, act) },
  ];

  async function showChange(
    page: Pick<PageRequest, 'request' | 'response' | 'now' | 'locale' | 'actor'>,
    change: ChangeRecord,
    more: { problems?: PageProblem[]; status?: number; note?: string } = {},
  ): Promise<void> {
    const { request, response, now, locale, actor } = page;
    const query = request.method === 'GET' ? request.query : {};
    const parentIds = [change.details.parentId, change.proposed?.details.parentId].filter((id): id is string => Boolean(id));
    const beforePublication = change.publishedAt === null && change.status !== 'withdrawn';
    const [subprocessor, parents, documents, dryRun, deliveries] = await Promise.all([
      data.subprocessors.find(change.subprocessorId),
      data.subprocessors.findMany(parentIds),
      data.documents.listOfChange(change._id),
      beforePublication || change.proposed ? previewNewest(context, { changeId: change._id, now }) : null,
      change.publishedAt ? loadDeliveries(change, { now, locale, actor, cursor: query.cursor }) : null,
    ]);
    const parentNames = new Map(parents.map(({ _id, legalName }) => [_id, legalName]));
    const said = { ...changePageTexts[locale].done, ...revisionPageTexts[locale].done };
    const done = typeof query.done === 'string' && Object.hasOwn(said, query.done) ? said[query.done as keyof typeof said] : null;
    const from = Math.max(0, Math.trunc(Number(query.from)) || 0);
    showPage(request, response, {
      view: 'pages/changes/show',
      title: changeTitle(change, locale),
      section: 'changes',
      status: more.status,
      problems: more.problems,
      notice: done,
      self: request.method === 'GET' ? undefined : `/desk/changes/${change._id}`,
      breadcrumbs: [{ href: '/desk/changes', label: changeTexts[locale].listTitle }],
      model: {
        ...changePage(change, {
          locale,
          actor,
          allowSelfRelease: context.settings.allowSelfRelease,
          subprocessor,
          parentName: parentNames.get(change.details.parentId ?? '') ?? null,
          note: more.note ?? '',
        }),
        revision: revisionView(change, { reach: dryRun?.ok ? dryRun.value.revision : null, locale, parentNames }),
        dryRun: dryRun?.ok
          ? dryRunView(dryRun.value, {
              change: change.proposed ? asProposed(change, change.proposed) : change,
              locale,
              now,
              from: from < dryRun.value.agreements.length ? from - (from % agreementsPerPage) : 0,
            })
          : null,
        deliveries,
        documents: documentsOfChange(change, documents, locale),
      },
    });
  }

  async function loadDeliveries(change: ChangeRecord, facts: { now: Date; locale: PageLocale; actor: PersonActor; cursor: unknown }) {
    const cursor = isRecordId(facts.cursor) ? facts.cursor : undefined;
    const [counts, page, objections] = await Promise.all([
      changeCounts(context, { changeId: change._id, now: facts.now }),
      listChangeAgreements(context, { changeId: change._id, now: facts.now, limit: agreementsPerPage, cursor }),
      data.objections.listOpenOfChange(change._id),
    ]);
    const references = await agreementReferences(
      data,
      objections.map(({ agreementId }) => agreementId),
    );
    return deliveriesView(
      {
        changeId: change._id,
        counts,
        page: page.ok ? page.value : { items: [], next: null },
        cursor,
        objections,
        references,
        mayOpenObjections: facts.actor.role === 'dpo' || facts.actor.role === 'auditor',
      },
      facts.locale,
    );
  }

  async function showCheck(
    page: Pick<PageRequest, 'request' | 'response' | 'now' | 'locale'>,
    change: ChangeRecord,
    name: CheckedAct,
    more: { problems?: PageProblem[]; status?: number; note?: string } = {},
  ): Promise<void> {
    const { request, response, now, locale } = page;
    const asksPreview = !change.publishedAt || (change.proposed !== null && name === 'publish' && isMaterialProposal(change));
    const preview = asksPreview ? await previewNewest(context, { changeId: change._id, now }) : null;
    const notified = change.publishedAt ? (await data.notices.listOfChange(change._id, { limit: 200 })).items : [];
    const affected = preview?.ok
      ? preview.value.agreements.map(({ reference, controllerName }) => ({ reference, controllerName }))
      : notified.map(({ content }) => ({ reference: content.agreementReference, controllerName: content.controllerName }));
    const model = checkPage(change, { name, locale, affected, note: more.note ?? '' });
    showPage(request, response, {
      view: 'pages/changes/check',
      title: model.title,
      section: 'changes',
      status: more.status,
      problems: more.problems,
      breadcrumbs: [
        { href: '/desk/changes', label: changeTexts[locale].listTitle },
        { href: `/desk/changes/${change._id}`, label: changeTitle(change, locale) },
      ],
      model,
    });
  }

  async function act({ name, done, run }: ActOfPage, page: PageRequest<ActBody>): Promise<void> {
    const { request, response, actor, now, locale, body } = page;
    const change = await findChange(data, request);
    if (!change) return showErrorPage(request, response, { status: 404, text: 'notFound' });
    const note = body.note.trim();
    const version = Number(body.version);
    const tooLong = noteTooLong(note);
    const outcome =
      tooLong ??
      (await run({
        actor,
        now,
        changeId: change._id,
        ...(note ? { note } : {}),
        ...(version > 0 ? { version } : {}),
        ...(body.immaterial === 'yes' ? { immaterial: true } : {}),
      }));
    if (outcome.ok) return response.redirect(303, `/desk/changes/${change._id}?done=${done}`);
    const present = (await data.changes.find(change._id)) ?? change;
    const again = { problems: actProblems(outcome.refusal, change._id, locale), status: statusOf(outcome.refusal.code), note: body.note };
    const isChecked = name === 'publish' || name === 'withdraw' || name === 'rollout' || name === 'discard';
    if (isChecked && present.status === change.status) return showCheck(page, present, name, again);
    return showChange(page, present, again);
  }

  return [
    getPage({
      path: '/desk/changes',
      access: everybody,
      handler: async ({ request, response, locale, actor }) => {
        const status = changeStatuses.find((each): each is ChangeStatus => each === request.query.status);
        const cursor = isRecordId(request.query.cursor) ? request.query.cursor : undefined;
        const changes = await data.changes.list({ limit: changesPerPage, cursor, ...(status ? { status } : {}) });
        showPage(request, response, {
          view: 'pages/changes/list',
          title: changeTexts[locale].listTitle,
          section: 'changes',
          model: changeListPage(changes, { locale, status, cursor, mayDraft: (rolesOf.edit as readonly string[]).includes(actor.role) }),
        });
      },
    }),
    getPage({
      path: '/desk/changes/:id',
      access: everybody,
      handler: async (page) => {
        const change = await findChange(data, page.request);
        if (!change) return showErrorPage(page.request, page.response, { status: 404, text: 'notFound' });
        await showChange(page, change);
      },
    }),
    ...(['publish', 'withdraw', 'rollout', 'discard'] as const).map((name) =>
      getPage({
        path: `/desk/changes/:id/${name}`,
        access: rolesOf[name],
        handler: async (page) => {
          const change = await findChange(data, page.request);
          if (!change) return showErrorPage(page.request, page.response, { status: 404, text: 'notFound' });
          await showCheck(page, change, name);
        },
      }),
    ),
    ...acts.map((each) =>
      postPage({ path: `/desk/changes/:id/${each.name}`, access: rolesOf[each.name], body: actBody, handler: (page) => act(each, page) }),
    ),
  ];
}

function isMaterialProposal(change: ChangeRecord): boolean {
  return change.proposed !== null && isMaterial(change.proposed, materialityOfProposal(change, change.proposed));
}

function noteTooLong(note: string): { ok: false; refusal: Refusal } | null {
  if (note.length <= longestNote) return null;
  const detail = {
    nb: `Teksten er for lang. Skriv høyst ${longestNote} tegn.`,
    en: `The text is too long. Write at most ${longestNote} characters.`,
  };
  return { ok: false, refusal: { code: 'invalid', errors: [{ pointer: '/note', code: 'too-long', detail }] } };
}

/** Why an act was refused: at the note, as links to the form's fields, or in a sentence. */
function actProblems(refusal: Refusal, changeId: string, locale: PageLocale): PageProblem[] {
  if (refusal.code === 'too-early') {
    const extra = (refusal.extra ?? {}) as { earliestEffectiveOn?: string; agreements?: { reference: string }[] };
    const earliest = parseCalendarDate(extra.earliestEffectiveOn ?? '');
    const references = (extra.agreements ?? []).map(({ reference }) => reference).join(', ');
    if (earliest) return [{ field: null, text: changePageTexts[locale].tooEarlyRefusal(describeDate(earliest, locale), references) }];
  }
  return refusalProblems(refusal, locale, (errors) =>
    errors.flatMap((error) =>
      error.pointer === '/note'
        ? [{ field: 'note', text: error.detail[locale] }]
        : formProblems([error], { locale, editHref: `/desk/changes/${changeId}/edit` }),
    ),
  );
}
