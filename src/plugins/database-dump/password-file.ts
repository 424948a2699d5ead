import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DatabaseAddress } from './database-address.js';
import type { PasswordFile } from './dump-command.js';

/**
 * Does work with a file, readable by this user only, that tells a tool the password; the file goes when the work is done. Without a password there is none, and
 * the tool uses what the person has set up for it (~/.pgpass, ~/.my.cnf, a trusted socket).
 */
export async function withPasswordFile<T>(
  { folder, address, password }: { readonly folder: string; readonly address: DatabaseAddress; readonly password: string | undefined },
  work: (file: PasswordFile | undefined) => Promise<T>,
): Promise<T> {
  if (password === undefined || address.kind === 'sqlite') return work(undefined);
  const path = join(folder, `${address.id}.pass`);
  await rm(path, { force: true }); // what a killed process left would keep its own mode
  try {
    await writeFile(path, address.kind === 'postgresql' ? pgpass(password) : optionFile(password), { mode: 0o600, flag: 'wx' });
    return await work({ path });
  } finally {
    await rm(path, { force: true });
  }
}

/** For every connection: the file is for one. PostgreSQL documentation, "The Password File". */
export function pgpass(password: string): string {
  return `*:*:*:*:${password.replace(/[\\:]/g, '\\$&')}\n`;
}

/** MySQL manual, "Using Option Files": quotes keep '#' and blanks; a backslash begins an escape. */
export function optionFile(password: string): string {
  return `[client]\npassword="${password.replaceAll('\\', '\\\\')}"\n`;
}
