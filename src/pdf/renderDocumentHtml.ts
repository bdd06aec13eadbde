import { escapeXML } from 'ejs';
import type { Locale } from '../domain/periods/describe';
import type { DocumentBlock, PdfDocument } from './documentModel';
import { printable } from './printable';
import { safeUrl } from './safeUrl';

// Contrast at least 4.5:1 (WCAG 1.4.3) in both colour schemes.
const styleSheet = `
:root { color-scheme: light dark; --ink: #1c2733; --muted: #52606d; --paper: #ffffff; --line: #c3ccd5; --mark: #14532d; --head: #eef3ef; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8edf2; --muted: #aab6c1; --paper: #12181e; --line: #47525d; --mark: #7fc99a; --head: #1d2a22; } }
@media print { :root { --ink: #000; --muted: #444; --paper: #fff; --line: #999; --mark: #14532d; --head: #eee; } .page { break-after: page; border: 0; } .wide { overflow: visible; } }
body { margin: 0 auto; padding: 2rem 1.25rem 3rem; max-width: 62rem; font: 1rem/1.55 'DejaVu Sans', 'Segoe UI', system-ui, sans-serif; color: var(--ink); background: var(--paper); overflow-wrap: anywhere; }
h1 { font-size: 1.75rem; line-height: 1.25; margin: 0 0 .25rem; }
h2 { font-size: 1.3rem; margin: 2rem 0 .5rem; } h3 { font-size: 1.1rem; margin: 1.5rem 0 .5rem; } h4 { font-size: 1rem; margin: 1.25rem 0 .25rem; }
.subtitle, footer { color: var(--muted); }
p, li, dd, td, th, .quote { white-space: pre-line; }
a { color: var(--mark); }
dl { display: grid; grid-template-columns: minmax(8rem, 30%) 1fr; gap: .25rem 1rem; } dt { font-weight: 600; } dd { margin: 0; }
@media (max-width: 34rem) { dl { display: block; } dd { margin: 0 0 .75rem; } }
.wide { overflow-x: auto; margin: 1rem 0 1.5rem; } .wide:focus-visible { outline: 3px solid var(--mark); }
table { border-collapse: collapse; width: 100%; font-size: .9rem; } caption { text-align: start; font-weight: 600; padding: 0 0 .5rem; }
th, td { text-align: start; vertical-align: top; padding: .35rem .5rem; border-bottom: 1px solid var(--line); min-width: 6rem; } thead th { background: var(--head); } thead { display: table-header-group; } tr { break-inside: avoid; }
blockquote, .note { margin: 1rem 0; padding: .25rem 1rem; border-inline-start: 4px solid var(--line); } .note { border-color: var(--mark); background: var(--head); }
hr.page { border: 0; border-top: 1px solid var(--line); margin: 2rem 0; } footer { margin-top: 3rem; padding-top: .75rem; border-top: 1px solid var(--line); font-size: .85rem; }
`.trim();

/** The document as one page of HTML that needs nothing else: no script, no font, no address is loaded, and its own policy says so. */
export function renderDocumentHtml(document: PdfDocument): string {
  const { locale, title, subtitle, blocks, footer } = document;
  const lines = [
    '<!doctype html>',
    `<html lang="${languageTag[locale]}">`,
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escaped(title)}</title>`,
    `<style>\n${styleSheet}\n</style>`,
    '</head>',
    '<body>',
    '<main>',
    `<h1>${escaped(title)}</h1>`,
    ...(subtitle ? [`<p class="subtitle">${escaped(subtitle)}</p>`] : []),
    ...blocks.map(blockHtml),
    '</main>',
    `<footer><p>${escaped(footer)}</p></footer>`,
    '</body>',
    '</html>',
  ];
  return `${lines.join('\n')}\n`;
}

const languageTag: Record<Locale, string> = { nb: 'nb', en: 'en' };

function blockHtml(block: DocumentBlock): string {
  switch (block.kind) {
    case 'heading':
      return `<h${block.level + 1} dir="auto">${escaped(block.text)}</h${block.level + 1}>`;
    case 'paragraph':
      return `<p dir="auto">${linked(block.text, block.url)}</p>`;
    case 'facts':
      return [
        '<dl>',
        ...block.rows.map(({ label, values }) => `<dt>${escaped(label)}</dt><dd dir="auto">${escaped(values.join('\n'))}</dd>`),
        '</dl>',
      ].join('\n');
    case 'table':
      return tableHtml(block);
    case 'list':
      return ['<ul>', ...block.items.map((item) => `<li dir="auto">${escaped(item)}</li>`), '</ul>'].join('\n');
    case 'quote':
      return `<blockquote><p dir="auto">${escaped(block.text)}</p></blockquote>`;
    case 'note':
      return `<div class="note"><p dir="auto">${escaped(block.text)}</p></div>`;
    case 'pageBreak':
      return '<hr class="page">';
  }
}

function linked(text: string, url: string | undefined): string {
  const address = url === undefined ? null : safeUrl(url);
  return address ? `<a href="${escaped(address)}">${escaped(text)}</a>` : escaped(text);
}

function tableHtml({ caption, columns, rows }: Extract<DocumentBlock, { kind: 'table' }>): string {
  return [
    // Wide tables scroll by themselves, by keyboard too.
    `<div class="wide" role="region" tabindex="0" aria-label="${escaped(caption)}">`,
    '<table>',
    `<caption>${escaped(caption)}</caption>`,
    `<thead><tr>${columns.map((column) => `<th scope="col">${escaped(column)}</th>`).join('')}</tr></thead>`,
    '<tbody>',
    ...rows.map((row) => `<tr>${columns.map((_, index) => `<td dir="auto">${escaped(row[index] ?? '')}</td>`).join('')}</tr>`),
    '</tbody>',
    '</table>',
    '</div>',
  ].join('\n');
}

function escaped(text: string): string {
  return escapeXML(printable(text, () => true).text);
}
