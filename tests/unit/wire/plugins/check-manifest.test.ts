import { describe, expect, it } from 'vitest';
import { checkManifest, MANIFEST_LIMITS, type Manifest } from '../../../../src/wire/plugins/manifest/index.js';
import { sampleManifest, sampleWith } from './support/sample-manifest.js';

function accepted(text: string): Manifest {
  const check = checkManifest(text, 'package.json');
  if (!check.ok) throw new Error(JSON.stringify(check.problems));
  return check.manifest;
}

function problemsOf(text: string) {
  const check = checkManifest(text, 'package.json');
  return check.ok ? [] : check.problems.map(({ pointer, reason }) => `${pointer} ${reason}`);
}

const points = ['contributes'] as const;
const command = (id: string) => ({ command: id, title: 'Title' });

describe('a good manifest', () => {
  it('comes back with its id, its defaults and nothing of npm', () => {
    const manifest = accepted(JSON.stringify(sampleManifest()));
    expect(manifest.id).toBe('acme.deskhook');
    expect(manifest).not.toHaveProperty('scripts');
    expect(manifest.contributes.runHooks[0]).toMatchObject({ runs: ['scheduled', 'manual'], onFailure: 'skip' });
    expect(manifest.enabledApiProposals).toEqual([]);
    expect(manifest.contributes.menus.folder).toEqual([]);
  });

  it('is started by what it contributes, without writing so', () => {
    expect(accepted(JSON.stringify(sampleManifest())).activationEvents).toEqual([
      'onStartupFinished', 'onNotice:deskhook.alarm', 'onRun:after', 'onCommand:deskhook.report', 'onDestination:sftp', 'onDestination:sftps', 'onNoticeChannel:deskhook.chat',
      'onRunHook:deskhook.dump',
    ]);
  });

  it('may be the product\'s own', () => {
    const text = JSON.stringify({ name: 'toast', publisher: 'mamori', version: '1.0.0', engines: { mamori: '*' } });
    expect(checkManifest(text, 'package.json', { builtIn: true })).toMatchObject({ ok: true, manifest: { id: 'mamori.toast' } });
  });

  it('needs little', () => {
    const manifest = accepted(JSON.stringify({ name: 'a', publisher: 'b', version: '1.0.0', engines: { mamori: '*' } }));
    expect(manifest).toMatchObject({ id: 'b.a', activationEvents: [], capabilities: {}, contributes: { commands: [], menus: { tray: [] }, runHooks: [] } });
  });

  it('may begin with a byte order mark', () => {
    expect(accepted(`\uFEFF${JSON.stringify(sampleManifest())}`).id).toBe('acme.deskhook');
  });

  it('may hold a thousand commands, each in two menus', () => {
    const ids = Array.from({ length: 1000 }, (_, index) => `deskhook.command${index}`);
    const items = ids.map((id, index) => ({ command: id, group: `desk@${index}`, when: `resourceExtension == .x${index}` }));
    const contributes = { commands: ids.map(id => ({ ...command(id), title: { ja: '報告する', en: 'Report' } })), menus: { file: items, folder: items } };
    expect(accepted(JSON.stringify({ ...sampleManifest(), contributes, capabilities: {} }, undefined, 2)).contributes.commands).toHaveLength(1000);
  });
});

