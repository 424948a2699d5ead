// Copies a SQLite database while others write to it: node sqlite-copy.js SOURCE TARGET
// Exit codes: 0 copied, 1 not copied, 3 there is no such file, 4 the copy is damaged and therefore the database is.
import { existsSync } from 'node:fs';
import { backup, DatabaseSync } from 'node:sqlite';
import { setTimeout as pause } from 'node:timers/promises';

const [source, target] = process.argv.slice(2) as [string, string];
/** Whoever writes holds the lock for moments; a longer one is a program that will not let go. */
const BUSY_MS = 60_000;
/** SQLite's own waiting looks ever more rarely, up to 100 ms apart, and met 6 s long no gap between the writes of a busy program; looking each millisecond took 40 ms. */
const LOOK_MS = 1;
const SQLITE_BUSY = 5;
/** So many pages at once that there is one step. */
const ALL_PAGES = 2 ** 31 - 1;

process.exitCode = existsSync(source) ? await copy() : 3;

/**
 * The read transaction keeps the copy of one moment, whatever is committed meanwhile. Pages are copied as they lie (`VACUUM INTO` would order them anew), so that yesterday's
 * and today's copy share all pages that did not change.
 */
async function copy(): Promise<number> {
  const database = new DatabaseSync(source, { readOnly: true });
  const patience = AbortSignal.timeout(BUSY_MS);
  while (!beginsReading(database, patience)) await pause(LOOK_MS);
  await backup(database, target, { rate: ALL_PAGES });
  database.close();
  return isSound() ? 0 : 4;
}

/** False while somebody else's write keeps everybody out. */
function beginsReading(database: DatabaseSync, patience: AbortSignal): boolean {
  try {
    database.exec('BEGIN; SELECT 1 FROM sqlite_schema');
    return true;
  } catch (failure) {
    const { errcode = 0 } = failure as { readonly errcode?: number };
    if ((errcode & 0xff) !== SQLITE_BUSY || patience.aborted) throw failure;
    if (database.isTransaction) database.exec('ROLLBACK');
    return false;
  }
}

function isSound(): boolean {
  const copied = new DatabaseSync(target);
  try {
    const row = copied.prepare('PRAGMA quick_check(1)').get();
    if (row?.['quick_check'] === 'ok') return true;
    console.error(row?.['quick_check']);
    return false;
  } finally {
    copied.close();
  }
}
