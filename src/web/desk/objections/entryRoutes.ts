import { type EntryAct, entryActs } from '../../../domain/objection/entry';
import type { FieldProblem, Outcome } from '../../../domain/outcome';
import { entryInput } from '../../../schemas/objections';
import { readInput } from '../../../schemas/readInput';
import { checkEntry, type EntryActInput } from '../../../workflows/objections/checkEntry';
import type { DescribedObjection } from '../../../workflows/objections/describeObjection';
import type { PageLocale } from '../../locale';
import { instantOfLocal } from '../../localInstant';
import { type PageProblem, showPage } from '../../page';
import { getPage, type PageRequest, type PageRoute, postPage } from '../../pageRoute';
import { refusalProblems } from '../../refusalProblems';
import { statusOf } from '../../refusals';
import { showErrorPage } from '../../showErrorPage';
import { objectionDeskTexts } from '../../texts/objectionDeskTexts';
import { type FormBody, formBody, textOf, versionOf } from '../formBody';
import { entryField, entryPage, type TypedEntry } from './entryView';
import { staleText } from './objectionWords';
import { describedOr404, type ObjectionDependencies, objectionCrumbs } from './showObjection';

const dones: Record<EntryAct, string> = {
  confirm: 'confirmedEntry',
  agree: 'agreedEntry',
  correct: 'proposedEntry',
  strikeOut: 'proposedEntry',
};

/** Holding an entry by a colleague against the letter, mail or note: what was entered, and what can be done about it. */
export function entryRoutes(dependencies: ObjectionDependencies): PageRoute[] {
  const { context } = dependencies;

  function show(
    { request, response, locale }: Pick<PageRequest, 'request' | 'response' | 'locale'>,
    described: DescribedObjection,
    { typed = {}, problems, status }: { typed?: TypedEntry; problems?: PageProblem[]; status?: number } = {},
  ): void {
    const texts = objectionDeskTexts[locale].entry;
    const href = `/desk/objections/${described.objection._id}`;
    const model = entryPage(described, { locale, typed });
    if (!model && !problems) {
      response.redirect(303, href);
      return;
    }
    const nothing = { lead: texts.nothing, proposed: [], facts: [], documents: [], action: '', version: '', forms: [] };
    showPage(request, response, {
      view: 'pages/objections/entry',
      title: texts.checkTitle,
      section: 'objections',
      status,
      problems,
      self: `${href}/entry`,
      breadcrumbs: objectionCrumbs(request, described),
      model: model ?? { ...nothing, notPossible: { title: '', rows: [] }, back: { href, label: texts.back } },
    });
  }

  return [
    getPage({
      path: '/desk/objections/:id/entry',
      access: ['dpo'],
      handler: async (page) => {
        const described = await describedOr404(dependencies, page);
        if (described) show(page, described);
      },
    }),
    postPage({
      path: '/desk/objections/:id/entry',
      access: ['dpo'],
      body: formBody,
      handler: async (page) => {
        const { request, response, locale, actor, now, body } = page;
        const act = entryActs.find((each) => each === textOf(body, 'act'));
        const version = versionOf(body);
        if (!act || !version) return showErrorPage(request, response, { status: 422, text: 'unreadableForm' });
        const before = await describedOr404(dependencies, page);
        if (!before) return;
        const objectionId = before.objection._id;
        const read = inputOf(act, { version, body, zone: before.notice.terms.timeZone });
        const outcome = read.ok ? await checkEntry(context, { actor, now, objectionId, input: read.value }) : read;
        if (outcome.ok) return response.redirect(303, `/desk/objections/${objectionId}?done=${dones[act]}`);
        const described = await describedOr404(dependencies, page);
        if (!described) return;
        const stale = outcome.refusal.code === 'stale-version' ? staleText(outcome.refusal) : null;
        const problems = stale
          ? [{ field: null, text: stale[locale] }]
          : refusalProblems(outcome.refusal, locale, (errors) => problemsAt(act, errors, locale));
        show(page, described, { typed: typedOf(act, body), problems, status: statusOf(outcome.refusal.code) });
      },
    }),
  ];
}

/** The day and time are meant in the agreement's own zone. */
function inputOf(act: EntryAct, { version, body, zone }: { version: number; body: FormBody; zone: string }): Outcome<EntryActInput> {
  const instant = instantOfLocal(textOf(body, entryField(act, 'receivedAt')), zone);
  const reason = textOf(body, entryField(act, 'reason'));
  return readInput(entryInput, {
    ...{ act, version },
    ...(instant ? { receivedAt: instant.toISOString() } : {}),
    ...(reason ? { reason } : {}),
  });
}

function typedOf(act: EntryAct, body: FormBody): TypedEntry {
  return Object.fromEntries(
    (['receivedAt', 'reason'] as const).map((each) => [entryField(act, each), textOf(body, entryField(act, each))]),
  );
}

function problemsAt(act: EntryAct, problems: FieldProblem[], locale: PageLocale): PageProblem[] {
  const texts = objectionDeskTexts[locale].entry;
  return problems.map(({ pointer, code, detail }) => {
    const member = (['receivedAt', 'reason'] as const).find((each) => `/${each}` === pointer);
    const text = member === 'receivedAt' && code === 'required' ? texts.instantMissing : detail[locale];
    return { field: member ? entryField(act, member) : null, text };
  });
}
