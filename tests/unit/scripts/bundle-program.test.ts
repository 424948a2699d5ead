import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundleProgram, isOfBundle } from '../../../scripts/lib/bundle-program.mjs';

describe('the bundle of what commands load', () => {
  let target: string;
  const parts = () => readdirSync(join(target, 'bundle')).filter(name => name.endsWith('.js'));
  beforeAll(async () => {
    target = mkdtempSync(join(tmpdir(), 'mamori-bundle-'));
    await bundleProgram(target);
  }, 60_000);
  afterAll(() => rmSync(target, { recursive: true }));

  it('begins in cli/main.js and has a part for what every command needs and one for the core', () => {
    expect(existsSync(join(target, 'cli/main.js'))).toBe(true);
    for (const name of ['start', 'command', 'core']) expect(parts().filter(part => new RegExp(`^${name}-[\\w-]{8}\\.js$`).test(part))).toHaveLength(1);
  });

  it('lacks nothing that a part imports', () => {
    const missing = [join(target, 'cli/main.js'), ...parts().map(part => join(target, 'bundle', part))].flatMap(path =>
      [...readFileSync(path, 'utf8').matchAll(/^(?:import|export) .*from "(\.{1,2}\/[^"]+)";|import\("(\.{1,2}\/[^"]+)"\)/gm)]
        .map(match => join(path, '..', (match[1] ?? match[2]) as string)).filter(imported => !existsSync(imported)));
    expect(missing).toEqual([]);
  });

  it('looks for files beside a module where the compiled module lies', () => {
    const code = parts().map(part => readFileSync(join(target, 'bundle', part), 'utf8')).join('\n');
    expect(code).toContain('new URL("../../package.json", new URL("../cli/program-version.js", import.meta.url).href)');
  });

  it('keeps the parts of earlier builds, and nothing that no build made', async () => {
    const earlier = { part: 'bundle/thing-of-old0.js', stray: 'bundle/stray.js.1.draft' };
    for (const name of Object.values(earlier)) writeFileSync(join(target, name), '');
    const list = join(target, 'bundle/builds.json');
    writeFileSync(list, JSON.stringify([...JSON.parse(readFileSync(list, 'utf8')) as string[][], [earlier.part]]));
    await bundleProgram(target);
    expect([existsSync(join(target, earlier.part)), existsSync(join(target, earlier.stray))]).toEqual([true, false]);
    expect(isOfBundle(join(target, earlier.part), target)).toBe(true);
  }, 60_000);
});
