import type { ManualAnswerContent } from '../../../data/dialogue.model';
import { localDateOf } from '../../../domain/calendar/calendarDate';
import type { FieldProblem, Outcome } from '../../../domain/outcome';
import { describeZone } from '../../../domain/periods/describe';
import { approvalByHand, consentByHand } from '../../../schemas/answers';
import { readInput } from '../../../schemas/readInput';
import { mayDiscussApproval } from '../../../workflows/answers/writeToController';
import { type AnswerInput, enterAnswer } from '../../../workflows/approvals/enterAnswer';
import { consentDaysOf, dayText } from '../../../workflows/consents/giveConsent';
import { filesField } from '../../documents/receiveFiles';
import type { PageLocale } from '../../locale';
import { instantOfLocal } from '../../localInstant';
import { type PageProblem, showPage } from '../../page';
import { getPage, type PageRequest, type PageRoute, postPage } from '../../pageRoute';
import { refusalProblems } from '../../refusalProblems';
import { statusOf } from '../../refusals';
import { showErrorPage } from '../../showErrorPage';
import { answerTexts } from '../../texts/answerTexts';
import { changePageTexts } from '../../texts/changePageTexts';
import { noticePageTexts } from '../../texts/noticePageTexts';
import { type FormBody, formBody, listOf, textOf } from '../formBody';
import { isRecordId } from '../lookUps';
import { pathId } from '../pageAddress';
import { filesAgain, staffFiles } from '../staffFiles';
import type { NoticePageFacts } from './noticePageFacts';
import { loadNoticePage, type NoticeDependencies, noticeCrumbs } from './showNoticePage';

type What = 'approval' | 'consent';
const path = '/desk/notices/:id/answers/new';

/** Entering an approval, a refusal or a consent that came by mail, letter or phone. For the DPO; another person confirms it. */
export function enterAnswerRoutes(dependencies: NoticeDependencies): PageRoute[] {
  const { context } = dependencies;

  async function load(page: PageRequest<unknown>, what: What): Promise<NoticePageFacts | null> {
    const { request, response } = page;
    const id = pathId(request.params);
    const facts = isRecordId(id) ? await loadNoticePage(dependencies, id, page) : null;
    if (!facts) showErrorPage(request, response, { status: 404, text: 'notFound' });
    else if (request.method === 'GET' && !isPossible(facts, what)) response.redirect(303, `/desk/notices/${id}`);
    else return facts;
    return null;
  }

  function show(
    { request, response }: PageRequest<unknown>,
    facts: NoticePageFacts,
    what: What,
    more: { typed?: FormBody; problems?: PageProblem[]; status?: number } = {},
  ): void {
    const { locale } = facts;
    const texts = answerTexts[locale].enter;
    const href = `/desk/notices/${facts.notice._id}`;
    showPage(request, response, {
      view: 'pages/notices/enterAnswer',
      title: what === 'consent' ? texts.consentTitle : texts.approvalTitle,
      section: 'changes',
      status: more.status,
      problems: more.problems,
      self: `${href}/answers/new${what === 'consent' ? '?what=consent' : ''}`,
      breadcrumbs: noticeCrumbs(facts),
      model: { ...formOf(facts, what, more.typed ?? {}), action: `${href}/answers/new`, what, cancel: { href, label: texts.cancel } },
    });
  }

  async function enter({ request, actor, now, body, locale }: PageRequest<FormBody>, facts: NoticePageFacts, what: What) {
    const input = inputOf(what, body, facts.notice.terms.timeZone);
    const { files, problems } = staffFiles(request, filesField);
    if (!input.ok) return [...fieldProblems(input.refusal.errors ?? [], locale), ...problems];
    if (problems.length > 0) return problems;
    return enterAnswer(context, { actor, now, noticeId: facts.notice._id, input: input.value, files });
  }

  return [
    getPage({
      path,
      access: ['dpo'],
      handler: async (page) => {
        const what = page.request.query.what === 'consent' ? 'consent' : 'approval';
        const facts = await load(page, what);
        if (facts) show(page, facts, what);
      },
    }),
    postPage({
      path,
      access: ['dpo'],
      body: formBody,
      handler: async (page) => {
        const { response, body, locale } = page;
        const what = textOf(body, 'what') === 'consent' ? 'consent' : 'approval';
        const facts = await load(page, what);
        if (!facts) return;
        const entered = await enter(page, facts, what);
        if (Array.isArray(entered))
          return show(page, facts, what, {
            typed: body,
            problems: filesAgain(page.request, { field: filesField, problems: entered }),
            status: 422,
          });
        if (entered.ok) return response.redirect(303, `/desk/notices/${facts.notice._id}?done=answerEntered`);
        const { refusal } = entered;
        const problems =
          refusal.code === 'consent-day' && refusal.detail
            ? [{ field: 'effectiveOn', text: refusal.detail[locale] }]
            : refusalProblems(refusal, locale, (errors) => fieldProblems(errors, locale));
        const all = filesAgain(page.request, { field: filesField, problems });
        show(page, facts, what, { typed: body, problems: all, status: statusOf(refusal.code) });
      },
    }),
  ];
}

