/** restic with its defaults: encryption, compression `auto`, scrypt at every start. */
export function restic(executable, version) {
  const command = (place, ...args) => ({
    program: executable, args: ['-r', place.vault, ...args], cwd: place.folder,
    env: { RESTIC_PASSWORD: 'bench', RESTIC_CACHE_DIR: `${place.state}/cache`, HOME: place.folder },
  });
  return {
    name: 'restic',
    version,
    key: 'derived from the password at every start (scrypt), as it always is',

    prepare: place => [command(place, 'init')],
    firstBackup: (place, source) => command(place, 'backup', source),
    nextBackup: (place, source) => command(place, 'backup', source),
    restore: (place, path, target) => command(place, 'restore', 'latest', '--target', target, '--include', path),
    restoredAt: (path, target) => `${target}${path}`,
  };
}
