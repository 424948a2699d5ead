import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { isCommand } from '../../scripts/lib/os-packages.mjs';
import { borg } from './programs/borg.mjs';
import { restic } from './programs/restic.mjs';

const cacheFolder = () => `${process.env.XDG_CACHE_HOME || `${homedir()}/.cache`}/mamori-bench`;
const BORG_PACKAGES = ['borgbackup', 'python3-msgpack', 'python3-packaging', 'python3-pkg-resources'];

/** The rivals that can be run: those fetched by `--install-rivals`, else what PATH has. */
export function findRivals(folder = cacheFolder()) {
  return [findRestic(folder), findBorg(folder)].filter(rival => rival !== undefined);
}

function findRestic(folder) {
  const fetched = `${folder}/restic/usr/bin/restic`;
  const executable = existsSync(fetched) ? fetched : isCommand('restic') ? 'restic' : undefined;
  return executable && restic(executable, versionOf(executable, ['version']));
}

function findBorg(folder) {
  const modules = `${folder}/borg/usr/lib/python3/dist-packages`;
  const fetched = existsSync(modules);
  if (!fetched && !isCommand('borg')) return undefined;
  const executable = fetched ? { program: 'python3', args: [`${folder}/borg/usr/bin/borg`] } : { program: 'borg', args: [] };
  const environment = fetched ? { PYTHONPATH: modules } : {};
  return borg(executable, versionOf(executable.program, [...executable.args, '--version'], environment), environment);
}

function versionOf(program, args, environment = {}) {
  const printed = execFileSync(program, args, { encoding: 'utf8', env: { ...process.env, ...environment } });
  return /\d+\.\d+(\.\d+)?/.exec(printed)?.[0] ?? 'unknown';
}

/**
 * Fetches the rivals into a folder of the user's cache: restic from Debian's newest suite (one static binary), Borg from the
 * machine's own. Nothing is installed into the system and its list of sources stays as it is. Needs Debian's apt; throws what apt said.
 */
export function installRivals(announce, folder = cacheFolder()) {
  const workshop = `${folder}/apt`;
  for (const part of ['state/lists/partial', 'cache/archives/partial']) mkdirSync(`${workshop}/${part}`, { recursive: true });
  announce(`fetching restic from Debian's newest suite into ${folder}`);
  unpack(['restic'], `${folder}/restic`, workshop, newestSuite(workshop));
  announce(`fetching Borg from this machine's Debian into ${folder}`);
  unpack(BORG_PACKAGES, `${folder}/borg`, workshop, []);
  rmSync(workshop, { recursive: true });
}

/** apt's options for Debian's newest suite, from the mirror that this machine already uses and trusts. */
function newestSuite(workshop) {
  const mirror = apt(['indextargets', '--format', '$(REPO_URI)', 'Created-By: Packages', 'Origin: Debian', 'Component: main'], workshop).split('\n')[0];
  if (!mirror) throw new Error('apt has no lists of Debian packages here: run apt-get update first');
  const sources = `${workshop}/newest.sources`;
  writeFileSync(sources, `Types: deb\nURIs: ${mirror}\nSuites: unstable\nComponents: main\nSigned-By: /usr/share/keyrings/debian-archive-keyring.gpg\n`);
  const options = [`Dir::Etc::sourcelist=${sources}`, 'Dir::Etc::sourceparts=-', `Dir::State=${workshop}/state`, `Dir::Cache=${workshop}/cache`, 'Acquire::Languages=none']
    .flatMap(option => ['-o', option]);
  apt([...options, '-q', 'update'], workshop);
  return options;
}

function unpack(packages, target, workshop, options) {
  apt([...options, '-q', 'download', ...packages], workshop);
  rmSync(target, { recursive: true, force: true });
  for (const name of readdirSync(workshop).filter(entry => entry.endsWith('.deb'))) {
    execFileSync('dpkg', ['-x', `${workshop}/${name}`, target]);
    rmSync(`${workshop}/${name}`);
  }
}

function apt(args, cwd) {
  return execFileSync('apt-get', args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}
