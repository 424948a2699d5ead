import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { ShellSocketClient } from './support/shell-socket-client.js';
import { eventually } from './support/eventually.js';
import { write } from './support/sample-trees.js';
import { test } from './support/world.js';

describe.runIf(process.platform === 'linux')('the file-manager extension of another sync client', () => {
  test('shows marks and menu of Mamori, and its clicks are carried out', async ({ world }) => {
    const { pc, source } = world;
    const file = join(source, 'report.txt');
    write(source, 'report.txt', 'first');
    await world.setUp();
    await pc.json(['config', 'set', 'shell.compatibility', 'ownCloud']);
    mkdirSync(join(pc.environment['XDG_RUNTIME_DIR'] as string, 'ownCloud'), { mode: 0o755 }); // as the other client leaves it
    const agent = await pc.up();
    const client = await ShellSocketClient.open(join(pc.environment['XDG_RUNTIME_DIR'] as string, 'ownCloud/socket'));
    client.say('VERSION:', 'GET_STRINGS:', `RETRIEVE_FOLDER_STATUS:${source}/`);
    await client.hears(`REGISTER_PATH:${source}`);
    await client.hears('GET_STRINGS:END');
    client.say(`RETRIEVE_FILE_STATUS:${file}`, 'RETRIEVE_FILE_STATUS:/elsewhere');
    await client.hears(`STATUS:OK:${file}`);
    await client.hears(`STATUS:OK:${source}/`);
    await client.hears('STATUS:NOP:/elsewhere');
    expect(client.lines.some(line => /^VERSION:\d+\.\d+\.\d+:1\.1$/.test(line))).toBe(true);

    writeFileSync(file, 'second');
    await client.hears(`STATUS:NOP:${file}`); // not yet saved
    client.lines.length = 0;
    await client.hears(`STATUS:OK:${file}`);

    const menu = await client.menu(file);
    expect([...menu.keys()].filter(title => !title.startsWith('Restore the version of'))).toEqual(['Back up now', 'Restore a copy…', 'Why is this protected?']);
    const versions = [...menu].filter(([title]) => title.startsWith('Restore the version of'));
    expect(versions).toHaveLength(2);
    client.say(`${versions[1]?.[1] ?? ''}:${file}`);
    await eventually('the first version is back', 30_000, () => Promise.resolve(readFileSync(file, 'utf8') === 'first' || undefined));
    const before = (await agent.call('runs', { page: 1 })).runs.length;
    client.say(`MAMORI_BACKUP:${file}\x1e${source}`, `SHARE:${file}`);
    await eventually('a run', 30_000, async () => (await agent.call('runs', { page: 1 })).runs.length > before || undefined);

    await agent.stop();
    await client.ended;
    expect(client.lines).toContain(`UNREGISTER_PATH:${source}`);
  });

  test('is left to its own client where that runs, with a warning', async ({ world }) => {
    const { pc, source } = world;
    write(source, 'a.txt', 'a');
    await world.setUp();
    await pc.json(['config', 'set', 'shell.compatibility', 'Nextcloud']);
    const folder = join(pc.environment['XDG_RUNTIME_DIR'] as string, 'Nextcloud');
    mkdirSync(folder, { mode: 0o700 });
    const other = createServer();
    await new Promise<void>(resolve => { other.listen(join(folder, 'socket'), () => resolve()); });
    const agent = await pc.up();
    await agent.stop();
    expect((await agent.ended).stderr + (await agent.ended).stdout).toContain('shell.compatibility');
    expect(other.listening).toBe(true);
    await new Promise<void>(resolve => { other.close(() => resolve()); });
  });
});
