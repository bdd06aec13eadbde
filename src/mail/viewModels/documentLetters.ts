import type { DocumentLabel, ToldDocument } from '../../data/document.model';
import type { DocumentRequestRecord } from '../../data/documentRequest.model';
import { localized, type Locale as ReaderLocale } from '../../data/localText';
import type { Locale } from '../../domain/periods/describe';
import { cleanLine, cleanLines } from '../cleanText';
import type { Fact, Letter, LetterInput, Section } from '../letter';
import { documentTexts } from '../texts/documentTexts';
import { momentInWords } from './confirmationLetters';
import { aboutSection, dayInWords, framed } from './frame';

/** What a document is called: its title in the reader's language, else its file's name. */
export function documentName({ title, name }: Pick<DocumentLabel, 'title'> & { name: string }, reader: ReaderLocale): string {
  return cleanLine(localized(title, reader)) || cleanLine(name);
}

/** In a notice: the documents that were released with the change, and how to come by them. Nothing where there are none. */
export function documentSection({ notice, locale, sending }: Pick<LetterInput, 'notice' | 'locale' | 'sending'>): Section[] {
  const documents = notice?.content.documents ?? [];
  if (documents.length === 0) return [];
  const texts = documentTexts[locale];
  const hasRequests = documents.some(({ access }) => access === 'onRequest');
  return [
    {
      heading: texts.heading,
      facts: byKind(documents, { locale, reader: sending.locale, markRequests: true }),
      paragraphs: [texts.openHow, ...(hasRequests ? [texts.requestHow] : [])],
    },
  ];
}

function byKind(
  documents: readonly ToldDocument[],
  { locale, reader, markRequests }: { locale: Locale; reader: ReaderLocale; markRequests: boolean },
): Fact[] {
  const texts = documentTexts[locale];
  const kinds = [...new Set(documents.map(({ kind }) => kind))];
  return kinds.map((kind) => ({
    label: texts.kinds[kind],
    lines: documents
      .filter((document) => document.kind === kind)
      .map((document) => {
        const line = `${documentName(document, reader)} (${texts.languages[document.language]})`;
        return markRequests && document.access === 'onRequest' ? texts.onRequest(line) : line;
      }),
  }));
}

/** Which documents were asked for, the reference, and by when there is an answer. `detail`: documentRequestId. */
export function documentsAskedLetter(input: LetterInput): Letter {
  const request = requestOf(input);
  const { locale } = input;
  const texts = documentTexts[locale];
  const title = texts.asked.title(cleanLine(request.reference));
  return framed(input, {
    subject: title,
    title,
    lead: [texts.asked.lead],
    box: {
      heading: texts.asked.boxHeading,
      facts: [
        { label: texts.reference, lines: [request.reference] },
        { label: texts.askedAt, lines: [momentInWords(request.askedAt, input)] },
        { label: texts.askedBy, lines: [`${request.askedBy.name}, ${request.askedBy.title}`] },
        { label: texts.asked.answerBy, lines: [dayInWords(request.dueOn, locale)] },
      ],
      paragraphs: [texts.asked.clocks],
    },
    sections: [...asked(input, request), aboutSection(input)],
  });
}

/** That they can be read and until when, or why not. `detail`: documentRequestId. */
export function documentsAnsweredLetter(input: LetterInput): Letter {
  const request = requestOf(input);
  const { locale, deployment, sending } = input;
  const { decision, reference } = request;
  if (!decision) throw new Error(`the sending ${sending._id} is to tell an answer and there is none`);
  const texts = documentTexts[locale];
  const words = decision.granted ? texts.granted : texts.declined;
  const title = words.title(cleanLine(reference));
  const until = decision.readableUntil
    ? { facts: [{ label: texts.granted.until, lines: [dayInWords(decision.readableUntil, locale)] }], paragraphs: [texts.granted.logged] }
    : { paragraphs: [texts.declined.rights] };
  return framed(input, {
    subject: title,
    title,
    lead: [words.lead(deployment.processorName)],
    sections: [
      ...(decision.text ? [{ heading: texts.answer, quote: cleanLines(decision.text) }] : []),
      { heading: texts.wanted, facts: [...named(input, request), ...(until.facts ?? [])], paragraphs: until.paragraphs },
      aboutSection(input),
    ],
  });
}

function asked(input: LetterInput, request: DocumentRequestRecord): Section[] {
  const texts = documentTexts[input.locale];
  return [
    { heading: texts.wanted, facts: named(input, request) },
    ...(request.reason ? [{ heading: texts.reason, quote: cleanLines(request.reason) }] : []),
  ];
}

function named({ locale, sending }: LetterInput, { documents }: DocumentRequestRecord): Fact[] {
  return byKind(documents, { locale, reader: sending.locale, markRequests: false });
}

function requestOf({ documentRequest, sending }: LetterInput): DocumentRequestRecord {
  if (!documentRequest) throw new Error(`the sending ${sending._id} is about a request for documents and was given none`);
  return documentRequest;
}
