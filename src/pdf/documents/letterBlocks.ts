import type { Fact, Letter } from '../../mail/letter';
import type { DocumentBlock } from '../documentModel';
import { archiveTexts } from '../texts/archiveTexts';

/** A letter as a document: everything that its mail says but the button that opens the link, which is for its reader and not for an archive. */
export function letterBlocks(letter: Letter): DocumentBlock[] {
  const { box } = letter;
  return [
    ...paragraphs(letter.lead),
    ...(box ? [heading(box.heading), ...facts(box.facts), ...box.paragraphs.map((text) => ({ kind: 'note' as const, text }))] : []),
    ...letter.sections.flatMap((section) => [
      heading(section.heading),
      ...facts(section.facts ?? []),
      ...comparisons(section, letter),
      ...paragraphs(section.paragraphs ?? []),
      ...(section.quote ? [{ kind: 'quote' as const, text: section.quote.join('\n') }] : []),
    ]),
    ...paragraphs(letter.footer),
  ];
}

function heading(text: string): DocumentBlock {
  return { kind: 'heading', level: 1, text };
}

function paragraphs(texts: readonly string[]): DocumentBlock[] {
  return texts.map((text) => ({ kind: 'paragraph', text }));
}

function facts(rows: readonly Fact[]): DocumentBlock[] {
  return rows.length === 0 ? [] : [{ kind: 'facts', rows: rows.map(({ label, lines }) => ({ label, values: lines })) }];
}

function comparisons({ heading: caption, comparisons: rows = [] }: Letter['sections'][number], { words, locale }: Letter): DocumentBlock[] {
  if (rows.length === 0) return [];
  const columns = [archiveTexts[locale].comparison, words.before, words.after];
  return [
    {
      kind: 'table',
      caption,
      columns,
      rows: rows.map(({ label, before, after }) => [label, before.join('\n'), after.join('\n')]),
      widths: [1, 2, 2],
    },
  ];
}
