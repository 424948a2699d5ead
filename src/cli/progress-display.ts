import type { Clock } from '../base/clock.js';
import { progressTexts } from '../texts/progress-texts.js';
import type { Language } from '../texts/language.js';
import { inLanguage } from '../texts/text.js';
import type { Progress } from '../wire/progress.js';
import { displayWidth, headOfWidth, tailOfWidth } from './render/display-width.js';
import { formatBytes, formatDuration, printable } from './render/format-values.js';

export interface Terminal {
  readonly isTerminal: boolean;
  readonly columns: number;
  write(text: string): void;
}

/** Redrawing more often than this only costs time. */
const REDRAW_MS = 100;
const BAR_CELLS = 24;
/** A rate or a time left that was measured over less says nothing. */
const RATE_AFTER_MS = 500;
const TIME_LEFT_AFTER_MS = 2_000;

/**
 * Shows how far a command is: on a terminal one line that redraws itself (bar, share, files, bytes, rate, time left), elsewhere one line per step.
 *
 * The line never exceeds the terminal, because a wrapped line cannot be taken back; what matters least is left out first. The rate is taken
 * over the current step as a whole, so that the time left does not jump about.
 */
export class ProgressDisplay {
  readonly #terminal: Terminal;
  readonly #language: Language;
  readonly #clock: Clock;
  readonly #announced = new Set<string>();
  #pauseTold = false;
  #step: string | undefined;
  #stepBeganMs = 0;
  #drawnMs = Number.NEGATIVE_INFINITY;
  #lineShown = false;

  constructor(terminal: Terminal, language: Language, clock: Clock) {
    this.#terminal = terminal;
    this.#language = language;
    this.#clock = clock;
  }

  show(progress: Progress): void {
    const step = `${progress.step}/${progress.subject ?? ''}`;
    if (!this.#terminal.isTerminal) return this.#announce(step, progress);
    const nowMs = this.#clock.monotonicMs();
    if (step !== this.#step) {
      this.#step = step;
      this.#stepBeganMs = nowMs;
      this.#drawnMs = Number.NEGATIVE_INFINITY;
    }
    if (nowMs - this.#drawnMs < REDRAW_MS) return;
    this.#drawnMs = nowMs;
    this.#terminal.write(`\r${this.#line(progress, nowMs - this.#stepBeganMs)}\x1b[K`);
    this.#lineShown = true;
  }

  /** Takes the line off the terminal, so that what follows begins on an empty one. */
  clear(): void {
    if (this.#lineShown) this.#terminal.write('\r\x1b[K');
    this.#lineShown = false;
  }

  /** Steps of several sources may alternate; each is named once, and once more after each pause. */
  #announce(step: string, progress: Progress): void {
    const begins = progress.step === 'paused' && !this.#pauseTold;
    if (begins) this.#announced.clear();
    this.#pauseTold = progress.step === 'paused';
    if (this.#announced.has(step)) return;
    this.#announced.add(step);
    this.#terminal.write(`${this.#stepName(progress)}\n`);
  }

  #line(progress: Progress, elapsedMs: number): string {
    const columns = (this.#terminal.columns || 80) - 1; // a full last column would wrap on some terminals
    const name = this.#stepName(progress);
    const share = shareOf(progress);
    const percent = share === undefined ? [] : [`${Math.floor(share * 100)}%`];
    const rate = this.#rate(progress, share, elapsedMs);
    const files = this.#files(progress);
    const richestFirst = [
      [name, ...(share === undefined ? [] : [bar(share)]), ...percent, ...files, ...rate],
      [name, ...percent, ...files, ...rate],
      [name, ...percent, ...files],
      [name, ...percent],
    ];
    const text = richestFirst.map(parts => parts.join('  ')).find(line => displayWidth(line) <= columns);
    return text === undefined ? headOfWidth(name, columns) : withPath(text, progress.currentPath, columns);
  }

  #stepName({ step, subject }: Progress): string {
    const name = inLanguage(progressTexts[step], this.#language);
    return subject ? `${name} ${printable(subject)}` : name;
  }

  #files({ filesDone, filesTotal }: Progress): string[] {
    if (filesDone === undefined) return [];
    return [inLanguage(progressTexts.files, this.#language, { done: filesDone, total: filesTotal ?? filesDone })];
  }

  #rate({ bytesDone }: Progress, share: number | undefined, elapsedMs: number): string[] {
    if (!bytesDone) return [];
    const parts = [formatBytes(bytesDone)];
    if (elapsedMs >= RATE_AFTER_MS) parts.push(`${formatBytes((bytesDone / elapsedMs) * 1000)}/s`);
    if (share !== undefined && share > 0.01 && elapsedMs >= TIME_LEFT_AFTER_MS) {
      parts.push(inLanguage(progressTexts.left, this.#language, { time: formatDuration((elapsedMs * (1 - share)) / share, this.#language) }));
    }
    return parts;
  }
}

/** Known only once the totals are: a bar that runs backwards is worse than none. */
function shareOf({ bytesDone, bytesTotal, filesDone, filesTotal, totalsFinal }: Progress): number | undefined {
  if (totalsFinal === false) return undefined;
  if (bytesTotal) return Math.min(1, (bytesDone ?? 0) / bytesTotal);
  if (filesTotal) return Math.min(1, (filesDone ?? 0) / filesTotal);
  return undefined;
}

function bar(share: number): string {
  const filled = Math.round(share * BAR_CELLS);
  return `[${'#'.repeat(filled)}${'-'.repeat(BAR_CELLS - filled)}]`;
}

/** The end of a path tells files apart; it is shown where there is room for a file's name. */
function withPath(text: string, path: string | undefined, columns: number): string {
  const room = columns - displayWidth(text) - 2;
  if (!path || room < 12) return text;
  const name = printable(path);
  return `${text}  ${displayWidth(name) <= room ? name : `…${tailOfWidth(name, room - 1)}`}`;
}
