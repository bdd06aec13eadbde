import { renderDocumentHtml } from '../../src/pdf/renderDocumentHtml';

describe('a document as a page that stands alone', () => {
  const html = renderDocumentHtml({
    locale: 'en',
    title: 'Annex <A> & B',
    subtitle: 'Agreement "X"',
    footer: 'As of today',
    blocks: [
      { kind: 'heading', level: 1, text: 'Overview' },
      { kind: 'facts', rows: [{ label: 'Agreement', values: ['X', '<script>alert(1)</script>'] }] },
      { kind: 'table', caption: 'Subprocessors', columns: ['Name', 'Task'], rows: [['A'], ['B', 'support']] },
      { kind: 'list', items: ['one'] },
      { kind: 'quote', text: "It's ours\nand stays" },
      { kind: 'note', text: 'Mind' },
      { kind: 'paragraph', text: 'more', url: 'https://forvarsel.example/?a=1&b="2"' },
      { kind: 'paragraph', text: 'not a link', url: 'javascript:alert(1)' },
      { kind: 'pageBreak' },
    ],
  });

  test('escapes whatever was typed, and links to web addresses only', () => {
    expect(html).toContain('<title>Annex &lt;A&gt; &amp; B</title>');
    expect(html).not.toContain('<script');
    expect(html).not.toContain('javascript:');
    expect(html).toContain('<a href="https://forvarsel.example/?a=1&amp;b=%222%22">more</a>');
  });

  test('says its language, has headers to its columns, and loads nothing', () => {
    expect(html).toContain('<html lang="en">');
    expect(html).toContain('<h2 dir="auto">Overview</h2>');
    expect(html).toContain('<th scope="col">Name</th><th scope="col">Task</th>');
    expect(html).toContain("default-src 'none'");
    expect(html).not.toMatch(/<(link|img|iframe|script)|url\(|@import/);
  });
});
