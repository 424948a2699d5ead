import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { forgetPaths } from '../../src/core/maintenance/forget-paths.js';
import { ManualClock } from '../fakes/manual-clock.js';
import { MemoryObjectStore } from '../fakes/memory-object-store.js';
import { SmallVault, START_MS } from '../unit/core/maintenance/small-vault.js';

const images = { exists: () => true, giveUp: async () => {}, remake: async () => {} };
const text = (content: number) => `content ${content} `.repeat(100);
const SOURCES = ['a'.repeat(32), 'd'.repeat(32)] as const;
const WRITERS = ['b'.repeat(16), 'c'.repeat(16)] as const;
const HOUR_MS = 3_600_000;

type Step =
  | { readonly type: 'save'; readonly who: 0 | 1; readonly files: readonly { readonly file: number; readonly content: number }[]; readonly inline: boolean }
  | { readonly type: 'forget'; readonly who: 0 | 1; readonly file: number }
  | { readonly type: 'collect'; readonly who: 0 | 1 }
  | { readonly type: 'restart'; readonly who: 0 | 1 }
  | { readonly type: 'wait' };

const who = fc.constantFrom(0 as const, 1 as const);
const small = fc.integer({ min: 0, max: 3 });
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ type: fc.constant('save' as const), who, inline: fc.boolean(), files: fc.uniqueArray(fc.record({ file: small, content: small }), { minLength: 1, maxLength: 3, selector: ({ file }) => file }) }) },
  { weight: 3, arbitrary: fc.record({ type: fc.constant('forget' as const), who, file: small }) },
  { weight: 4, arbitrary: fc.record({ type: fc.constant('collect' as const), who }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('restart' as const), who }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('wait' as const) }) },
);

describe('two installations that save the same contents, forget and collect', () => {
  it('keep every version that was not forgotten, and nothing else in the end', async () => {
    await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 14 }), async steps => {
      const clock = new ManualClock(START_MS);
      const store = new MemoryObjectStore({ nowMs: () => clock.nowMs() });
      const opened: SmallVault[] = [];
      const open = (at: 0 | 1) => {
        const vault = new SmallVault(store, { writer: WRITERS[at], clock });
        opened.push(vault);
        return vault;
      };
      try {
        const vaults = [await open(0).open(), await open(1).open()];
        const kept: Record<string, string>[] = [{}, {}];
        const collect = (at: 0 | 1) => (vaults[at] as SmallVault).collector().collect({ sources: [SOURCES[at]], hasSchedule: true });
        for (const action of steps) {
          if (action.type === 'wait') {
            clock.shiftWall(25 * HOUR_MS);
            continue;
          }
          const vault = vaults[action.who] as SmallVault;
          const mine = kept[action.who] as Record<string, string>;
          const source = SOURCES[action.who];
          if (action.type === 'save') {
            const sequence = await vault.save(Object.fromEntries(action.files.map(({ file, content }) => [`f${file}`, text(content)])), { inline: action.inline, source });
            for (const { file, content } of action.files) mine[`/f${file}@${sequence}`] = text(content);
          } else if (action.type === 'forget') {
            await forgetPaths(vault.context, images, source, [`f${action.file}`]);
            for (const version of Object.keys(mine)) if (version.startsWith(`/f${action.file}@`)) delete mine[version];
          } else if (action.type === 'collect') expect(await collect(action.who)).toBeDefined();
          else vaults[action.who] = await open(action.who).attach();
        }
        clock.shiftWall(25 * HOUR_MS);
        for (const at of [0, 1, 0, 1, 0, 1] as const) await collect(at);
        const reader = await open(0).attach();
        for (const at of [0, 1] as const) if (Object.keys(kept[at] ?? {}).length > 0) expect(await reader.contents(SOURCES[at])).toEqual(kept[at]);
        expect(store.names('condemned/')).toEqual([]);
      } finally {
        for (const vault of opened) vault.dispose();
      }
    }), { numRuns: 30 });
  }, 120_000);
});
