import type { Clock } from '../base/clock.js';
import type { Language } from '../texts/language.js';
import { inLanguage } from '../texts/text.js';
import { progressTexts } from '../texts/progress-texts.js';
import type { Progress } from '../wire/progress.js';
import { formatBytes, formatDuration, printable } from './render/format-values.js';
import { displayWidth } from './render/table.js';

export interface Terminal {
  readonly isTerminal: boolean;
  readonly columns: number;
  write(text: string): void;
}

/** Redrawing more often than this only costs time. */
const REDRAW_MS = 100;
const BAR_CELLS = 24;

/**
 * Shows how far a command is: on a terminal a bar that redraws itself (share, files, bytes, rate, time left), elsewhere one line per step.
 *
 * The rate is taken over the current step as a whole, so that the time left does not jump about.
 */
export class ProgressDisplay {
  readonly #terminal: Terminal;
  readonly #language: Language;
  readonly #clock: Clock;
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
    const nowMs = this.#clock.monotonicMs();
    if (step !== this.#step) {
      this.#step = step;
      this.#stepBeganMs = nowMs;
      this.#drawnMs = Number.NEGATIVE_INFINITY;
      if (!this.#terminal.isTerminal) this.#terminal.write(`${this.#stepName(progress)}\n`);
    }
    if (!this.#terminal.isTerminal || nowMs - this.#drawnMs < REDRAW_MS) return;
    this.#drawnMs = nowMs;
    this.#draw(progress, nowMs - this.#stepBeganMs);
  }

  /** Takes the bar off the terminal, so that what follows begins on an empty line. */
  clear(): void {
    if (this.#lineShown) this.#terminal.write('\r\x1b[K');
    this.#lineShown = false;
  }

  #draw(progress: Progress, elapsedMs: number): void {
    const parts = [this.#stepName(progress)];
    const share = shareOf(progress);
    if (share !== undefined) parts.push(bar(share), `${Math.floor(share * 100)}%`);
    if (progress.filesDone !== undefined) {
      parts.push(inLanguage(progressTexts.files, this.#language, { done: progress.filesDone, total: progress.filesTotal ?? progress.filesDone }));
    }
    if (progress.bytesDone) {
      parts.push(formatBytes(progress.bytesDone));
      if (elapsedMs > 500) parts.push(`${formatBytes((progress.bytesDone / elapsedMs) * 1000)}/s`);
      if (share !== undefined && share > 0.01 && elapsedMs > 2_000) {
        parts.push(inLanguage(progressTexts.left, this.#language, { time: formatDuration((elapsedMs * (1 - share)) / share, this.#language) }));
      }
    }
    const line = fit(parts.join('  '), progress.currentPath, this.#terminal.columns - 1);
    this.#terminal.write(`\r${line}\x1b[K`);
    this.#lineShown = true;
  }

  #stepName({ step, subject }: Progress): string {
    const name = inLanguage(progressTexts[step], this.#language);
    return subject ? `${name} ${printable(subject)}` : name;
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

function fit(text: string, path: string | undefined, columns: number): string {
  const room = columns - displayWidth(text) - 2;
  if (!path || room < 12) return text;
  const name = printable(path);
  return `${text}  ${displayWidth(name) <= room ? name : `…${name.slice(-Math.floor(room / 2))}`}`;
}
