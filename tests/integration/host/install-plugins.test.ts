import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { INSTALL_LIMITS } from '../../../src/host/main/install/limits.js';
import { PluginRegistry } from '../../../src/host/main/install/plugin-registry.js';
import { manifest, test } from './install-support.js';

const mains = (stored: Readonly<Record<string, string>>) => Object.entries(stored).filter(([path]) => path.endsWith('/main.js')).map(([, content]) => content);

describe('an installation', () => {
  test('records what was agreed to, when, and for which content', async ({ site }) => {
    const beganMs = site.clock.nowMs();
    const { integrity } = await site.install(site.plugin('hello', { capabilities: { 'files.read': true, secrets: true } }), ['secrets']);
    await site.clock.advance(1_000);
    const second = await site.install(site.plugin('hello', { version: '1.1.0', capabilities: { secrets: true } }), undefined);
    expect(site.registry.get('acme.hello')).toMatchObject({
      installedMs: beganMs, updatedMs: beganMs + 1_000, granted: ['secrets'], manifest: { version: '1.1.0' },
      grants: [{ atMs: beganMs, version: '1.0.0', integrity, granted: ['secrets'] }, { atMs: beganMs + 1_000, version: '1.1.0', integrity: second.integrity, granted: ['secrets'] }],
    });
    expect(mains(site.stored)).toHaveLength(1);
  });

  test('leaves a plugin that was switched off as it is', async ({ site }) => {
    await site.install(site.plugin('hello'));
    site.registry.setDisabled('acme.hello', 'crashes');
    expect(await site.install(site.plugin('hello', { version: '1.0.1' }))).toMatchObject({ enabled: false, disabledBy: 'crashes' });
  });

  test('of a plugin with a bad manifest says every mistake, and leaves nothing', async ({ site }) => {
    const folder = site.plugin('hello', { publisher: 'Acme Inc', contributes: { commands: [{ command: 'hello.say' }] } });
    const proposal = await site.installer.propose({ kind: 'path', path: folder }, { allowProposed: false, signal: new AbortController().signal });
    expect(proposal).toMatchObject({ ok: false, problems: [{ pointer: '/publisher', reason: 'bad-name' }, { pointer: '/contributes/commands/0/title', reason: 'missing' }] });
    expect(site.stored).toEqual({});
  });

  test.for([
    ['asks for another version of the product', { engines: { mamori: '^9.0.0' } }, 'plugin.engine-mismatch'],
    ['uses proposed API', { enabledApiProposals: ['tryMe'] }, 'plugin.proposed-api'],
    ['lacks its program', { main: 'dist/main.js' }, 'plugin.file-missing'],
    ['lacks an icon', { contributes: { commands: [{ command: 'hello.say', title: 'x', icon: 'icon.svg' }] } }, 'plugin.file-missing'],
    ['takes a command of an installed plugin', { name: 'other', publisher: 'first', contributes: { commands: [{ command: 'first.say', title: 'x' }] } }, 'plugin.duplicate-contribution'],
    ['takes a command of the product\'s own plugins', { contributes: { commands: [{ command: 'acme.own', title: 'x' }] } }, 'plugin.duplicate-contribution'],
    ['takes the name of one of those', { name: 'own', contributes: {} }, 'plugin.built-in'],
  ] as const)('of a plugin that %s is refused, and leaves nothing', async ([, fields, code], { site }) => {
    const installer = site.installerWith([manifest({ name: 'own', contributes: { commands: [{ command: 'acme.own', title: 'x' }] } })]);
    await site.install(site.plugin('first', { name: 'first', publisher: 'first', contributes: { commands: [{ command: 'first.say', title: 'x' }] } }), 'all', installer);
    const before = site.stored;
    await expect(site.candidate(site.plugin('hello', fields), { installer })).rejects.toMatchObject({ code });
    expect(site.stored).toEqual(before);
    expect(site.registry.all()).toHaveLength(1);
  });

  test('of one that uses proposed API goes on when that is allowed, and is remembered', async ({ site }) => {
    const candidate = await site.candidate(site.plugin('hello', { enabledApiProposals: ['tryMe'] }), { allowProposed: true });
    expect(site.installer.install(candidate, []).allowedProposals).toEqual(['tryMe']);
  });

  test('that the person stops leaves nothing', async ({ site }) => {
    const abort = new AbortController();
    abort.abort(new DOMException('stopped', 'AbortError'));
    await expect(site.installer.propose({ kind: 'path', path: site.plugin('hello') }, { allowProposed: false, signal: abort.signal })).rejects.toMatchObject({ name: 'AbortError' });
    expect(site.stored).toEqual({});
  });

  test('that cannot be stored says so with the system\'s word', async ({ site }) => {
    mkdirSync(site.path('home'), { recursive: true });
    writeFileSync(site.path('home/plugins'), 'a file where the folder should be');
    const candidate = await site.candidate(site.plugin('hello'));
    expect(() => site.installer.install(candidate, 'all')).toThrow(expect.objectContaining({ code: 'plugin.not-stored', data: expect.objectContaining({ errno: expect.stringMatching(/^E/) as string }) as object }));
    expect(site.registry.all()).toEqual([]);
  });
});

