import { spawn } from 'node:child_process';
import { chmodSync, existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import type { PluginInstallResult, PluginRow } from '../../src/wire/verbs/plugin-results.js';
import type { VerbResults } from '../../src/wire/verbs/verb-table.js';
import { isInstalled } from '../integration/support/requires.js';
import { servePackage } from '../integration/host/package-registry.js';
import { manifestText } from '../unit/host/install/support.js';
import type { Pc } from './support/pc.js';
import { MAIN } from './support/program.js';
import { write } from './support/sample-trees.js';
import { test, type World } from './support/world.js';
import { packFolder } from '../integration/host/install-support.js';

const CAPABILITIES = { 'files.read': true, network: { hosts: ['api.example.com'] } };

/** A plugin's folder below the world's. */
function plugin(world: World, folder: string, fields: Readonly<Record<string, unknown>> = {}): string {
  write(world.folder, `${folder}/package.json`, manifestText(fields));
  write(world.folder, `${folder}/main.js`, 'export function activate() {}\n');
  return join(world.folder, folder);
}

async function installed(pc: Pc): Promise<readonly PluginRow[]> {
  return (await pc.json<readonly PluginRow[]>(['plugin', 'list'])).filter(({ builtIn }) => !builtIn);
}

describe('plugins', () => {
  test('are installed, listed, switched off and on, and removed without an agent', async ({ world }) => {
    const { pc } = world;
    const folder = plugin(world, 'hello', { capabilities: CAPABILITIES });
    expect(await pc.failure(['plugin', 'install', folder])).toBe('plugin.consent-needed');
    expect(await installed(pc)).toEqual([]);
    expect(await pc.json<PluginInstallResult>(['plugin', 'install', folder, '--grant', 'files.read'])).toMatchObject({
      state: 'installed', plugin: { id: 'acme.hello', granted: ['files.read'], withheld: ['network'], from: folder, integrity: expect.stringMatching(/^sha512-/) as string },
    });
    expect(await pc.json(['plugin', 'disable', 'acme.hello'])).toMatchObject({ enabled: false, disabledBy: 'person' });
    expect(await installed(pc)).toMatchObject([{ id: 'acme.hello', enabled: false }]);
    expect(await pc.json(['plugin', 'enable', 'acme.hello'])).toMatchObject({ enabled: true });
    expect(await pc.json(['plugin', 'remove', 'acme.hello'])).toEqual({ removed: 'acme.hello', version: '1.0.0', keptData: false });
    expect(await installed(pc)).toEqual([]);
    expect(await pc.failure(['plugin', 'remove', 'acme.hello'])).toBe('plugin.unknown');
    expect(readdirSync(join(pc.home, 'plugins'))).toEqual([]);
  });

  test('of the product are listed, can be switched off, and stay', async ({ world }) => {
    const { pc } = world;
    const [own] = (await pc.json<readonly PluginRow[]>(['plugin', 'list'])).filter(({ builtIn }) => builtIn);
    expect(own).toMatchObject({ enabled: true });
    expect(await pc.failure(['plugin', 'remove', own?.id ?? ''])).toBe('plugin.built-in');
    expect(await pc.json(['plugin', 'disable', own?.id ?? ''])).toMatchObject({ builtIn: true, enabled: false });
    expect((await pc.json<readonly PluginRow[]>(['plugin', 'list'])).find(({ id }) => id === own?.id)).toMatchObject({ enabled: false, disabledBy: 'person' });
  });

  test('that are not right are refused with file, line, field and reason in the person\'s language', async ({ world }) => {
    const folder = plugin(world, 'hello', { publisher: 'Acme Inc' });
    const { code, stdout } = await world.pc.run(['plugin', 'install', folder, '--yes'], { environment: { MAMORI_LANGUAGE: 'ja' } });
    expect(code).toBe(1);
    expect(stdout).toMatch(/package\.json:3:\d+ \/publisher: 「Acme Inc」は名前に使えません/);
    expect(await world.pc.json<PluginInstallResult>(['plugin', 'install', folder, '--yes'], { code: 1 })).toMatchObject({ state: 'invalid', problems: [{ pointer: '/publisher', reason: 'bad-name' }] });
  });

  test('that were changed after their installation are found by doctor', async ({ world }) => {
    const { pc } = world;
    await pc.json(['plugin', 'install', plugin(world, 'hello'), '--yes']);
    const check = async (code: number) => (await pc.json<VerbResults['doctor']>(['doctor'], { code })).checks.find(({ name }) => name === 'plugin acme.hello');
    expect(await check(0)).toMatchObject({ state: 'ok' });
    const [version = ''] = readdirSync(join(pc.home, 'plugins/acme.hello'));
    chmodSync(join(pc.home, 'plugins/acme.hello', version, 'main.js'), 0o644);
    writeFileSync(join(pc.home, 'plugins/acme.hello', version, 'main.js'), 'export function activate() { steal(); }\n');
    expect(await check(1)).toMatchObject({ state: 'problem', code: 'plugin.damaged' });
  });

  test('are updated when asked, from where they came; what wants more needs consent again', async ({ world }) => {
    const { pc } = world;
    const archives = [{ version: '1.0.0', capabilities: { 'files.read': true } }, { version: '1.1.0', capabilities: CAPABILITIES }]
      .map(fields => ({ version: fields.version, archive: packFolder(plugin(world, `v${fields.version}`, fields), world.newFolder(`packed-${fields.version}`)) }));
    const offered = archives.slice(0, 1);
    const registry = await servePackage('hello', offered);
    const options = { environment: { npm_config_registry: registry.address, npm_config_fetch_retries: '0' } };
    await pc.json(['plugin', 'install', 'hello', '--yes'], options);
    expect(await pc.json(['plugin', 'update', 'acme.hello'], options)).toMatchObject({ state: 'unchanged' });
    offered.push(...archives.slice(1));
    expect(await pc.failure(['plugin', 'update', 'acme.hello'], options)).toBe('plugin.consent-needed');
    expect(await installed(pc)).toMatchObject([{ version: '1.0.0', granted: ['files.read'] }]);
    expect(await pc.json(['plugin', 'update', 'acme.hello', '--yes'], options)).toMatchObject({ state: 'installed', replaced: '1.0.0', plugin: { version: '1.1.0', granted: ['files.read', 'network'] } });
    registry.close();
  });

  test('keep their data when that is asked for', async ({ world }) => {
    const { pc } = world;
    const folder = plugin(world, 'hello');
    const storage = join(pc.home, 'plugin-storage/acme.hello');
    for (const [words, stays] of [[['--keep-data'], true], [[], false]] as const) {
      await pc.json(['plugin', 'install', folder, '--yes']);
      write(storage, 'notes.txt', 'kept');
      await pc.json(['plugin', 'remove', 'acme.hello', ...words]);
      expect(existsSync(join(storage, 'notes.txt'))).toBe(stays);
    }
  });

  test('are installed by several commands at once, all of them', async ({ world }) => {
    const { pc } = world;
    await world.setUp();
    const agent = await pc.up();
    const names = ['one', 'two', 'three'];
    await Promise.all(names.map(name => pc.json(['plugin', 'install', plugin(world, name, { name }), '--yes'])));
    expect((await installed(pc)).map(({ id }) => id).toSorted()).toEqual(names.map(name => `acme.${name}`).toSorted());
    await agent.stop();
  });
});

describe('with a running agent', () => {
  test('what is installed, updated, switched off or removed takes effect at once', async ({ world }) => {
    const { pc } = world;
    await world.setUp();
    const agent = await pc.up();
    const version = (number: string, answers: string) => {
      const folder = plugin(world, `v${number}`, { version: number, capabilities: { secrets: true } });
      write(folder, 'main.js', `export function activate(context, mamori) { context.subscriptions.push(mamori.commands.registerCommand('hello.say', ${answers})); }\n`);
      return folder;
    };
    const say = () => pc.call('command.run', { command: 'hello.say', paths: [], origin: 'command-line', extra: undefined });
    await pc.json(['plugin', 'install', version('1.0.0', '() => 1'), '--yes']);
    expect(await say()).toMatchObject({ value: 1 });
    expect(await installed(pc)).toMatchObject([{ id: 'acme.hello', running: true }]);
    await pc.json(['plugin', 'install', version('2.0.0', "async () => { await mamori.secrets.set('token', 'x'); return 2; }"), '--yes']);
    expect(await say()).toMatchObject({ value: 2 });
    await pc.json(['plugin', 'install', version('3.0.0', "async () => { await mamori.secrets.set('token', 'x'); return 3; }"), '--grant', 'none']);
    await expect(say()).rejects.toMatchObject({ code: 'plugin.capability-missing' });
    await pc.json(['plugin', 'disable', 'acme.hello']);
    await expect(say()).rejects.toMatchObject({ code: expect.stringMatching(/^plugin\./) as string });
    await pc.json(['plugin', 'enable', 'acme.hello']);
    await pc.json(['plugin', 'install', version('4.0.0', '() => 4'), '--yes']);
    expect(await say()).toMatchObject({ value: 4 });
    await agent.kill();
    const next = await pc.up();
    expect(await say()).toMatchObject({ value: 4 });
    await pc.json(['plugin', 'remove', 'acme.hello']);
    await expect(say()).rejects.toMatchObject({ code: expect.stringMatching(/^plugin\./) as string });
    await next.stop();
  });
});

describe.runIf(isInstalled('script'))('consent on a terminal', () => {
  test.for([['y', 0, 1], ['', 1, 0], ['\u0003', 1, 0]] as const)('is given, refused or given up (%j)', async ([answer, code, count], { world }) => {
    const folder = plugin(world, 'hello', { capabilities: CAPABILITIES });
    const ended = await onTerminal(world.pc, ['plugin', 'install', folder], '[y/N]', `${answer}\r`);
    expect(ended.shown).toMatch(/Publisher: acme[\s\S]+Version: 1\.0\.0[\s\S]+sha512-[\s\S]+files\.read: read every file[\s\S]+network: [\s\S]+api\.example\.com[\s\S]+Declared only/);
    expect(ended.code).toBe(code);
    expect(await installed(world.pc)).toHaveLength(count);
    expect(existsSync(join(world.pc.home, 'scratch')) ? readdirSync(join(world.pc.home, 'scratch')) : []).toEqual([]);
  });

  test('is asked by a running agent, which applies it at once, and of an update only what is new', async ({ world }) => {
    await world.setUp();
    const agent = await world.pc.up();
    const first = plugin(world, 'hello', { capabilities: { 'files.read': true } });
    expect((await onTerminal(world.pc, ['plugin', 'install', first], '[y/N]', 'y\r')).code).toBe(0);
    expect(await agent.call('plugin.list', {})).toContainEqual(expect.objectContaining({ id: 'acme.hello', granted: ['files.read'] }));
    const update = await onTerminal(world.pc, ['plugin', 'install', plugin(world, 'next', { version: '1.1.0', capabilities: CAPABILITIES })], '[y/N]', 'y\r');
    expect(update.shown).toMatch(/1\.1\.0 \(now 1\.0\.0\)[\s\S]+New in this version[\s\S]+network[\s\S]+Granted already: files\.read/);
    expect(update.shown).not.toMatch(/- files\.read/);
    expect(await agent.call('plugin.list', {})).toContainEqual(expect.objectContaining({ id: 'acme.hello', version: '1.1.0', granted: ['files.read', 'network'] }));
    expect(readdirSync(join(world.pc.home, 'plugins/acme.hello'))).toHaveLength(1);
    await agent.stop();
  });
});

/** Runs the program on a terminal of its own (script(1)) and answers its question. */
function onTerminal(pc: Pc, words: readonly string[], question: string, answer: string): Promise<{ readonly code: number | null; readonly shown: string }> {
  const command = [process.execPath, MAIN, ...words].map(word => `'${word}'`).join(' ');
  const child = spawn('script', ['-qec', command, '/dev/null'], { env: { ...pc.environment, SHELL: '/bin/sh', TERM: 'xterm' }, stdio: ['pipe', 'pipe', 'inherit'] });
  let shown = '';
  let answered = false;
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    shown += text;
    if (answered || !shown.includes(question)) return;
    answered = true;
    child.stdin.write(answer);
  });
  return new Promise(resolve => child.once('close', code => resolve({ code, shown })));
}
