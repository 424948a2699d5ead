import type { Language } from '../../texts/language.js';
import { describeError } from '../../texts/describe-error.js';
import type { PathFailure } from '../../wire/verbs/results.js';

/**
 * Per-file errors as CSV (RFC 4180) with a byte order mark, so that spreadsheets read it as UTF-8.
 *
 * A field that a spreadsheet would take for a formula is led in by an apostrophe (OWASP, "CSV Injection").
 */
export function failuresCsv(failures: readonly PathFailure[], language: Language): string {
  const title = language === 'ja' ? ['パス', 'コード', '原因', '対処'] : ['path', 'code', 'cause', 'remedy'];
  const rows = failures.map(({ path, code }) => {
    const { cause, remedy } = describeError(code, language);
    return [path, code, cause, remedy];
  });
  return `\uFEFF${[title, ...rows].map(row => row.map(field).join(',')).join('\r\n')}\r\n`;
}

function field(text: string): string {
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