describe('a question', () => {
  test('can be answered later, once', async ({ site }) => {
    const candidate = await site.candidate(site.plugin('hello', { capabilities: { secrets: true } }));
    await site.installer.hold(candidate);
    const answered = site.installer.answered(candidate.package.staged);
    expect(site.installer.install(answered, 'all').granted).toEqual(['secrets']);
    expect(() => site.installer.answered(candidate.package.staged)).toThrow(expect.objectContaining({ code: 'plugin.proposal-gone' }));
    await site.installer.tidy(answered);
    expect(() => site.installer.answered(candidate.package.staged)).toThrow(expect.objectContaining({ code: 'plugin.proposal-gone' }));
  });

  test('that was declined is gone with all it brought', async ({ site }) => {
    const candidate = await site.candidate(site.plugin('hello'));
    await site.installer.hold(candidate);
    await site.installer.decline(candidate);
    expect(site.stored).toEqual({});
    expect(() => site.installer.answered(candidate.package.staged)).toThrow(expect.objectContaining({ code: 'plugin.proposal-gone' }));
  });

  test('is void when the plugin became another meanwhile', async ({ site }) => {
    const candidate = await site.candidate(site.plugin('hello', { version: '2.0.0' }));
    await site.installer.hold(candidate);
    await site.install(site.plugin('hello'));
    expect(() => site.installer.answered(candidate.package.staged)).toThrow(expect.objectContaining({ code: 'plugin.proposal-gone' }));
  });

  test('that nobody answers gives way to newer ones', async ({ site }) => {
    const folder = site.plugin('hello');
    const first = await site.candidate(folder);
    await site.installer.hold(first);
    for (let more = 0; more < INSTALL_LIMITS.proposals + 2; more++) await site.installer.hold(await site.candidate(folder));
    expect(() => site.installer.answered(first.package.staged)).toThrow(expect.objectContaining({ code: 'plugin.proposal-gone' }));
    expect(mains(site.stored)).toHaveLength(INSTALL_LIMITS.proposals);
  });
});