describe('a bad manifest', () => {
  it.each<[(string | number)[], unknown, string]>([
    [['name'], 'Desk Hook', '/name bad-name'],
    [['name'], undefined, '/name missing'],
    [['publisher'], 'mamori', '/publisher reserved-name'],
    [['publisher'], '7up', '/publisher bad-name'],
    [['publisher'], 'x'.repeat(65), '/publisher too-long'],
    [['version'], '1.2', '/version bad-version'],
    [['engines'], {}, '/engines/mamori missing'],
    [['engines', 'mamori'], 'newest', '/engines/mamori bad-version-range'],
    [['main'], '../elsewhere.js', '/main bad-path'],
    [['main'], '/etc/passwd', '/main bad-path'],
    [['main'], 'a/./../b.js', '/main bad-path'],
    [['main'], 'C:\\x.js', '/main bad-path'],
    [['displayName'], { ja: '名' }, '/displayName/en missing'],
    [['displayName'], { ja: '名', en: 'Name', fr: 'Nom' }, '/displayName/fr unknown-field'],
    [['displayName'], 5, '/displayName wrong-type'],
    [['activationEvents', 0], 'onSomething', '/activationEvents/0 bad-event'],
    [['activationEvents', 0], 'onRun:during', '/activationEvents/0 bad-event'],
    [['capabilities', 'telepathy'], true, '/capabilities/telepathy unknown-field'],
    [['capabilities', 'processes'], 'yes', '/capabilities/processes not-one-of'],
    [['capabilities', 'network'], { hosts: [] }, '/capabilities/network/hosts too-few'],
    [['capabilities', 'network', 'hosts', 0], '*', '/capabilities/network/hosts/0 bad-host'],
    [['capabilities', 'network', 'hosts', 0], 'http://x.example', '/capabilities/network/hosts/0 bad-host'],
    [['capabilities', 'network', 'hosts', 0], '${config:deskhook.retries}', '/capabilities/network/hosts/0 unknown-setting'],
    [['capabilities', 'destinations'], undefined, '/contributes/destinations capability-needed'],
    [[...points, 'comands'], [], '/contributes/comands unknown-field'],
    [[...points, 'commands', 0, 'command'], 'report', '/contributes/commands/0/command bad-id'],
    [[...points, 'commands', 0, 'icon'], '../x.svg', '/contributes/commands/0/icon bad-path'],
    [[...points, 'commands', 0, 'enablement'], 'a &&', '/contributes/commands/0/enablement when-ends-early'],
    [[...points, 'commands', 1], command('deskhook.report'), '/contributes/commands/1/command duplicate-id'],
    [[...points, 'commands', 1], { ...command('deskhook.other'), title: '%report.title%' }, '/contributes/commands/1/title key-of-text'],
    [['displayName'], { en: 'Desk hook', ja: '%name%' }, '/displayName/ja key-of-text'],
    [['displayName'], 'x'.repeat(201), '/displayName too-long'],
    [[...points, 'commands', 1], command('other.report'), '/contributes/commands/1/command not-own-id'],
    [[...points, 'menus', 'file', 0, 'command'], 'deskhook.absent', '/contributes/menus/file/0/command unknown-command'],
    [[...points, 'menus', 'file', 0, 'group'], 'desk@first', '/contributes/menus/file/0/group bad-group'],
    [[...points, 'menus', 'file', 0, 'when'], 'a = b', '/contributes/menus/file/0/when when-bad-character'],
    [[...points, 'menus', 'folder/background'], [{ command: 'deskhook.absent' }], '/contributes/menus/folder~1background/0/command unknown-command'],
    [[...points, 'menus', 'desktop'], [], '/contributes/menus/desktop unknown-field'],
    [[...points, 'overlays', 0, 'states'], ['protected'], '/contributes/overlays/0/states/0 not-one-of'],
    [[...points, 'runHooks', 0, 'timeLimitSeconds'], 1e9, '/contributes/runHooks/0/timeLimitSeconds too-large'],
    [[...points, 'notices', 0, 'severity'], 'fatal', '/contributes/notices/0/severity not-one-of'],
    [[...points, 'destinations', 0, 'schemes'], ['C'], '/contributes/destinations/0/schemes/0 bad-scheme'],
    [[...points, 'runHooks', 0, 'runs'], ['continuous'], '/contributes/runHooks/0/runs/0 not-one-of'],
    [[...points, 'runHooks', 0, 'timeLimitSeconds'], 0, '/contributes/runHooks/0/timeLimitSeconds too-small'],
    [[...points, 'runHooks', 0, 'phase'], 'after', '/contributes/runHooks/0/onFailure skip-after-run'],
    [[...points, 'configuration', 'properties', 'server'], { type: 'boolean' }, '/contributes/configuration/properties/server bad-setting-key'],
    [[...points, 'configuration', 'properties', 'deskhook.x'], { type: 'object' }, '/contributes/configuration/properties/deskhook.x/type not-one-of'],
    [[...points, 'configuration', 'properties', 'deskhook.x'], { type: 'boolean', oneOf: [] }, '/contributes/configuration/properties/deskhook.x/oneOf unknown-field'],
    [[...points, 'configuration', 'properties', 'deskhook.retries', 'default'], 10, '/contributes/configuration/properties/deskhook.retries/default bad-default'],
    [[...points, 'configuration', 'properties', 'deskhook.level', 'default'], 'middle', '/contributes/configuration/properties/deskhook.level/default bad-default'],
    [[...points, 'sourceFilters', 0, 'patterns'], [], '/contributes/sourceFilters/0/patterns too-few'],
  ])('%j = %j is told as %s', (path, value, problem) => {
    expect(problemsOf(sampleWith(path, value))).toContain(problem);
    expect(problemsOf(sampleWith(path, value))).toHaveLength(1);
  });

  it('needs code for what it adds', () => {
    expect(problemsOf(sampleWith(['main'], undefined))).toEqual([
      '/activationEvents main-needed', '/contributes/commands main-needed', '/contributes/overlays main-needed', '/contributes/noticeChannels main-needed',
      '/contributes/destinations main-needed', '/contributes/runHooks main-needed',
    ]);
  });

  it('is told all its mistakes at once, with lines', () => {
    const text = '{\n  "name": "a",\n  "publisher": "B",\n  "version": "1.0.0",\n  "engines": {\n    "mamori": 5\n  },\n  "contributes": { "x": 1 }\n}';
    const check = checkManifest(text, 'plugins/a/package.json');
    expect(check.ok || check.problems.map(({ file, line, column, reason }) => ({ file, line, column, reason }))).toEqual([
      { file: 'plugins/a/package.json', line: 3, column: 16, reason: 'bad-name' },
      { file: 'plugins/a/package.json', line: 6, column: 15, reason: 'wrong-type' },
      { file: 'plugins/a/package.json', line: 8, column: 25, reason: 'unknown-field' },
    ]);
  });

  it.each<[string, number, number]>([
    ['{\n  "name": "a",\n}', 3, 1],
    ['{\n  "a": [1,\n  ]\n}', 3, 3],
    ['', 1, 1],
    ['{"a": tru}', 1, 7],
  ])('that is not JSON is told where: %j', (text, line, column) => {
    expect(checkManifest(text, 'f')).toEqual({ ok: false, problems: [{ file: 'f', pointer: '', line, column, reason: 'not-json', values: {} }] });
  });

  it.each(['null', '[]', '5', '"x"'])('that is %s and no object is refused', text => {
    expect(problemsOf(text).length).toBeGreaterThan(0);
  });

  it('cannot make the check slow or its answer long', () => {
    const commands = Array.from({ length: 1500 }, () => ({ command: `${'a'.repeat(100)}!`, title: '' }));
    const check = checkManifest(JSON.stringify({ ...sampleManifest(), contributes: { commands } }), 'f');
    expect(check.ok || check.problems).toHaveLength(MANIFEST_LIMITS.reportedProblems);
    expect(problemsOf(' '.repeat(MANIFEST_LIMITS.fileBytes + 1))).toEqual([' file-too-large']);
    expect(problemsOf(`${'['.repeat(500_000)}`)).toEqual([' not-json']);
    expect(problemsOf(sampleWith(['capabilities', 'network', 'hosts', 0], 'a-'.repeat(250_000)))).toEqual(['/capabilities/network/hosts/0 too-long']);
  });
});
