import { readFileSync } from 'node:fs';
import { CodedError } from '../../base/coded-error.js';
import type { DoctorCheck } from '../../wire/verbs/results.js';
import { sourcesOf } from '../sources.js';
import { autostartChecks } from './autostart-check.js';
import { pluginChecks } from './plugin-checks.js';
import type { Verb, VerbHost } from './verb.js';

/** Looks at everything this installation depends on, and says of each what to do. */
export const doctorVerb: Verb<'doctor'> = async host => ({
  checks: [engineCheck(host), ...await credentialChecks(host), ...await vaultChecks(host), ...sourceChecks(host), ...watchChecks(), ...await autostartChecks(host), ...await pluginChecks(host)],
});

function engineCheck({ workspace }: VerbHost): DoctorCheck {
  const { abi, zstd, openssl, threads } = workspace.engine.info;
  return { name: 'engine', state: 'ok', detail: `ABI ${abi}, zstd ${zstd}, ${openssl}, ${threads} threads, Node ${process.versions.node}` };
}

async function credentialChecks({ workspace }: VerbHost): Promise<DoctorCheck[]> {
  return attempt('credentials', async () => {
    const store = await workspace.credentials();
    return [{ name: 'credentials', state: store.warning ? 'warning' : 'ok', detail: store.name, code: store.warning?.code }];
  });
}

async function vaultChecks({ workspace }: VerbHost): Promise<DoctorCheck[]> {
  const { installation } = workspace;
  if (!installation) return [{ name: 'vault', state: 'warning', detail: '-', code: 'agent.not-set-up' }];
  const { location, capabilities } = installation.vault;
  return attempt('vault', async () => {
    const { session, problems } = await workspace.vault.use();
    const space = await session.store.freeSpace();
    const { chunks, containers, residentBytes } = session.index.stats();
    return [
      { name: 'vault', state: 'ok', detail: `${location} (${capabilities.durability}${space ? `, ${Math.floor(space.freeBytes / 1e6)} MB free` : ''})` },
      { name: 'chunk index', state: 'ok', detail: `${chunks} chunks, ${containers} objects, ${residentBytes} resident bytes` },
      ...[...problems.values()].flat().map((problem): DoctorCheck => ({ name: 'history', state: 'problem', detail: problem.message, code: problem.code })),
    ];
  });
}

function sourceChecks({ workspace, protection }: VerbHost): DoctorCheck[] {
  return sourcesOf(workspace).map(({ id, name, root }) => {
    const watch = protection?.watchOf(id);
    const detail = `${root}${watch?.driver ? ` (${watch.driver}${watch.trusted ? '' : ', catching up'})` : ''}`;
    return { name: `source ${name}`, state: watch?.degraded ? 'warning' : 'ok', detail, code: watch?.degraded?.code };
  });
}

/** Linux gives each user a number of watches; large trees need one per folder (inotify(7)). */
function watchChecks(): DoctorCheck[] {
  if (process.platform !== 'linux') return [];
  try {
    const allowed = Number(readFileSync('/proc/sys/fs/inotify/max_user_watches', 'utf8'));
    return [{ name: 'inotify watches', state: 'ok', detail: `${allowed} allowed (fs.inotify.max_user_watches)` }];
  } catch {
    return [];
  }
}

async function attempt(name: string, look: () => Promise<DoctorCheck[]>): Promise<DoctorCheck[]> {
  try {
    return await look();
  } catch (failure) {
    if (!(failure instanceof CodedError)) throw failure;
    return [{ name, state: 'problem', detail: failure.message, code: failure.code }];
  }
}
