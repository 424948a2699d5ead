import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { Header } from 'tar';
import { test as base } from 'vitest';
import { systemRandom } from '../../../src/base/random.js';
import { PluginFolders } from '../../../src/host/adapters/plugin-folder.js';
import type { Grant } from '../../../src/host/main/install/consent.js';
import type { PluginOrigin } from '../../../src/host/main/install/package-spec.js';
import { PluginInstaller, type Candidate } from '../../../src/host/main/install/plugin-installer.js';
import { PluginRegistry, type RegisteredPlugin } from '../../../src/host/main/install/plugin-registry.js';
import type { Manifest } from '../../../src/wire/plugins/manifest/index.js';
import { ManualClock } from '../../fakes/manual-clock.js';
import { MemorySettings } from '../../fakes/memory-settings.js';
import { manifestText } from '../../unit/host/install/support.js';

export { manifest, manifestText } from '../../unit/host/install/support.js';

type Files = Readonly<Record<string, string | Buffer>>;

/** One entry of an archive that no packer would make. */
export interface RawEntry {
  readonly path: string;
  readonly type?: 'File' | 'Directory' | 'SymbolicLink' | 'Link' | 'CharacterDevice' | 'FIFO';
  readonly content?: string;
  readonly link?: string;
  /** What the header claims, if that is not so. */
  readonly claimedBytes?: number;
  readonly mode?: number;
}

/** A place with an installer of its own, as an agent has it. */
export class InstallSite {
  readonly folder = mkdtempSync(join(tmpdir(), 'mamori-install-'));
  readonly settings = new MemorySettings();
  readonly registry = new PluginRegistry(this.settings);
  readonly clock = new ManualClock();
  readonly shelf = new PluginFolders({ plugins: this.path('home/plugins'), storage: this.path('home/plugin-storage'), scratch: this.path('home/scratch') }, systemRandom);
  readonly installer = this.installerWith([]);

  installerWith(builtIn: readonly Manifest[], shelf = this.shelf, registry = this.registry): PluginInstaller {
    return new PluginInstaller({ registry, shelf, builtIn, productVersion: '0.1.0', clock: this.clock });
  }

  path(below: string): string {
    return join(this.folder, below);
  }

  /** Writes a plugin's folder and returns where it is. */
  plugin(name: string, fields: Readonly<Record<string, unknown>> = {}, files: Files = { 'main.js': 'export function activate() {}\n' }): string {
    return this.files(name, { 'package.json': manifestText(fields), ...files });
  }

  files(name: string, files: Files): string {
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(this.path(`${name}/${path}`)), { recursive: true });
      writeFileSync(this.path(`${name}/${path}`), content);
    }
    return this.path(name);
  }

  pack(folder: string): string {
    return packFolder(folder, this.folder);
  }

  /** An archive of exactly these entries, after a usual plugin's. */
  archive(entries: readonly RawEntry[], usual: readonly RawEntry[] = USUAL): string {
    const file = this.path(`raw-${readdirSync(this.folder).length}.tgz`);
    writeFileSync(file, gzipSync(Buffer.concat([...[...usual, ...entries].map(bytesOf), Buffer.alloc(1024)])));
    return file;
  }

  async candidate(origin: PluginOrigin | string, { allowProposed = false, installer = this.installer } = {}): Promise<Candidate> {
    const signal = new AbortController().signal;
    const proposal = await installer.propose(typeof origin === 'string' ? { kind: 'path', path: origin } : origin, { allowProposed, signal });
    if (!proposal.ok) throw new Error(JSON.stringify(proposal.problems));
    return proposal.candidate;
  }

  async install(origin: PluginOrigin | string, grant: Grant | undefined = 'all', installer = this.installer): Promise<RegisteredPlugin> {
    const candidate = await this.candidate(origin, { installer });
    const installed = installer.install(candidate, grant);
    await installer.tidy(candidate);
    return installed;
  }

  /** Files of the state folder below `plugins` and `scratch`, with their contents. */
  get stored(): Readonly<Record<string, string>> {
    const found: Record<string, string> = {};
    for (const part of ['plugins', 'scratch']) {
      for (const entry of namesBelow(this.path(`home/${part}`))) found[`${part}/${entry}`] = readFileSync(this.path(`home/${part}/${entry}`), 'utf8');
    }
    return found;
  }

  dispose(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** `test` with a site of its own. */
export const test = base.extend<{ site: InstallSite }>({
  // eslint-disable-next-line no-empty-pattern
  site: async ({}, use) => {
    const site = new InstallSite();
    try {
      await use(site);
    } finally {
      site.dispose();
    }
  },
});

/** Packs a plugin's folder into another with the machine's npm. */
export function packFolder(folder: string, into: string): string {
  const answer = execFileSync('npm', ['pack', folder, '--ignore-scripts', '--json', '--pack-destination', into], { cwd: into, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  return join(into, (JSON.parse(answer) as readonly { readonly filename: string }[])[0]?.filename ?? '');
}

const USUAL: readonly RawEntry[] = [{ path: 'package/package.json', content: manifestText() }, { path: 'package/main.js', content: 'export function activate() {}\n' }];

function bytesOf({ path, type = 'File', content = '', link = '', claimedBytes, mode = 0o644 }: RawEntry): Buffer {
  const body = Buffer.from(content);
  const header = Buffer.alloc(512);
  new Header({ path, type, linkpath: link, size: claimedBytes ?? body.length, mode, uid: 0, gid: 0, mtime: new Date(0) }).encode(header, 0);
  return Buffer.concat([header, body, Buffer.alloc((512 - body.length % 512) % 512)]);
}

function namesBelow(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile()).map(entry => join(entry.parentPath, entry.name).slice(folder.length + 1)).toSorted();
  } catch {
    return [];
  }
}
