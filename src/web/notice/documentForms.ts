import { documentName } from '../../mail/viewModels/documentLetters';
import { answerWithinDays } from '../../workflows/questions/asking';
import type { PageLocale } from '../locale';
import type { PageProblem } from '../page';
import { askableDocuments, documentLine } from './documentsView';
import { answerFields, blank, type FormMaker, type FormView } from './formParts';
import { formTexts } from './formTexts';
import { noticeDocumentTexts } from './noticeDocumentTexts';
import { cleanText, type DocumentAnswers, lineProblems } from './noticeForms';

const longestReason = 2_000;

interface DocumentBody {
  document: string | string[];
  reason: string;
  name: string;
  title: string;
}

export function readDocumentAnswers({ document, reason, name, title }: DocumentBody): DocumentAnswers {
  return {
    documentIds: typeof document === 'string' ? [document] : document,
    reason: cleanText(reason),
    name: name.normalize('NFC').trim(),
    title: title.normalize('NFC').trim(),
  };
}

export function documentProblems(answers: DocumentAnswers, locale: PageLocale): PageProblem[] {
  const texts = noticeDocumentTexts[locale].problems;
  const length = [...answers.reason].length;
  const said = length.toLocaleString(locale === 'nb' ? 'nb-NO' : 'en-GB');
  return [
    ...(answers.documentIds.length === 0 ? [{ field: 'askDocuments-document', text: texts.noneChosen }] : []),
    ...(length > longestReason ? [{ field: 'askDocuments-reason', text: texts.reasonTooLong(said) }] : []),
    ...lineProblems('askDocuments', answers, locale),
  ];
}

/** Only where there is something to ask for. */
export function askDocumentsForm(maker: FormMaker): FormView[] {
  const { visit, filled, locale } = maker;
  const askable = askableDocuments(visit);
  if (askable.length === 0) return [];
  const texts = noticeDocumentTexts[locale].form;
  const typed = filled?.form === 'askDocuments' ? filled.documents : undefined;
  const reason: FormView['fields'][number] = {
    ...{ id: 'askDocuments-reason', name: 'reason', label: formTexts[locale].optional(texts.reason), hint: texts.reasonHint },
    ...{ value: typed?.reason ?? '', kind: 'textarea', autocomplete: '' },
  };
  const who = typed && filled ? { ...filled, answers: { grounds: '', name: typed.name, title: typed.title } } : filled;
  const ticked = (id: string): boolean => typed?.documentIds.includes(id) ?? askable.length === 1;
  return [
    {
      ...blank(maker, 'askDocuments'),
      heading: texts.heading,
      paragraphs: [texts.text(String(answerWithinDays))],
      choices: {
        id: 'askDocuments-document',
        name: 'document',
        kind: 'checkbox',
        legend: texts.which,
        options: askable.map((document) => ({
          value: document._id,
          label: documentName({ title: document.ofChange.title, name: document.name }, locale),
          hint: documentLine(document, locale),
          checked: ticked(document._id),
        })),
      },
      fields: [reason, ...answerFields({ ...maker, filled: who }, 'askDocuments', { grounds: 'none', hint: '' })],
      button: texts.button,
    },
  ];
}
