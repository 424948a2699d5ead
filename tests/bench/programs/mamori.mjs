import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { inProject } from '../../../scripts/lib/paths.mjs';

const { version } = JSON.parse(readFileSync(inProject('package.json'), 'utf8'));

/** Mamori as its command line in one process; no agent runs, so that every command pays its own start. */
export const mamori = {
  name: 'mamori',
  version,
  key: 'from the key file (MAMORI_CREDENTIALS=file), no derivation per start',

  prepare: () => [],
  firstBackup: (place, source) => command(place, 'up', source, '--once', '--vault', place.vault),
  nextBackup: place => command(place, 'backup'),
  restore: (place, path, target) => command(place, 'restore', path, '--to', target),
  restoredAt: (path, target) => `${target}/${basename(path)}`,
  rebuildCatalog: place => command(place, 'rebuild-catalog'),
  agent: place => command(place, 'up', '--no-autostart'),
  words: command,
  launcher: (place, ...words) => ({ ...command(place, ...words), args: [inProject('scripts/mamori'), ...words, '--home', place.state] }),
};

function command(place, ...words) {
  return {
    program: process.execPath,
    args: [inProject('dist/cli/main.js'), ...words, '--home', place.state],
    env: { MAMORI_CREDENTIALS: 'file', MAMORI_LANGUAGE: 'en', MAMORI_PASSPHRASE: '', HOME: place.folder, XDG_RUNTIME_DIR: place.folder },
    cwd: place.folder,
  };
}
