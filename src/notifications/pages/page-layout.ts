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
/** The browser's own colours, so that dark and high-contrast settings hold. */
const STYLE = ':root{color-scheme:light dark}body{font:1rem/1.6 sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}h1{font-size:1.4rem}h2{font-size:1.1rem;margin-top:2rem}'
  + 'th{text-align:left;vertical-align:top;padding-right:1.5rem;font-weight:normal;white-space:nowrap}td{overflow-wrap:anywhere;white-space:pre-wrap}li{overflow-wrap:anywhere;white-space:pre-wrap}';

/** A page that any browser shows: what a notice or the tray has no room for. Names of files are text, whatever they contain. */
export function layOutPage({ title, sections }: Page, language: Language): string {
  const body = [`<h1>${escapeHtml(title)}</h1>`, ...sections.map(sectionHtml)].join('\n');
  return `<!DOCTYPE html>\n<html lang="${language}">\n<head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${POLICY}">`
    + `<title>${escapeHtml(title)}</title><style>${STYLE}</style></head>\n<body>\n${body}\n</body>\n</html>\n`;
}

function sectionHtml({ title, paragraphs = [], rows = [], list = [] }: PageSection): string {
  return [
    ...title === undefined ? [] : [`<h2>${escapeHtml(title)}</h2>`],
    ...paragraphs.map(paragraph => `<p>${escapeHtml(paragraph)}</p>`),
    ...rows.length === 0 ? [] : [`<table>\n${rows.map(([label, value]) => `<tr><th scope="row">${escapeHtml(label)}</th><td>${escapeHtml(value)}</td></tr>`).join('\n')}\n</table>`],
    ...list.length === 0 ? [] : [`<ul>\n${list.map(item => `<li>${escapeHtml(item)}</li>`).join('\n')}\n</ul>`],
  ].join('\n');
}
