import { Subject } from 'rxjs';
import type { NewNotice, Notice, OverlayMark, Run, Source } from '../../src/host/api/index.js';
import type { HostServices } from '../../src/host/main/services.js';
import { pluginState } from '../../src/agent/plugins/plugin-state.js';
import { MemorySettings } from './memory-settings.js';

const SOURCES: readonly Source[] = [{ id: 's1', name: 'Books', root: '/home/a/books' }, { id: 's2', name: 'Letters', root: '/home/a/letters' }];

export function runOf(source: string, files: number, kind: Run['kind'] = 'manual'): Run {
  return { source, kind, status: 'completed', startedMs: 1, finishedMs: 2, files, bytes: files * 10, failed: 0 };
}

/** An agent without a vault: what plugins ask is answered from memory and can be looked at. */
export class MemoryHostServices implements HostServices {
  readonly shown: { readonly plugin: string; readonly notice: NewNotice }[] = [];
  readonly overlaid = new Map<string, readonly OverlayMark[]>();
  readonly values = new MemorySettings();
  readonly kept = new Map<string, string>();
  readonly runEvents = new Subject<Run>();
  readonly sourceEvents = new Subject<readonly Source[]>();
  readonly noticeEvents = new Subject<Notice>();
  /** Signals of the backups that plugins have begun and that are not answered. */
  readonly begun: AbortSignal[] = [];

  readonly sources: HostServices['sources'] = {
    list: () => SOURCES,
    explain: async paths => paths.map(path => ({ path, answer: 'protected', source: 'Books', protectedAsOfMs: 5 })),
  };
  readonly runs: HostServices['runs'] = {
    list: async limit => Array.from({ length: Math.min(limit, 3) }, (_, index) => runOf('Books', index)),
    start: (paths, signal) => (paths.includes('/forever')
      ? new Promise((_, reject) => {
        this.begun.push(signal);
        signal.addEventListener('abort', () => reject(signal.reason));
      })
      : Promise.resolve([runOf('Books', paths.length)])),
  };
  readonly versions: HostServices['versions'] = {
    list: async () => [{ version: 3, state: 'present', savedMs: 1, sizeBytes: 10, modifiedMs: 0 }],
    find: async (pattern, limit) => [`/found/${pattern}/${limit}`],
    read: async (_path, version) => ({ sizeBytes: version, content: pieces(version) }),
  };
  readonly restore: HostServices['restore'] = { start: async ({ paths }) => ({ restored: paths.length, failed: [] }) };
  readonly notices: HostServices['notices'] = {
    show: async (plugin, notice) => {
      this.shown.push({ plugin, notice });
      return `n${this.shown.length}`;
    },
  };
  readonly settings: HostServices['settings'] = this.values;
  readonly state = pluginState(new MemorySettings());
  readonly secrets: HostServices['secrets'] = {
    get: async (plugin, key) => this.kept.get(`${plugin}/${key}`),
    set: async (plugin, key, value) => void this.kept.set(`${plugin}/${key}`, value),
    delete: async (plugin, key) => void this.kept.delete(`${plugin}/${key}`),
    forget: async plugin => {
      for (const key of this.kept.keys()) if (key.startsWith(`${plugin}/`)) this.kept.delete(key);
    },
  };
  readonly overlays: HostServices['overlays'] = {
    assign: (plugin, overlay, marks) => {
      if (marks.length > 0) this.overlaid.set(`${plugin} ${overlay}`, marks);
      else this.overlaid.delete(`${plugin} ${overlay}`);
    },
  };
  readonly events: HostServices['events'] = { runs: this.runEvents, sources: this.sourceEvents, notices: this.noticeEvents };
}

async function* pieces(bytes: number): AsyncGenerator<Uint8Array> {
  for (let left = bytes; left > 0; left -= 100_000) yield Buffer.alloc(Math.min(left, 100_000), 'x');
}
