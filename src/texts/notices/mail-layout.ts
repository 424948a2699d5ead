import type { Language } from '../language.js';

/** What a mail tells, before it is laid out; every string is plain text. */
export interface MailContent {
  readonly heading: string;
  readonly blocks: readonly {
    readonly title: string;
    readonly lines: readonly (readonly [label: string, value: string])[];
  }[];
  readonly closing: readonly string[];
}

export function layOutText({ heading, blocks, closing }: MailContent): string {
  const written = blocks.map(({ title, lines }) => [title, ...lines.map(([label, value]) => `  ${label}: ${value}`)].join('\n'));
  return `${[heading, ...written, closing.join('\n')].filter(part => part !== '').join('\n\n')}\n`;
}

/** Without images, scripts and addresses of any kind: mail programs show it as it is. */
export function layOutHtml({ heading, blocks, closing }: MailContent, language: Language): string {
  const row = ([label, value]: readonly [string, string]) => `<tr><th scope="row" align="left" valign="top" style="white-space:nowrap">${escapeHtml(label)}</th><td valign="top" style="overflow-wrap:anywhere">${escapeHtml(value)}</td></tr>`;
  const block = ({ title, lines }: MailContent['blocks'][number]) => `<h2 style="font-size:1.1em">${escapeHtml(title)}</h2>\n<table cellpadding="3">\n${lines.map(row).join('\n')}\n</table>`;
  const parts = [`<h1 style="font-size:1.2em">${escapeHtml(heading)}</h1>`, ...blocks.map(block), ...closing.map(line => `<p>${escapeHtml(line)}</p>`)];
  return `<!DOCTYPE html>\n<html lang="${language}">\n<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark"><title>${escapeHtml(heading)}</title></head>\n<body style="font-family:sans-serif;line-height:1.5">\n${parts.join('\n')}\n</body>\n</html>\n`;
}

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\'': '&#39;' };

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, character => ESCAPES[character] as string);
}
