/**
 * Rows as CSV (RFC 4180) with a byte order mark, so that spreadsheets read it as UTF-8.
 *
 * A field that a spreadsheet would take for a formula is led in by an apostrophe (OWASP, "CSV Injection"); Japanese versions take the full-width
 * signs as well.
 */
export function csvText(rows: readonly (readonly string[])[]): string {
  return `\uFEFF${rows.map(row => row.map(field).join(',')).join('\r\n')}\r\n`;
}

function field(text: string): string {
  const harmless = /^[=+\-@\t\r\n＝＋－＠]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
