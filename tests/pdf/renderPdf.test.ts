import type { DocumentBlock, PdfDocument } from '../../src/pdf/documentModel';
import { renderPdf } from '../../src/pdf/renderPdf';
import { readPdf, wordsOf } from '../support/readPdf';

const madeAt = new Date('2026-11-22T08:00:00Z');

function documentOf(blocks: readonly DocumentBlock[], more: Partial<PdfDocument> = {}): PdfDocument {
  return { locale: 'nb', title: 'Vedlegg A: drift & <støtte>', footer: 'Vedlegget den 22. november 2026', blocks, ...more };
}

function tableOf(rows: readonly (readonly string[])[]): DocumentBlock {
  return { kind: 'table', caption: 'Underdatabehandlere', columns: ['Navn', 'Behandling'], rows };
}

describe('a document as PDF', () => {
  test('is tagged, in its language, with its title, bookmarks and fonts', async () => {
    const file = await renderPdf(
      documentOf([
        { kind: 'heading', level: 1, text: 'Oversikt' },
        { kind: 'heading', level: 2, text: 'Økonomi' },
        { kind: 'facts', rows: [{ label: 'Avtale', values: ['VN-1', 'signert'] }] },
        tableOf([['Leverandør AS', 'Drift']]),
        { kind: 'list', items: ['ett'] },
        { kind: 'quote', text: 'Vi sier nei.' },
        { kind: 'note', text: 'Husk fristen.' },
        { kind: 'paragraph', text: 'Les mer', url: 'https://forvarsel.example/x' },
      ]),
      madeAt,
    );
    const { structure, pages } = readPdf(file);
    expect(structure).toContain('/Lang (nb)');
    expect(structure).toContain('/Marked true');
    expect(structure).toContain('/DisplayDocTitle true');
    expect(structure).toMatch(/\/StructTreeRoot \d+ 0 R/);
    expect(structure).toMatch(/\/Outlines \d+ 0 R/);
    expect(structure.match(/\/FontFile2/g)).toHaveLength(2);
    expect(structure).toContain('/Scope /Column');
    expect(structure).toContain('/Scope /Row');
    for (const tag of [
      'H1',
      'H2',
      'H3',
      'Table',
      'Caption',
      'THead',
      'TBody',
      'TR',
      'TH',
      'TD',
      'L',
      'LI',
      'Lbl',
      'LBody',
      'BlockQuote',
      'Link',
    ]) {
      expect(structure).toContain(`/S /${tag}\n`);
    }
    expect(structure).toContain('/URI (https://forvarsel.example/x)');
    expect(pages).toHaveLength(1);
    expect(pages[0]).toContain('Vedlegg A: drift & <støtte>');
    expect(pages[0]).toContain('side 1 av 1');
    // What reads the XML of the metadata must get the title too.
    expect(file.toString('utf8')).toContain('Vedlegg A: drift &amp; &lt;støtte&gt;');
    expect(file.toString('utf8')).toContain('<pdfuaid:part>1</pdfuaid:part>');
  });

  test('is the same file when it is made again, and another when a letter or the instant differs', async () => {
    const document = documentOf([{ kind: 'paragraph', text: 'Det samme.' }]);
    const file = await renderPdf(document, madeAt);
    // Whatever was set in between.
    await renderPdf(documentOf([{ kind: 'paragraph', text: 'Þórr ǿ ģ مرحبا' }]), madeAt);
    expect((await renderPdf(document, madeAt)).equals(file)).toBe(true);
    expect((await renderPdf(documentOf([{ kind: 'paragraph', text: 'Det samme!' }]), madeAt)).equals(file)).toBe(false);
    expect((await renderPdf(document, new Date('2026-11-22T08:00:01Z'))).equals(file)).toBe(false);
  });

  test('shows every script the fonts have, a box for what they lack, and says what was meant', async () => {
    const file = await renderPdf(
      documentOf([
        { kind: 'paragraph', text: 'Zażółć Привет Καλημέρα æøå\u0000x\u202ey' },
        { kind: 'paragraph', text: '漢字' },
      ]),
      madeAt,
    );
    const { structure, pages } = readPdf(file);
    expect(pages[0]).toContain('Zażółć Привет Καλημέρα æøå x y');
    expect(pages[0]).toContain('□□');
    expect(structure).toContain(`/ActualText (${Buffer.from('\ufeff漢字', 'utf16le').swap16().toString('latin1')})`);
  });

  test('puts words of a script written from right to left in their order, and the whole as it is read beside them', async () => {
    const { pages, structure } = readPdf(await renderPdf(documentOf([{ kind: 'paragraph', text: 'إلى العالم' }]), madeAt));
    expect(structure).toContain('/ActualText');
    const line = pages[0]?.split('\n')[1] ?? '';
    expect(line.split(' ')).toHaveLength(2);
  });

  test('repeats the headers of a table on each page, and continues a row that is taller than one', async () => {
    const tall = Array.from({ length: 90 }, (_, index) => `linje ${index}`).join('\n');
    const rows = [...Array.from({ length: 40 }, (_, index) => [`Leverandør ${index}`, 'Drift']), ['Den lange', tall], ['Den siste', '']];
    const { pages } = readPdf(await renderPdf(documentOf([tableOf(rows)], { locale: 'en' }), madeAt));
    expect(pages.length).toBeGreaterThan(2);
    expect(pages.filter((page) => page.includes('Navn\nBehandling'))).toHaveLength(pages.length);
    expect(pages.at(-1)).toContain('Den siste');
    expect(pages.at(-1)).toContain(`page ${pages.length} of ${pages.length}`);
    const text = pages.join('\n').split('\n');
    expect(Array.from({ length: 90 }, (_, index) => `linje ${index}`).filter((line) => !text.includes(line))).toEqual([]);
  });

  test('breaks a word that is wider than the page, and follows no address but http, https and mailto', async () => {
    const word = 'x'.repeat(400);
    const file = await renderPdf(
      documentOf([
        { kind: 'paragraph', text: word },
        { kind: 'paragraph', text: 'ikke en lenke', url: 'javascript:alert(1)' },
      ]),
      madeAt,
    );
    expect(wordsOf(file)).toContain(word);
    expect(readPdf(file).structure).not.toContain('/URI');
  });

  test('is a page of its own with nothing in it', async () => {
    const { pages } = readPdf(await renderPdf(documentOf([]), madeAt));
    expect(pages).toHaveLength(1);
  });
});
