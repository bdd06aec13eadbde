import type { QuestionRecord } from '../../data/question.model';
import { cleanLine, cleanLines } from '../cleanText';
import type { Letter, LetterInput, Section } from '../letter';
import { questionTexts } from '../texts/questionTexts';
import { momentInWords } from './confirmationLetters';
import { aboutSection, dayInWords, framed } from './frame';

/** What was asked, the reference, and by when there is an answer. `detail`: questionId. */
export function questionReceivedLetter(input: LetterInput): Letter {
  const question = questionOf(input);
  const { locale } = input;
  const texts = questionTexts[locale];
  const title = texts.received.title(cleanLine(question.reference));
  return framed(input, {
    subject: title,
    title,
    lead: [texts.received.lead],
    box: {
      heading: texts.received.boxHeading,
      facts: [
        { label: texts.reference, lines: [question.reference] },
        { label: texts.askedAt, lines: [momentInWords(question.askedAt, input)] },
        { label: texts.askedBy, lines: [`${question.askedBy.name}, ${question.askedBy.title}`] },
        { label: texts.received.answerBy, lines: [dayInWords(question.dueOn, locale)] },
      ],
      paragraphs: [texts.received.clocks],
    },
    sections: [asked(input, question), aboutSection(input)],
  });
}

/** The answer, with what was asked. `detail`: questionId. */
export function questionAnsweredLetter(input: LetterInput): Letter {
  const question = questionOf(input);
  const { locale, deployment, sending } = input;
  const { answer } = question;
  if (!answer) throw new Error(`the sending ${sending._id} is to tell an answer and there is none`);
  const texts = questionTexts[locale];
  const title = texts.answered.title(cleanLine(question.reference));
  return framed(input, {
    subject: title,
    title,
    lead: [texts.answered.lead(deployment.processorName)],
    sections: [
      { heading: texts.answered.answer, quote: cleanLines(answer.text), paragraphs: [] },
      { ...asked(input, question), paragraphs: [] },
      { ...aboutSection(input), paragraphs: [texts.answered.more] },
    ],
  });
}

function asked({ locale }: LetterInput, { text }: QuestionRecord): Section {
  return { heading: questionTexts[locale].question, quote: cleanLines(text) };
}

function questionOf({ question, sending }: LetterInput): QuestionRecord {
  if (!question) throw new Error(`the sending ${sending._id} is about a question and was given none`);
  return question;
}
