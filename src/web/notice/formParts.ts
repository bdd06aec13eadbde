import type { ApprovalKind } from '../../domain/terms/terms';
import type { NoticeVisit } from '../../workflows/answers/visitNotice';
import type { PageLocale } from '../locale';
import { formTexts } from './formTexts';
import { noticeAddress } from './noticeAddress';
import type { Answers, ContactAnswers, NoticeFormName } from './noticeForms';

/** One form, in finished strings; every form of the page has the same parts. */
export interface FormView {
  id: NoticeFormName;
  action: string;
  heading: string;
  paragraphs: string[];
  hidden: { name: string; value: string }[];
  choices: {
    id: string;
    name: string;
    kind: 'radio' | 'checkbox';
    legend: string;
    options: { value: string; label: string; hint: string; checked: boolean }[];
  } | null;
  fields: {
    id: string;
    name: keyof Answers | keyof ContactAnswers;
    label: string;
    hint: string;
    value: string;
    kind: 'text' | 'textarea';
    autocomplete: string;
  }[];
  button: string;
  /** The one that leads on is filled, the others are outlined. */
  primary: boolean;
}

/** What comes back into a form: the answers of one that had problems, or that is being changed. */
export interface Filled {
  form: NoticeFormName;
  answers?: Answers;
  kinds?: readonly ApprovalKind[];
  answer?: string;
  contact?: ContactAnswers;
  /** Sealed instants at which the form was posted before. */
  posted?: string;
}

/** What every form is made from. */
export interface FormMaker {
  visit: NoticeVisit;
  token: string;
  filled: Filled | null;
  locale: PageLocale;
}

/** A form without its words: where it is posted, and its token. */
export function blank({ visit, token }: FormMaker, id: NoticeFormName): FormView {
  const action = noticeAddress.act(visit.notice.shortId, id);
  const hidden = [{ name: 'token', value: token }];
  return { id, action, heading: '', paragraphs: [], hidden, choices: null, fields: [], button: '', primary: false };
}

/** Name and title, and grounds above them where they are asked for. */
export function answerFields(
  { filled, locale }: FormMaker,
  form: NoticeFormName,
  { grounds, hint }: { grounds: 'required' | 'optional' | 'none'; hint: string },
): FormView['fields'] {
  const texts = formTexts[locale];
  const answers = filled?.form === form ? filled.answers : undefined;
  const line = (name: 'name' | 'title', autocomplete: string): FormView['fields'][number] => ({
    id: `${form}-${name}`,
    name,
    label: texts[name],
    hint: '',
    value: answers?.[name] ?? '',
    kind: 'text',
    autocomplete,
  });
  const text: FormView['fields'][number] = {
    id: `${form}-grounds`,
    name: 'grounds',
    label: grounds === 'optional' ? texts.optional(texts.grounds) : texts.grounds,
    hint: [hint, texts.groundsHint].filter((each) => each !== '').join(' '),
    value: answers?.grounds ?? '',
    kind: 'textarea',
    autocomplete: '',
  };
  return [...(grounds === 'none' ? [] : [text]), line('name', 'name'), line('title', 'organization-title')];
}
