// Copies a SQLite database while others write to it: node sqlite-copy.js SOURCE TARGET
// Exit codes: 0 copied, 1 not copied, 3 there is no such file, 4 the copy is damaged and therefore the database is.
import { existsSync } from 'node:fs';
import { backup, DatabaseSync } from 'node:sqlite';

const [source, target] = process.argv.slice(2) as [string, string];
/** Whoever writes holds the lock for moments; a longer one is a program that will not let go. */
const BUSY_MS = 60_000;
/** So many pages at once that there is one step. */
const ALL_PAGES = 2 ** 31 - 1;

process.exitCode = existsSync(source) ? await copy() : 3;

/**
 * The read transaction keeps the copy of one moment, whatever is committed meanwhile. Pages are copied as they lie (`VACUUM INTO` would order them anew), so that yesterday's
 * and today's copy share all pages that did not change.
 */
async function copy(): Promise<number> {
  const database = new DatabaseSync(source, { readOnly: true, timeout: BUSY_MS });
  database.exec('BEGIN');
  database.prepare('SELECT count(*) FROM sqlite_schema').get();
  await backup(database, target, { rate: ALL_PAGES });
  database.close();
  return isSound() ? 0 : 4;
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
