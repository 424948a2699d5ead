import type { Language } from '../../texts/language.js';
import { escapeHtml } from '../../texts/notices/mail-layout.js';

/** What a page says; every string is plain text. */
export interface Page {
  readonly title: string;
  readonly sections: readonly PageSection[];
}

export interface PageSection {
  readonly title?: string | undefined;
  readonly paragraphs?: readonly string[] | undefined;
  readonly rows?: readonly (readonly [label: string, value: string])[] | undefined;
  readonly list?: readonly string[] | undefined;
}

/** Nothing that is not in the page itself is loaded or run, whatever a file is called. */
const POLICY = 'default-src \'none\'; style-src \'unsafe-inline\'';
/**
 * The browser's own colours, so that dark and high-contrast settings hold. In a narrow window a value stands below its label; on paper a heading stays with what it is about. Lines are borders: they are
 * there in forced colours, too.
 */
const STYLE = ':root{color-scheme:light dark}body{font:1rem/1.6 sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}h1{font-size:1.4rem;line-height:1.3}h2{font-size:1.1rem;margin-top:2rem;break-after:avoid}'
  + 'table{border-collapse:collapse;width:100%}tr{border-bottom:1px solid;border-color:color-mix(in srgb,currentcolor 25%,transparent);break-inside:avoid}'
  + 'th{text-align:left;vertical-align:top;padding:.2rem 1.5rem .2rem 0;font-weight:600;white-space:nowrap}td{width:100%;padding:.2rem 0;overflow-wrap:anywhere;white-space:pre-wrap}'
  + 'li{overflow-wrap:anywhere;white-space:pre-wrap;break-inside:avoid}h1,h2,p{overflow-wrap:anywhere}'
  + '@media(max-width:40rem){tr,th,td{display:block;white-space:pre-wrap}th{padding-bottom:0}td{padding-top:0}}@media print{body{margin:0;max-width:none;padding:0}}';

/** A page that any browser shows: what a notice or the tray has no room for. Names of files are text, whatever they contain. */
export function layOutPage({ title, sections }: Page, language: Language): string {
  const body = [`<h1>${escapeHtml(title)}</h1>`, ...sections.map(sectionHtml)].join('\n');
  return `<!DOCTYPE html>\n<html lang="${language}">\n<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta http-equiv="Content-Security-Policy" content="${POLICY}">`
    + `<title>${escapeHtml(title)}</title><style>${STYLE}</style></head>\n<body>\n<main>\n${body}\n</main>\n</body>\n</html>\n`;
}

function sectionHtml({ title, paragraphs = [], rows = [], list = [] }: PageSection): string {
  return [
    ...title === undefined ? [] : [`<h2>${escapeHtml(title)}</h2>`],
    ...paragraphs.map(paragraph => `<p>${escapeHtml(paragraph)}</p>`),
    ...rows.length === 0 ? [] : [`<table>\n${rows.map(([label, value]) => `<tr><th scope="row">${escapeHtml(label)}</th><td>${escapeHtml(value)}</td></tr>`).join('\n')}\n</table>`],
    ...list.length === 0 ? [] : [`<ul>\n${list.map(item => `<li>${escapeHtml(item)}</li>`).join('\n')}\n</ul>`],
  ].join('\n');
}
