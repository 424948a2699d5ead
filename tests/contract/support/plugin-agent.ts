import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { vi } from 'vitest';
import { systemClock, type Clock } from '../../../src/base/clock.js';
import { silentLogger, type Logger } from '../../../src/base/logger.js';
import { hostProcesses } from '../../../src/host/adapters/host-processes.js';
import { PluginHost, type BrokenPlugin, type PluginEntry, type PluginProblem } from '../../../src/host/main/index.js';
import type { HostStarter } from '../../../src/host/main/hosts/host-starter.js';
import { checkManifest, type CapabilityName, type Manifest } from '../../../src/wire/plugins/manifest/index.js';
import { MemoryHostServices } from '../../fakes/memory-host-services.js';

const PROJECT = join(import.meta.dirname, '../../..');
const ALL: readonly CapabilityName[] = ['files.read', 'files.write', 'secrets', 'destinations'];

/** Where plugins of a test run: on the transport within this process, or in a process of their own, from the sources as they are. */
export type Place = 'in this process' | 'in a host process';
export const PLACES: readonly Place[] = ['in this process', 'in a host process'];

function realProcesses(clock: Clock, logger: Logger): HostStarter {
  return hostProcesses({
    files: () => [], clock, logger,
    program: {
      entry: join(PROJECT, 'src/host/adapters/host-process-main.ts'),
      nodeOptions: ['--import', join(PROJECT, 'tests/integration/watch/sources-as-typescript.mjs')],
      code: ['src', 'tests/integration', 'node_modules/valibot', 'node_modules/rxjs', 'package.json'].map(path => join(PROJECT, path)),
    },
  });
}

/** Looks until it holds; long enough for a machine that has other things to do. */
export const eventually = (holds: () => void | Promise<void>): Promise<void> => vi.waitFor(holds, { timeout: 30_000, interval: 5 });

export function manifestFrom(text: string): Manifest {
  const checked = checkManifest(text, 'package.json');
  if (!checked.ok) throw new Error(JSON.stringify(checked.problems));
  return checked.manifest;
}

/** What an agent has of plugins, with an agent behind it that is all memory. */
export class PluginAgent {
  readonly root = realpathSync(mkdtempSync(join(tmpdir(), 'mamori-plugins-')));
  readonly services = new MemoryHostServices();
  readonly problems: PluginProblem[] = [];
  readonly logged: string[] = [];
  readonly place: Place;
  readonly clock: Clock;
  host!: PluginHost;

  constructor(place: Place = 'in this process', clock: Clock = systemClock) {
    this.place = place;
    this.clock = clock;
  }

  start(...installed: readonly (PluginEntry | BrokenPlugin)[]): PluginHost {
    const write = (message: string) => void this.logged.push(message);
    const logger: Logger = { ...silentLogger, info: write, warn: write, error: write };
    this.host = new PluginHost({
      installed, services: this.services, processes: realProcesses(this.clock, logger), clock: this.clock, logger, apiVersion: '0.1.0', language: 'en',
      onPluginProblem: problem => this.problems.push(problem),
    });
    return this.host;
  }

  /** A plugin of tests/fixtures/plugins. */
  fixture(name: string, granted: readonly CapabilityName[] = ALL): PluginEntry {
    const folder = join(PROJECT, 'tests/fixtures/plugins', name);
    const manifest = manifestFrom(readFileSync(join(folder, 'package.json'), 'utf8'));
    return { ...this.entry(manifest, granted), folder, load: () => import(pathToFileURL(join(folder, manifest.main ?? '')).href) };
  }

  /** A plugin whose one file is `code`. */
  written(manifest: Manifest, code: string): PluginEntry {
    const folder = join(this.root, `${manifest.id}-folder`);
    mkdirSync(folder, { recursive: true });
    const file = join(folder, manifest.main ?? '');
    writeFileSync(file, code);
    return { ...this.entry(manifest), folder, load: () => import(pathToFileURL(file).href) };
  }

  entry(manifest: Manifest, granted: readonly CapabilityName[] = ALL): PluginEntry {
    const storage = join(this.root, manifest.id);
    mkdirSync(storage, { recursive: true });
    return { manifest, folder: this.root, storage, granted, builtIn: this.place === 'in this process', enabled: true };
  }

  /** Has the plugin `everycall` do something. */
  do<T = unknown>(deed: string, rest: Readonly<Record<string, unknown>> = {}, signal: AbortSignal = new AbortController().signal): Promise<T> {
    return this.host.executeCommand('everycall.do', { paths: [], origin: 'menu', extra: { deed, ...rest } }, { signal }) as Promise<T>;
  }

  /** Calls the API in the plugin, with a path such as `mamori.sources.list`. */
  api<T = unknown>(path: string, ...args: readonly unknown[]): Promise<T> {
    return this.do<T>('call', { path, args });
  }

  async dispose(): Promise<void> {
    await this.host?.dispose();
    rmSync(this.root, { recursive: true, force: true });
  }
}
