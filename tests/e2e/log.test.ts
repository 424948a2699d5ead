import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { write } from './support/sample-trees.js';
import { test } from './support/world.js';

describe('the log', () => {
  test('says what became of each run; for troubleshooting each file that failed, and what was asked of vault and program', async ({ world }) => {
    const { pc, source } = world;
    const lines = () => readFileSync(join(pc.home, 'logs', 'mamori.log'), 'utf8').trim().split('\n').map(line => JSON.parse(line) as Record<string, unknown> & { readonly message: string; readonly level: string });
    write(source, 'a.txt', 'a');
    write(source, 'b?.txt', 'b');
    await world.setUp();
    await pc.json(['config', 'set', 'limits.plainNames', 'yes']);
    await pc.json(['backup'], { code: 3 });
    expect(lines().map(({ message }) => message)).toEqual(['Mamori begins', 'a run ended', 'Mamori ends', 'a run ended']);
    expect(lines().at(-1)).toMatchObject({ level: 'info', kind: 'manual', number: '000002-0', status: 'forbidden-characters', counts: { failed: 1 } });

    await pc.json(['config', 'set', 'log.level', 'troubleshooting']);
    await pc.json(['backup'], { code: 3 });
    const details = lines().slice(4);
    expect(details.find(({ message }) => message === 'not saved')).toMatchObject({ level: 'debug', path: 'b?.txt', code: 'file.forbidden-name' });
    expect(details.find(({ message }) => message === 'a verb was carried out')).toMatchObject({ verb: 'config.set' });
    expect(details.map(({ message }) => message)).toEqual(expect.arrayContaining(['a run begins', 'a run ended', 'store get', 'store list', 'store put']));
  });
});
