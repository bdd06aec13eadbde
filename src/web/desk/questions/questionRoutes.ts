import type { QuestionRecord } from '../../../data/question.model';
import type { Dependencies } from '../../../dependencies';
import { questionAnswer } from '../../../schemas/questions';
import { readInput } from '../../../schemas/readInput';
import { answerQuestion } from '../../../workflows/questions/answerQuestion';
import { type PageProblem, showPage } from '../../page';
import { getPage, type PageRequest, type PageRoute, postPage } from '../../pageRoute';
import { refusalProblems } from '../../refusalProblems';
import { statusOf } from '../../refusals';
import { showErrorPage } from '../../showErrorPage';
import { questionTexts } from '../../texts/questionTexts';
import { formBody, textOf } from '../formBody';
import { isRecordId } from '../lookUps';
import { doneNotice, pathId } from '../pageAddress';
import { type ListedQuestion, questionListPage, questionPage } from './questionPages';

const readers = ['dpo', 'auditor'] as const;
const mostOpen = 500;
const perPage = 50;

/** Controllers' questions: the list, the page of one, and its answer. */
export function questionRoutes({ data, context }: Pick<Dependencies, 'data' | 'context'>): PageRoute[] {
  async function withNames(questions: QuestionRecord[]): Promise<ListedQuestion[]> {
    const idsOf = (name: 'noticeId' | 'changeId' | 'agreementId') => [...new Set(questions.map((question) => question[name]))];
    const [notices, changes, agreements] = await Promise.all([
      data.notices.findMany(idsOf('noticeId')),
      data.changes.findMany(idsOf('changeId')),
      data.agreements.findMany(idsOf('agreementId')),
    ]);
    return questions.flatMap((question): ListedQuestion[] => {
      const notice = notices.find(({ _id }) => _id === question.noticeId);
      const change = changes.find(({ _id }) => _id === question.changeId);
      const agreement = agreements.find(({ _id }) => _id === question.agreementId);
      return notice && change && agreement ? [{ question, notice, change, agreement }] : [];
    });
  }

  async function show(page: PageRequest<unknown>, more: { problems?: PageProblem[]; status?: number; typed?: string } = {}): Promise<void> {
    const { request, response, locale, actor } = page;
    const id = pathId(request.params);
    const found = isRecordId(id) ? await data.questions.find(id) : null;
    const [listed] = found ? await withNames([found]) : [];
    if (!listed) return showErrorPage(request, response, { status: 404, text: 'notFound' });
    const texts = questionTexts[locale];
    showPage(request, response, {
      view: 'pages/questions/show',
      title: texts.title(listed.question.reference),
      section: 'questions',
      status: more.status,
      problems: more.problems,
      notice: request.method === 'GET' ? doneNotice(request.query.done, texts.done) : null,
      self: `/desk/questions/${listed.question._id}`,
      breadcrumbs: [{ href: '/desk/questions', label: texts.listTitle }],
      model: questionPage(listed, { locale, mayAnswer: actor.role === 'dpo', typed: more.typed ?? '' }),
    });
  }

  return [
    getPage({
      path: '/desk/questions',
      access: readers,
      handler: async ({ request, response, locale, now }) => {
        const all = request.query.show === 'all';
        const cursor = all && isRecordId(request.query.cursor) ? request.query.cursor : undefined;
        const page = all
          ? await data.questions.list({ limit: perPage, cursor })
          : { items: await data.questions.listOpen(mostOpen), next: null };
        showPage(request, response, {
          view: 'pages/questions/list',
          title: questionTexts[locale].listTitle,
          section: 'questions',
          model: questionListPage(await withNames(page.items), { all, next: page.next, cursor, locale, now }),
        });
      },
    }),
    getPage({ path: '/desk/questions/:id', access: readers, handler: (page) => show(page) }),
    postPage({
      path: '/desk/questions/:id/answer',
      access: ['dpo'],
      body: formBody,
      handler: async (page) => {
        const { request, response, body, actor, now, locale } = page;
        const questionId = pathId(request.params);
        if (!isRecordId(questionId)) return showErrorPage(request, response, { status: 404, text: 'notFound' });
        const typed = textOf(body, 'text');
        const input = readInput(questionAnswer, { text: typed });
        const outcome = input.ok ? await answerQuestion(context, { actor, now, questionId, text: input.value.text }) : input;
        if (outcome.ok) return response.redirect(303, `/desk/questions/${questionId}?done=answered`);
        const problems = refusalProblems(outcome.refusal, locale, (errors) =>
          errors.map(({ detail }) => ({
            field: 'text',
            text: detail[locale],
            summary: `${questionTexts[locale].answerLabel}: ${detail[locale]}`,
          })),
        );
        await show(page, { status: statusOf(outcome.refusal.code), problems, typed });
      },
    }),
  ];
}
