import { describe, expect, it } from 'vitest';
import { ProgressDisplay } from '../../../src/cli/progress-display.js';
import { displayWidth } from '../../../src/cli/render/display-width.js';
import { languages, type Language } from '../../../src/texts/language.js';
import { ManualClock } from '../../fakes/manual-clock.js';

class FakeTerminal {
  readonly writes: string[] = [];
  readonly isTerminal: boolean;
  columns: number;

  constructor(columns: number, isTerminal = true) {
    this.columns = columns;
    this.isTerminal = isTerminal;
  }

  write(text: string): void {
    this.writes.push(text);
  }

  /** What stands on the line now. */
  get line(): string {
    return (this.writes.at(-1) ?? '').replace(/^\r/, '').replace('\x1b[K', '');
  }
}

function display(columns = 120, { language = 'en' as Language, isTerminal = true } = {}) {
  const terminal = new FakeTerminal(columns, isTerminal);
  const clock = new ManualClock();
  return { terminal, clock, progress: new ProgressDisplay(terminal, language, clock) };
}

const half = { step: 'saving', subject: 'Docs', filesDone: 1500, filesTotal: 3000, bytesDone: 50_000_000, bytesTotal: 100_000_000 } as const;

describe('a pause', () => {
  it('is named in one line without a terminal, and so is what goes on after it', () => {
    const { terminal, progress } = display(80, { isTerminal: false });
    for (const step of ['saving', 'paused', 'paused', 'saving'] as const) progress.show({ ...half, step });
    expect(terminal.writes).toEqual(['Backing up Docs\n', 'Paused, "mamori resume" goes on: Docs\n', 'Backing up Docs\n']);
  });
});

describe('progress on a terminal', () => {
  it('shows step, bar, share, files, bytes, rate and time left', async () => {
    const { terminal, clock, progress } = display();
    progress.show({ ...half, filesDone: 0, bytesDone: 0 });
    await clock.advance(10_000);
    progress.show(half);
    expect(terminal.line).toBe('Backing up Docs  [############------------]  50%  1,500/3,000 files  50.0 MB  5.00 MB/s  about 10 s left');
  });

  it('speaks Japanese', async () => {
    const { terminal, clock, progress } = display(120, { language: 'ja' });
    progress.show({ ...half, bytesDone: 0 });
    await clock.advance(10_000);
    progress.show(half);
    expect(terminal.line).toMatch(/^バックアップ中 Docs {2}\[.*1,500\/3,000件.*残り約10秒$/);
  });

  it('shows no bar, and no time left, while totals still grow', async () => {
    const { terminal, clock, progress } = display();
    progress.show({ ...half, totalsFinal: false });
    await clock.advance(10_000);
    progress.show({ ...half, totalsFinal: false });
    expect(terminal.line).not.toMatch(/[[%]|left/);
    expect(terminal.line).toContain('50.0 MB');
  });

  it('never exceeds 100 %', () => {
    const { terminal, progress } = display();
    progress.show({ step: 'verifying', filesDone: 12, filesTotal: 10 });
    expect(terminal.line).toContain('[########################]  100%');
  });

  it('redraws at most every 100 ms, but a new step at once', async () => {
    const { terminal, clock, progress } = display();
    for (let count = 0; count < 50; count += 1) {
      progress.show({ ...half, filesDone: count });
      await clock.advance(10);
    }
    expect(terminal.writes).toHaveLength(5);
    progress.show({ step: 'committing' });
    expect(terminal.line).toBe('Finishing');
  });

  it('measures the rate from the beginning of the step', async () => {
    const { terminal, clock, progress } = display();
    progress.show({ step: 'scanning' });
    await clock.advance(60_000);
    progress.show({ ...half, bytesDone: 0 });
    await clock.advance(5_000);
    progress.show(half);
    expect(terminal.line).toContain('10.0 MB/s');
  });

  it.each([0, 1, 2, 5, 10, 20, 30, 40, 50, 60, 80, 100, 200])('stays within %i columns', async columns => {
    for (const language of languages) {
      const { terminal, clock, progress } = display(columns, { language });
      progress.show({ ...half, bytesDone: 0, currentPath: '/長い/パス/😀/見積書.xlsx' });
      await clock.advance(10_000);
      progress.show({ ...half, subject: '経理部の書類', currentPath: `/${'とても長いフォルダ名/'.repeat(20)}見積書.xlsx` });
      expect(displayWidth(terminal.line)).toBeLessThan(columns || 80);
    }
  });

  it('follows a terminal that is made narrower', async () => {
    const { terminal, clock, progress } = display(120);
    progress.show(half);
    terminal.columns = 30;
    await clock.advance(1_000);
    progress.show(half);
    expect(terminal.line).toBe('Backing up Docs  50%');
  });

  it('shows the end of a path that is too long, and nothing that commands a terminal', () => {
    const { terminal, progress } = display(60);
    progress.show({ step: 'saving', subject: '\x1b[2J', currentPath: `/${'x'.repeat(100)}/\x07name.txt` });
    expect(terminal.line).toMatch(/^Backing up \\u001b\[2J {2}…x+\/\\u0007name\.txt$/);
  });

  it('leaves an empty line behind, once', () => {
    const { terminal, progress } = display();
    progress.clear();
    expect(terminal.writes).toEqual([]);
    progress.show(half);
    progress.clear();
    progress.clear();
    expect(terminal.writes.slice(1)).toEqual(['\r\x1b[K']);
  });
});

describe('progress elsewhere', () => {
  it('is one line per step, without control characters, also when steps alternate', async () => {
    const { terminal, clock, progress } = display(80, { isTerminal: false });
    for (let round = 0; round < 3; round += 1) {
      progress.show({ step: 'scanning', subject: 'A' });
      await clock.advance(1_000);
      progress.show({ step: 'saving', subject: 'A', filesDone: round });
      progress.show({ step: 'saving', subject: 'B' });
    }
    progress.clear();
    expect(terminal.writes).toEqual(['Looking through A\n', 'Backing up A\n', 'Backing up B\n']);
  });
});
