import { execFile } from 'node:child_process';
import { lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { inProject } from './paths.mjs';

const run = promisify(execFile);

/**
 * Restores a source that a Windows PC backed up, as its owner would after the PC died: with nothing but the vault and the recovery code.
 *
 * A path alone would be one of this system; a source is named, so that the Windows path is taken for one of that PC.
 *
 * @returns whether every file comes back with its bytes, and no other; what differs is printed
 */
export async function restoresOnThisSystem(vault, { name, root }, recoveryCode, expected) {
  const place = mkdtempSync(join(tmpdir(), 'mamori-rescue-'));
  try {
    for (const name of ['own', 'rescued']) mkdirSync(join(place, name));
    const environment = { ...process.env, MAMORI_HOME: join(place, 'home'), MAMORI_CREDENTIALS: 'file', MAMORI_PASSPHRASE: recoveryCode };
    const mamori = (...words) => run(process.execPath, [inProject('dist/cli/main.js'), ...words], { env: environment, maxBuffer: 64 * 1024 * 1024 });
    await mamori('up', join(place, 'own'), '--vault', vault, '--name', 'rescuer', '--once');
    await mamori('restore', root, '--source', name, '--to', join(place, 'rescued'));
    const [restored] = readdirSync(join(place, 'rescued'));
    return isSame(expected, join(place, 'rescued', restored ?? ''));
  } catch (failure) {
    console.log(String(failure.stderr ?? failure));
    return false;
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}

function isSame(expected, restored) {
  const [wanted, found] = [entriesBelow(expected), entriesBelow(restored)];
  const differing = [...new Set([...wanted.keys(), ...found.keys()])].filter(name => !wanted.get(name)?.equals(found.get(name) ?? ABSENT));
  for (const name of differing.slice(0, 10)) console.log(`differs: ${name}`);
  return wanted.size > 0 && differing.length === 0;
}

const ABSENT = Buffer.from('\0absent');
const FOLDER = Buffer.from('\0folder');

function entriesBelow(folder) {
  const names = readdirSync(folder, { recursive: true });
  return new Map(names.map(name => [name, lstatSync(join(folder, name)).isDirectory() ? FOLDER : readFileSync(join(folder, name))]));
}
