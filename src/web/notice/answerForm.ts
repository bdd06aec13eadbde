import { attachmentTexts } from './attachmentTexts';
import { blank, type FormMaker, type FormView, fileChoices } from './formParts';
import { formTexts } from './formTexts';
import { proposedEffect } from './objectionViews';

/** Yes, no, or no with something else proposed instead, to the latest proposal. */
export function answerForm(maker: FormMaker): FormView[] {
  const { visit, filled, locale } = maker;
  const texts = formTexts[locale].answer;
  const counterTexts = attachmentTexts[locale].counter;
  const proposal = visit.openObjection?.proposals.at(-1);
  if (!proposal) return [];
  const form = blank(maker, 'answer');
  const given = filled?.form === 'answer' ? filled : null;
  const field = (name: 'counter' | 'effectiveOn', kind: 'textarea' | 'date', label: string, hint: string): FormView['fields'][number] => ({
    ...{ id: `answer-${name}`, name, label, hint, kind },
    ...{ value: (name === 'counter' ? given?.counter?.text : given?.counter?.effectiveOn) ?? '', autocomplete: 'off' },
  });
  const option = (value: string, label: string, hint = '') => ({ value, label, hint, checked: given?.answer === value });
  return [
    {
      ...form,
      heading: texts.heading,
      paragraphs: [proposal.text, proposedEffect(proposal, locale)],
      hidden: [...form.hidden, { name: 'proposal', value: proposal.id }],
      choices: {
        id: 'answer-answer',
        name: 'answer',
        kind: 'radio',
        legend: texts.legend,
        options: [
          option('accept', texts.accept, texts.acceptHint),
          option('decline', texts.decline),
          option('counter', counterTexts.choice, counterTexts.choiceHint),
        ],
      },
      fields: [
        field('counter', 'textarea', counterTexts.label, counterTexts.hint),
        field('effectiveOn', 'date', counterTexts.day, counterTexts.dayHint),
      ],
      files: fileChoices(maker, 'answer'),
      button: texts.button,
      primary: true,
    },
  ];
}