describe('at the same time', () => {
  test('installations of one plugin leave exactly one of them', async ({ site }) => {
    const folders = ['1', '2', '3', '4'].map(version => site.plugin(`v${version}`, { version: `${version}.0.0` }, { 'main.js': version }));
    await Promise.all(folders.map(folder => site.install(folder)));
    const { manifest: { version } } = site.registry.get('acme.hello') as NonNullable<ReturnType<PluginRegistry['get']>>;
    expect(mains(site.stored)).toEqual([version.slice(0, 1)]);
  });

  test('of two plugins that want the same command, one is refused at the end', async ({ site }) => {
    const contributes = { commands: [{ command: 'acme.shared', title: 'x' }] };
    const [one, two] = await Promise.all(['one', 'two'].map(name => site.candidate(site.plugin(name, { name, contributes }))));
    site.installer.install(one as NonNullable<typeof one>, 'all');
    expect(() => site.installer.install(two as NonNullable<typeof two>, 'all')).toThrow(expect.objectContaining({ code: 'plugin.duplicate-contribution' }));
    expect(site.registry.all()).toHaveLength(1);
  });
});

describe('a crash', () => {
  test('after the files are in place and before they are registered leaves the earlier version', async ({ site }) => {
    await site.install(site.plugin('hello', {}, { 'main.js': 'earlier' }));
    const dying = new PluginRegistry({
      get: name => site.settings.get(name), list: prefix => site.settings.list(prefix),
      set() {
        throw new Error('power cut');
      },
    });
    const candidate = await site.candidate(site.plugin('hello', { version: '2.0.0' }, { 'main.js': 'later' }));
    expect(() => site.installerWith([], site.shelf, dying).install(candidate, 'all')).toThrow('power cut');
    const { folder, manifest: { version } } = site.registry.all()[0] as NonNullable<ReturnType<PluginRegistry['get']>>;
    expect([version, readFileSync(join(site.shelf.folderOf('acme.hello', folder), 'main.js'), 'utf8')]).toEqual(['1.0.0', 'earlier']);
    expect(mains(site.stored).toSorted()).toEqual(['earlier', 'later']);
    await site.shelf.sweep(new Map([['acme.hello', folder]]));
    expect(mains(site.stored)).toEqual(['earlier']);
  });

  test('of the first installation leaves none', async ({ site }) => {
    const candidate = await site.candidate(site.plugin('hello'));
    site.shelf.commit(candidate.package.staged, 'acme.hello', '1.0.0-interrupted');
    expect(site.registry.all()).toEqual([]);
    await site.shelf.sweep(new Map());
    expect(existsSync(site.path('home/plugins/acme.hello'))).toBe(false);
  });

  test('before the earlier version is cleared away leaves only its files, which the next start removes', async ({ site }) => {
    await site.install(site.plugin('hello', {}, { 'main.js': 'earlier' }));
    const { folder } = site.installer.install(await site.candidate(site.plugin('hello', { version: '2.0.0' }, { 'main.js': 'later' })), 'all');
    await site.shelf.sweep(new Map(site.registry.all().map(plugin => [plugin.manifest.id, plugin.folder])));
    expect(Object.keys(site.stored).filter(path => path.startsWith('plugins/'))).toEqual([`plugins/acme.hello/${folder}/main.js`, `plugins/acme.hello/${folder}/package.json`]);
  });
});

describe('what is installed', () => {
  test('is known to be changed', async ({ site }) => {
    const { folder, filesDigest } = await site.install(site.plugin('hello'));
    const place = site.shelf.folderOf('acme.hello', folder);
    expect(await site.shelf.digest('acme.hello', folder)).toBe(filesDigest);
    chmodSync(join(place, 'main.js'), 0o644);
    writeFileSync(join(place, 'main.js'), 'export function activate() { /* more */ }\n');
    expect(await site.shelf.digest('acme.hello', folder)).not.toBe(filesDigest);
    chmodSync(place, 0o755);
    writeFileSync(join(place, 'added.js'), '');
    expect(await site.shelf.digest('acme.hello', folder)).not.toBe(filesDigest);
  });

  test('goes when it is removed', async ({ site }) => {
    await site.install(site.plugin('hello'));
    await site.installer.remove('acme.hello');
    expect([site.registry.all(), site.stored]).toEqual([[], {}]);
    await expect(site.installer.remove('acme.hello')).rejects.toMatchObject({ code: 'plugin.unknown' });
  });
});
