import type { NoticeRecord } from '../../../data/notice.model';
import { localDateOf } from '../../../domain/calendar/calendarDate';
import type { Outcome } from '../../../domain/outcome';
import { approvalMessage, consentWish } from '../../../schemas/answers';
import { readInput } from '../../../schemas/readInput';
import { mayDiscussApproval, writeToController } from '../../../workflows/answers/writeToController';
import { consentDaysOf, dayText } from '../../../workflows/consents/giveConsent';
import type { PageLocale } from '../../locale';
import { type PageProblem, showPage } from '../../page';
import { getPage, type PageRequest, type PageRoute, postPage } from '../../pageRoute';
import { refusalProblems } from '../../refusalProblems';
import { statusOf } from '../../refusals';
import { showErrorPage } from '../../showErrorPage';
import { answerTexts } from '../../texts/answerTexts';
import { type FormBody, formBody, textOf } from '../formBody';
import { isRecordId } from '../lookUps';
import { pathId } from '../pageAddress';
import type { NoticePageFacts } from './noticePageFacts';
import { loadNoticePage, type NoticeDependencies, noticeCrumbs } from './showNoticePage';

/** One thing that the DPO can write about. */
interface Message {
  path: 'message' | 'consent';
  done: string;
  /** Whether there is something to write about. */
  isPossible: (facts: NoticePageFacts) => boolean;
  send: (page: PageRequest<FormBody>, notice: NoticeRecord) => Promise<Outcome<NoticeRecord>>;
}

/** Writing to the controller about an approval, and asking for its consent to an earlier day. For the DPO. */
export function messageRoutes(dependencies: NoticeDependencies): PageRoute[] {
  const { context } = dependencies;
  const messages: Message[] = [
    {
      path: 'message',
      done: 'messageSent',
      isPossible: ({ notice }) => mayDiscussApproval(notice),
      send: async ({ actor, now, body }, { _id }) => {
        const read = readInput(approvalMessage, { text: textOf(body, 'text') });
        return read.ok ? writeToController(context, { actor, now, noticeId: _id, input: { about: 'approval', ...read.value } }) : read;
      },
    },
    {
      path: 'consent',
      done: 'consentAsked',
      isPossible: (facts) => daysOf(facts) !== null,
      send: async ({ actor, now, body }, { _id }) => {
        const read = readInput(consentWish, { effectiveOn: textOf(body, 'effectiveOn'), text: textOf(body, 'text') });
        return read.ok ? writeToController(context, { actor, now, noticeId: _id, input: { about: 'consent', ...read.value } }) : read;
      },
    },
  ];

  function show(
    page: PageRequest<unknown>,
    facts: NoticePageFacts,
    { path }: Message,
    more: { typed?: FormBody; problems?: PageProblem[]; status?: number } = {},
  ) {
    const { request, response, locale } = page;
    const href = `/desk/notices/${facts.notice._id}`;
    const words = path === 'message' ? answerTexts[locale].message : answerTexts[locale].wish;
    showPage(request, response, {
      view: 'pages/simpleForm',
      title: words.title,
      section: 'changes',
      status: more.status,
      problems: more.problems,
      self: `${href}/${path}`,
      breadcrumbs: noticeCrumbs(facts),
      model: {
        id: path,
        lead: leadOf(facts, path, locale),
        action: `${href}/${path}`,
        fields: fieldsOf(path, more.typed ?? {}, locale),
        save: words.send,
        cancel: { href, label: answerTexts[locale].enter.cancel },
      },
    });
  }

  async function load(page: PageRequest<unknown>, { isPossible }: Message): Promise<NoticePageFacts | null> {
    const { request, response } = page;
    const id = pathId(request.params);
    const facts = isRecordId(id) ? await loadNoticePage(dependencies, id, page) : null;
    if (!facts) showErrorPage(request, response, { status: 404, text: 'notFound' });
    else if (request.method === 'GET' && !isPossible(facts)) response.redirect(303, `/desk/notices/${id}`);
    else return facts;
    return null;
  }

  async function send(page: PageRequest<FormBody>, message: Message): Promise<void> {
    const facts = await load(page, message);
    if (!facts) return;
    const outcome = await message.send(page, facts.notice);
    if (outcome.ok) return page.response.redirect(303, `/desk/notices/${facts.notice._id}?done=${message.done}`);
    const { locale, body } = page;
    const { refusal } = outcome;
    const field = refusal.code === 'consent-day' ? 'effectiveOn' : null;
    const problems = refusalProblems(refusal, locale, (errors) =>
      errors.map(({ pointer, detail }) => ({ field: pointer.slice(1), text: detail[locale] })),
    ).map((problem) => ({ ...problem, field: problem.field ?? field }));
    show(page, facts, message, { typed: body, problems, status: statusOf(refusal.code) });
  }

  return messages.flatMap((message) => [
    getPage({
      path: `/desk/notices/:id/${message.path}`,
      access: ['dpo'],
      handler: async (page) => {
        const facts = await load(page, message);
        if (facts) show(page, facts, message);
      },
    }),
    postPage({ path: `/desk/notices/:id/${message.path}`, access: ['dpo'], body: formBody, handler: (page) => send(page, message) }),
  ]);
}

function daysOf({ notice, now }: NoticePageFacts) {
  return notice.consent ? null : consentDaysOf(notice, localDateOf(now, notice.terms.timeZone));
}

function leadOf(facts: NoticePageFacts, path: Message['path'], locale: PageLocale): string {
  if (path === 'message') return answerTexts[locale].message.lead;
  const days = daysOf(facts);
  return answerTexts[locale].wish.lead(days ? dayText(days)[locale] : '');
}

function fieldsOf(path: Message['path'], typed: FormBody, locale: PageLocale) {
  const { message, wish } = answerTexts[locale];
  const text = { name: 'text', value: textOf(typed, 'text'), kind: 'textarea', rows: 8 };
  if (path === 'message') return [{ ...text, label: message.text, hint: message.hint }];
  return [
    { name: 'effectiveOn', label: wish.day, value: textOf(typed, 'effectiveOn'), kind: 'date', width: 'short' },
    { ...text, label: wish.text, hint: wish.hint },
  ];
}
