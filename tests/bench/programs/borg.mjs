import { mkdirSync } from 'node:fs';

/** Borg with repokey encryption and its defaults (lz4); each backup is an archive of its own. */
export function borg(executable, version, environment) {
  const command = (place, ...args) => ({
    program: executable.program, args: [...executable.args, ...args], cwd: place.folder,
    env: {
      ...environment, BORG_PASSPHRASE: 'bench', BORG_BASE_DIR: place.state, BORG_RELOCATED_REPO_ACCESS_IS_OK: 'yes',
      BORG_UNKNOWN_UNENCRYPTED_REPO_ACCESS_IS_OK: 'yes', HOME: place.folder,
    },
  });
  const archives = new Map();
  const create = (place, source) => {
    const number = (archives.get(place.folder) ?? 0) + 1;
    archives.set(place.folder, number);
    return command(place, 'create', `${place.vault}::run-${number}`, source);
  };
  return {
    name: 'borg',
    version,
    key: 'derived from the passphrase at every start (PBKDF2), as it always is',

    prepare: place => [command(place, 'init', '--encryption', 'repokey', place.vault)],
    firstBackup: create,
    nextBackup: create,
    restore: (place, path, target) => {
      mkdirSync(target, { recursive: true });
      return { ...command(place, 'extract', `${place.vault}::run-${archives.get(place.folder)}`, path.slice(1)), cwd: target };
    },
    restoredAt: (path, target) => `${target}${path}`,
  };
}