function isPossible({ notice, now }: NoticePageFacts, what: What): boolean {
  if (what === 'approval') return mayDiscussApproval(notice);
  return !notice.consent && consentDaysOf(notice, localDateOf(now, notice.terms.timeZone)) !== null;
}

/** The day and time are meant in the agreement's own zone. */
function inputOf(what: What, body: FormBody, timeZone: string): Outcome<AnswerInput> {
  const instant = instantOfLocal(textOf(body, 'decidedAt'), timeZone);
  const came = {
    ...(instant ? { decidedAt: instant.toISOString() } : {}),
    ...{ name: textOf(body, 'name'), title: textOf(body, 'title'), note: textOf(body, 'note') },
  };
  if (what === 'consent') {
    const read = readInput(consentByHand, { ...came, effectiveOn: textOf(body, 'effectiveOn') });
    if (!read.ok) return read;
    const { effectiveOn, ...rest } = read.value;
    return withContent(rest, { kind: 'consent', effectiveOn });
  }
  const grounds = textOf(body, 'grounds');
  const decision = textOf(body, 'decision');
  const said = { kinds: listOf(body, 'kinds'), ...(decision ? { decision } : {}), ...(grounds ? { grounds } : {}) };
  const read = readInput(approvalByHand, { ...came, ...said });
  if (!read.ok) return read;
  const { kinds, decision: decided, grounds: given = null, ...rest } = read.value;
  return withContent(rest, { kind: 'approval', kinds: [...new Set(kinds)], decision: decided, grounds: given });
}

function withContent(came: Omit<AnswerInput, 'says'>, says: ManualAnswerContent): Outcome<AnswerInput> {
  return { ok: true, value: { ...came, says } };
}

function labelsOf(locale: PageLocale): Record<string, string> {
  const texts = answerTexts[locale].enter;
  return {
    ...{ kinds: texts.kinds, decision: texts.decision, grounds: texts.grounds, effectiveOn: texts.day },
    ...{ decidedAt: texts.decidedAt(''), name: texts.name, title: texts.titleLabel, note: texts.note, [filesField]: texts.files },
  };
}

function fieldProblems(errors: readonly FieldProblem[], locale: PageLocale): PageProblem[] {
  const labels = labelsOf(locale);
  const seen = new Set<string>();
  return errors.flatMap(({ pointer, code, detail }) => {
    const field = pointer.split('/')[1] ?? '';
    if (seen.has(field)) return [];
    seen.add(field);
    const text = field === 'decidedAt' && code === 'required' ? answerTexts[locale].enter.instantMissing : detail[locale];
    const label = labels[field]?.replace(/ \(.*\)$/, '');
    return [{ field: label ? field : null, text, summary: label ? `${label}: ${text}` : text }];
  });
}

function formOf({ notice, locale, now }: NoticePageFacts, what: What, typed: FormBody) {
  const texts = answerTexts[locale].enter;
  const field = (name: string, label: string, more: object = {}) => ({ name, label, value: textOf(typed, name), ...more });
  const open = notice.approvals.filter(({ state }) => state !== 'granted');
  const ticked = listOf(typed, 'kinds');
  const decision = textOf(typed, 'decision');
  const days = consentDaysOf(notice, localDateOf(now, notice.terms.timeZone));
  const kinds = {
    ...{ name: 'kinds', kind: 'checkbox', legend: texts.kinds },
    options: open.map(({ kind }) => ({
      value: kind,
      label: changePageTexts[locale].approvalKinds[kind],
      checked: ticked.length > 0 ? ticked.includes(kind) : open.length === 1,
    })),
  };
  const decisions = {
    ...{ name: 'decision', kind: 'radio', legend: texts.decision },
    options: (['granted', 'refused'] as const).map((value) => ({ value, label: texts[value], checked: decision === value })),
  };
  const day = field('effectiveOn', texts.day, { kind: 'date', width: 'short', hint: days ? dayText(days)[locale] : '' });
  const zone = describeZone(notice.terms.timeZone, locale);
  return {
    lead: texts.lead,
    about: [
      { label: noticePageTexts[locale].about.controller, values: [notice.content.controllerName] },
      { label: noticePageTexts[locale].about.agreement, values: [notice.content.agreementReference] },
    ],
    choices: what === 'approval' ? [kinds, decisions] : [],
    fields: [
      ...(what === 'consent' ? [day] : []),
      field('decidedAt', texts.decidedAt(zone), { kind: 'datetime-local', width: 'short' }),
      field('name', texts.name),
      field('title', texts.titleLabel),
      field('note', texts.note, { kind: 'textarea', rows: 3 }),
      ...(what === 'approval' ? [field('grounds', texts.grounds, { kind: 'textarea', rows: 3 })] : []),
    ],
    file: { name: filesField, label: texts.files, hint: texts.filesHint },
    save: texts.save,
  };
}
