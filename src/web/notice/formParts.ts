import type { DraftFileFacts } from '../../data/draftFile.repository';
import type { ApprovalKind } from '../../domain/terms/terms';
import type { NoticeVisit } from '../../workflows/answers/visitNotice';
import { sizeText } from '../documents/fileSize';
import { filesField } from '../documents/receiveFiles';
import type { PageLocale } from '../locale';
import { attachmentTexts } from './attachmentTexts';
import { formTexts } from './formTexts';
import { noticeAddress } from './noticeAddress';
import type {
  Answers,
  ConsentAnswers,
  ContactAnswers,
  DocumentAnswers,
  NoticeFormName,
  QuestionAnswers,
  TerminationAnswers,
} from './noticeForms';

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
    name: string;
    label: string;
    hint: string;
    value: string;
    kind: 'text' | 'textarea' | 'date';
    autocomplete: string;
    /** Of a date. */
    min?: string;
    max?: string;
  }[];
  /** Files that come with it; null where it takes none. */
  files: { id: string; name: string; label: string; hint: string; kept: FormView['choices'] } | null;
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
  question?: QuestionAnswers;
  documents?: DocumentAnswers;
  consent?: ConsentAnswers;
  termination?: TerminationAnswers;
  /** Sealed instants at which the form was posted before. */
  posted?: string;
  counter?: { text: string; effectiveOn: string };
  /** Files that were uploaded before. */
  files?: readonly DraftFileFacts[];
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
  return { id, action, heading: '', paragraphs: [], hidden, choices: null, fields: [], files: null, button: '', primary: false };
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

/** The field for files; those that were uploaded before can be kept or left out. */
export function fileChoices({ filled, locale }: FormMaker, form: NoticeFormName): FormView['files'] {
  const texts = attachmentTexts[locale].files;
  const files = filled?.form === form ? (filled.files ?? []) : [];
  const options = files.map(({ _id, name, size }) => ({
    ...{ value: _id, label: texts.keep(name, sizeText(size, locale)), hint: '', checked: true },
  }));
  const kept = { id: `${form}-kept`, name: 'kept', kind: 'checkbox' as const, legend: texts.kept, options };
  return { id: `${form}-files`, name: filesField, label: texts.label, hint: texts.hint, kept: options.length > 0 ? kept : null };
}
