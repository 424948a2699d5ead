import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hasBindings } from '../../../../src/shell/adapters/shell-install.js';
import { FILE_MANAGERS } from '../../../../src/shell/install/file-managers.js';

describe('what a file manager needs to run our script', () => {
  let folder: string;
  beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'mamori-bindings-')); });
  afterEach(() => rmSync(folder, { recursive: true }));

  it.each(FILE_MANAGERS.map(manager => [manager.name, manager] as const))('is missed for %s where its package is not there, and found at whatever version', async (_, manager) => {
    const libraries = join(folder, 'x86_64-linux-gnu');
    expect(await hasBindings(manager, [folder, join(folder, '*-linux-gnu')])).toBe(false);
    const place = join(libraries, manager.bindings.replace('*', '9.9'));
    mkdirSync(join(place, '..'), { recursive: true });
    writeFileSync(place, '');
    expect(await hasBindings(manager, [folder, join(folder, '*-linux-gnu')])).toBe(true);
  });
});
