import { mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../../base/clock.js';
import { layOutPage, type Page } from '../../notifications/pages/page-layout.js';
import { DAY_MS } from '../../notifications/policy/policies.js';
import type { Language } from '../../texts/language.js';
import type { Place } from '../place.js';

/** Somebody may have a page open, or come back to it; nobody does after a month. */
const KEPT_MS = 30 * DAY_MS;

/** Writes a page into the state folder, in place of the one of its name, for this user's eyes only; answers its path. */
export async function writePage({ home }: Place, clock: Clock, name: string, page: Page, language: Language): Promise<string> {
  const folder = join(home, 'details');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await removeOld(folder, clock.nowMs());
  const file = join(folder, `${name}.html`);
  await writeFile(file, layOutPage(page, language), { mode: 0o600 });
  return file;
}

async function removeOld(folder: string, nowMs: number): Promise<void> {
  for (const name of await readdir(folder)) {
    const { mtimeMs } = await stat(join(folder, name));
    if (nowMs - mtimeMs > KEPT_MS) await rm(join(folder, name), { force: true });
  }
}
