import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { CodedError } from '../../base/coded-error.js';
import { mapped, type EventStream } from '../../base/emitter.js';
import type { Notice, OverlayMark, Run, Source } from '../../host/api/index.js';
import type { HostServices } from '../../host/main/services.js';
import type { VerbContext } from '../../shell/endpoint/connection.js';
import { restoreErrors } from '../../terms/errors/restore-errors.js';
import type { RunSummary } from '../../wire/verbs/results.js';
import type { VerbName, VerbParams, VerbResults } from '../../wire/verbs/verb-table.js';
import { filesOf } from '../place.js';
import { sourcesOf } from '../sources.js';
import type { Workspace } from '../workspace.js';
import { asRun } from './as-run.js';
import { pluginSecrets, pluginState } from './plugin-state.js';

/** Carries out the verbs that plugins' calls end in: the same ones as the command line's, with the same rules. */
export type CallVerb = <N extends VerbName>(verb: N, params: VerbParams<N>, context: VerbContext) => Promise<VerbResults[N]>;

export interface HostServicesParts {
  readonly workspace: Workspace;
  readonly call: CallVerb;
  readonly showNotice: HostServices['notices']['show'];
  readonly assignOverlay: (plugin: string, overlay: string, marks: readonly OverlayMark[]) => void;
  readonly events: { readonly runs: EventStream<Run>; readonly sources: EventStream<void>; readonly notices: EventStream<Notice> };
}

/** What plugins ask of this agent. */
export function hostServices({ workspace, call, showNotice, assignOverlay, events }: HostServicesParts): HostServices {
  const { state: { settings } } = workspace;
  const quiet = (signal: AbortSignal = new AbortController().signal): VerbContext => ({ signal, onProgress() {} });
  const sources = (): readonly Source[] => sourcesOf(workspace).map(({ id, name, root }) => ({ id, name, root }));
  return {
    sources: { list: sources, explain: paths => call('why', { paths: [...paths] }, quiet()) },
    runs: {
      async list(limit) {
        const rows: RunSummary[] = [];
        for (let page = 1; rows.length < limit; page++) {
          const answer = await call('runs', { page }, quiet());
          rows.push(...answer.runs);
          if (page >= answer.pages) break;
        }
        return rows.slice(0, Math.max(limit, 0)).map(asRun);
      },
      start: async (paths, signal) => (await call('backup', { paths: [...paths] }, quiet(signal))).runs.map(asRun),
    },
    versions: {
      list: async path => (await call('versions', { path }, quiet())).versions,
      find: async (pattern, limit) => (await call('find', { pattern, limit }, quiet())).entries.map(({ path }) => path),
      read: (path, version, signal) => readVersion(workspace, call, { path, version }, quiet(signal)),
    },
    restore: {
      async start({ paths, version, at, to, overwrite = 'if-changed' }, signal) {
        const { files, errors } = await call('restore', { paths: [...paths], version, at, to, overwrite, nearest: false, dryRun: false }, quiet(signal));
        return { restored: files, failed: errors.map(({ path, code }) => ({ path, code })) };
      },
    },
    notices: { show: showNotice },
    settings: { get: name => settings.get(`setting/${name}`), set: (name, value) => settings.set(`setting/${name}`, value) },
    state: pluginState(settings),
    secrets: pluginSecrets(settings, workspace.credentials),
    overlays: { assign: assignOverlay },
    events: { runs: events.runs, sources: mapped(events.sources, sources), notices: events.notices },
  };
}

/** Restores one version into a private folder, where every chunk of it is verified, and hands its content on; the folder goes when the reader is done. */
async function readVersion(
  { place }: Workspace, call: CallVerb, { path, version }: { readonly path: string; readonly version: number }, context: VerbContext,
): ReturnType<HostServices['versions']['read']> {
  const { versions } = await call('versions', { path }, context);
  const row = versions.find(candidate => candidate.version === version);
  if (!row || row.state !== 'present' || row.type !== 'file') throw CodedError.of(restoreErrors, 'restore.unknown-version', `no content of ${path} as version ${version}`);
  const { scratch } = filesOf(place);
  await mkdir(scratch, { recursive: true, mode: 0o700 });
  const folder = await mkdtemp(join(scratch, 'read-'));
  const remove = () => rm(folder, { recursive: true, force: true });
  try {
    await call('restore', { paths: [path], version, to: folder, overwrite: 'never', nearest: false, dryRun: false }, context);
    const [name] = await readdir(folder, { encoding: 'buffer' });
    if (!name) throw CodedError.of(restoreErrors, 'restore.unknown-version', `nothing came back for ${path}`);
    return { sizeBytes: row.sizeBytes, content: contentOf(Buffer.concat([Buffer.from(`${folder}/`), name]), remove, context.signal) };
  } catch (failure) {
    await remove();
    throw failure;
  }
}

async function* contentOf(file: Buffer, done: () => Promise<void>, signal: AbortSignal): AsyncIterable<Uint8Array> {
  try {
    yield* createReadStream(file, { highWaterMark: 1024 * 1024, signal });
  } finally {
    await done();
  }
}
