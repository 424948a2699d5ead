import { readFileSync, utimesSync, writeFileSync } from 'node:fs';
import type { ManualClock } from '../../fakes/manual-clock.js';
import { between, randomStream, seedOf } from '../data/random.mjs';
import { fillText } from '../data/text.mjs';

const HOUR_MS = 3_600_000;
export const FIRST_SAVE_MS = 8 * HOUR_MS;
export const LAST_SAVE_MS = 18 * HOUR_MS;

/** Files that somebody works on this day. */
const HOT_FILES = 5;
/** As many of them are still worked on the next day. */
const CARRIED_OVER = 3;

/**
 * What somebody saves on one working day: a few files, each again and again, and mostly those of the day before; a paragraph is replaced or added each time.
 *
 * The same for the same day; between the saves the clock goes on evenly from 8 to 18 o'clock. Calls `saved` after each with the path.
 */
export async function workADay(
  root: string, paths: readonly string[], day: number, saves: number, clock: ManualClock, saved: (path: string) => Promise<void>,
): Promise<void> {
  const next = randomStream(seedOf(41, `day ${day}`));
  const hot = hotFiles(paths, day);
  for (let save = 0; save < saves; save += 1) {
    clock.shiftWall((LAST_SAVE_MS - FIRST_SAVE_MS) / saves);
    const path = hot[between(next, 0, hot.length - 1)] ?? '';
    editFile(`${root}/${path}`, next, clock.nowMs());
    await saved(path);
  }
}

function hotFiles(paths: readonly string[], day: number): readonly string[] {
  const taken = (HOT_FILES - CARRIED_OVER) * day;
  return Array.from({ length: HOT_FILES }, (_, index) => {
    const draw = randomStream(seedOf(43, `file ${taken + index}`))();
    return paths[draw % paths.length] ?? '';
  });
}

function editFile(path: string, next: () => number, nowMs: number): void {
  const content = readFileSync(path);
  const from = between(next, 0, content.length);
  const to = Math.min(content.length, from + between(next, 0, 400));
  const paragraph = Buffer.allocUnsafe(between(next, 20, 400));
  fillText(paragraph, next);
  writeFileSync(path, Buffer.concat([content.subarray(0, from), paragraph, content.subarray(to)]));
  utimesSync(path, nowMs / 1000, nowMs / 1000);
}
