import { readFile, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import type { Logger } from '../../base/logger.js';
import { Click } from '../../wire/click.js';
import { MAX_JSON_BYTES } from '../../wire/json-body.js';

const SPOOLED = /^[0-9a-f]{32}(-\d{1,4})?\.json$/;

/**
 * Hands over the clicks that file managers left in `folder`, and removes each file once `keep` has returned.
 *
 * A file that is no click is removed and logged; one that cannot be read stays for the next time. A folder that is not there is empty. Never rejects
 * but with what `keep` throws.
 */
export async function emptyClickSpool(folder: string, logger: Logger, keep: (click: Click) => void): Promise<void> {
  for (const name of (await readdir(folder).catch(() => [])).filter(name => SPOOLED.test(name)).sort()) {
    const path = join(folder, name);
    const click = await readClick(path, logger);
    if (click === 'unreadable') continue;
    if (click) keep(click);
    await rm(path, { force: true }).catch(() => undefined); // kept twice is carried out once
  }
}

async function readClick(path: string, logger: Logger): Promise<Click | 'unreadable' | undefined> {
  let text: string;
  try {
    if ((await stat(path)).size > MAX_JSON_BYTES) throw new RangeError('too long');
    text = await readFile(path, 'utf8');
  } catch (failure) {
    logger.warn('a click in the spool folder cannot be read', { path, failure: String(failure) });
    return failure instanceof RangeError ? undefined : 'unreadable';
  }
  try {
    return v.parse(Click, JSON.parse(text));
  } catch (failure) {
    logger.warn('a file in the spool folder is no click', { path, failure: String(failure) });
    return undefined;
  }
}
