import type { Severity } from '../../terms/notice-terms.js';
import { activationLink } from '../toast/activation-link.js';
import type { Toast } from '../toast/toast-driver.js';

/** Code points. A toast shows two lines of a title and four of a text; the longest, all of it escaped, stay below the 5 KB that a toast's XML may have. */
const LONGEST = { title: 100, text: 400, label: 40 } as const;
/** 25 s instead of 7; then it stays in the Action Center. The scenario "reminder" would stay on the screen, but Windows ignores it without a button that activates in the background. */
const DURATION: Readonly<Record<Severity, 'short' | 'long'>> = { information: 'short', warning: 'long', alarm: 'long' };

/**
 * A toast as Windows wants it: Microsoft's "Toast XML schema", template ToastGeneric.
 *
 * A button opens the link of its nonce, so Windows needs no process and no COM class of ours to tell of a press. A click on the toast itself sends it away: it has no `launch`. Only an alarm is heard.
 */
export function windowsToastXml({ title, text, severity, buttons }: Omit<Toast, 'id' | 'slot'>): string {
  const actions = buttons.map(({ key, title: label }) =>
    `<action content="${asLabel(label)}" activationType="protocol" arguments="${escaped(activationLink(key))}"/>`);
  return `<toast duration="${DURATION[severity]}"><visual><binding template="ToastGeneric">`
    + `<text>${escaped(shortened(title, LONGEST.title))}</text><text>${escaped(shortened(text, LONGEST.text))}</text>`
    + `</binding></visual>${actions.length > 0 ? `<actions>${actions.join('')}</actions>` : ''}`
    + `${severity === 'alarm' ? '' : '<audio silent="true"/>'}</toast>`;
}

function asLabel(label: string): string {
  return escaped(shortened(label.replace(/[\t\n]/g, ' '), LONGEST.label));
}

function shortened(text: string, longest: number): string {
  const points = [...text];
  return points.length > longest ? `${points.slice(0, longest - 1).join('')}…` : text;
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };

/** What is no `Char` of XML 1.0 (control characters, halves of surrogate pairs: file names may hold both) would have the whole toast refused. */
function escaped(text: string): string {
  return text.replace(/[^\t\n\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, ' ').replace(/[&<>"']/g, character => ENTITIES[character] ?? '');
}
