import { displayWidth } from './display-width.js';

export interface Column {
  readonly title: string;
  readonly align?: 'left' | 'right';
}

/** Lines of an aligned table, title line first; widths are cells of a terminal. A terminal narrower than the table wraps its lines. */
export function tableLines(columns: readonly Column[], rows: readonly (readonly string[])[]): string[] {
  const all = [columns.map(column => column.title), ...rows];
  const widths = columns.map((_, index) => all.reduce((widest, row) => Math.max(widest, displayWidth(row[index] ?? '')), 0));
  return all.map(row => columns
    .map((column, index) => pad(row[index] ?? '', widths[index] as number, column.align ?? 'left'))
    .join('  ')
    .trimEnd());
}

function pad(text: string, width: number, align: 'left' | 'right'): string {
  const space = ' '.repeat(Math.max(0, width - displayWidth(text)));
  return align === 'right' ? space + text : text + space;
}
