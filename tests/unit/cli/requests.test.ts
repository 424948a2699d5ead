import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { COMMANDS, loadFamily } from '../../../src/cli/command-table.js';
import { UsageError } from '../../../src/cli/command.js';
import { languages } from '../../../src/texts/language.js';
import { inLanguage } from '../../../src/texts/text.js';
import { VERB_PARAMS, type VerbName } from '../../../src/wire/verbs/verb-table.js';
import { requestOf } from './support/command-line.js';

const words = (line: string) => line.split(' ');

describe('command lines', () => {
  it.each<readonly [string, VerbName, object]>([
    ['backup', 'backup', { paths: [] }],
    ['backup a ./b /c/../d', 'backup', { paths: ['/home/mari/a', '/home/mari/b', '/d'] }],
    ['backup -- --odd', 'backup', { paths: ['/home/mari/--odd'] }],
    ['status', 'status', { paths: [] }],
    ['status a --json', 'status', { paths: ['/home/mari/a'] }],
    ['versions a', 'versions', { path: '/home/mari/a' }],
    ['ls', 'ls', {}],
    ['ls a --at yesterday', 'ls', { path: '/home/mari/a', at: 'yesterday' }],
    ['find *.txt', 'find', { pattern: '*.txt', limit: 1000 }],
    ['find *.txt --limit 5 --at 3d --source Docs', 'find', { pattern: '*.txt', limit: 5, at: '3d', source: 'Docs' }],
    ['restore a', 'restore', { paths: ['/home/mari/a'], overwrite: 'if-changed', nearest: false, dryRun: false }],
    ['restore a b --at 12:00 --nearest --to out --overwrite always --dry-run', 'restore',
      { paths: ['/home/mari/a', '/home/mari/b'], at: '12:00', nearest: true, to: '/home/mari/out', overwrite: 'always', dryRun: true }],
    ['restore a --version 3', 'restore', { paths: ['/home/mari/a'], version: 3, overwrite: 'if-changed', nearest: false, dryRun: false }],
    ['undo', 'undo', {}],
    ['undo 000042-0', 'undo', { number: '000042-0' }],
    ['runs --restores', 'operations', { kind: 'restore', page: 1 }],
    ['runs --page 2 --deletions', 'operations', { kind: 'delete', page: 2 }],
    ['runs --deletions 42', 'operations', { kind: 'delete', page: 1, number: '42' }],
    ['runs', 'runs', { page: 1 }],
    ['runs --page 2', 'runs', { page: 2 }],
    ['runs --csv 5', 'runs', { page: 1 }],
    ['runs --home 5 --csv out', 'runs', { page: 1 }],
    ['runs 000042-0', 'run', { number: '000042-0' }],
    ['runs a163ddc2-3', 'run', { number: 'a163ddc2-3' }],
    ['runs --csv 5 42', 'run', { number: '42' }],
    ['why a', 'why', { paths: ['/home/mari/a'] }],
    ['export-logs a.zip', 'export-logs', { file: '/home/mari/a.zip', paths: false }],
    ['export-logs a.zip --paths', 'export-logs', { file: '/home/mari/a.zip', paths: true }],
    ['stop', 'stop', {}],
    ['pause', 'pause', {}],
    ['resume', 'resume', {}],
    ['cancel', 'cancel', {}],
    ['source list', 'source.list', {}],
    ['source --home /h list', 'source.list', {}],
    ['source add Docs --name D', 'source.add', { path: '/home/mari/Docs', name: 'D' }],
    ['source remove D', 'source.remove', { source: 'D' }],
    ['source rename docs papers', 'source.rename', { source: 'docs', name: 'papers' }],
    ['source rename --device office', 'source.rename', { name: 'office' }],
    ['source separate', 'source.separate', {}],
    ['source separate --name D', 'source.separate', { name: 'D' }],
    ['schedule', 'schedule.get', {}],
    ['schedule --home /h', 'schedule.get', {}],
    ['schedule off', 'schedule.set', { off: true }],
    ['schedule 09:30', 'schedule.set', { time: '09:30', off: false }],
    ['schedule on', 'schedule.set', { on: true, off: false }],
    ['schedule on --pause none --missed run', 'schedule.set', { on: true, off: false, pauseWindow: 'none', catchUp: 'run' }],
    ['schedule 09:30 --pause 22:00-06:00 --missed tell', 'schedule.set', { time: '09:30', off: false, pauseWindow: { from: '22:00', to: '06:00' }, catchUp: 'tell' }],
    ['schedule 09:30 --days fri,mon,MON', 'schedule.set', { time: '09:30', off: false, days: [1, 5] }],
    ['schedule 09:30 --days all', 'schedule.set', { time: '09:30', off: false, days: [0, 1, 2, 3, 4, 5, 6] }],
    ['schedule 09:30 --days 毎日', 'schedule.set', { time: '09:30', off: false, days: [0, 1, 2, 3, 4, 5, 6] }],
    ['schedule 09:30 --days 金、月', 'schedule.set', { time: '09:30', off: false, days: [1, 5] }],
    ['config get', 'config.get', {}],
    ['config get a.b', 'config.get', { key: 'a.b' }],
    ['config set a.b 20', 'config.set', { key: 'a.b', value: 20 }],
    ['config set a.b ["x"]', 'config.set', { key: 'a.b', value: ['x'] }],
    ['config set a.b plain', 'config.set', { key: 'a.b', value: 'plain' }],
    ['verify', 'verify', { packs: false }],
    ['verify --packs', 'verify', { packs: true }],
    ['verify --read-data', 'verify', { packs: false, readDataPercent: 100 }],
    ['verify --read-data --packs', 'verify', { packs: true, readDataPercent: 100 }],
    ['verify --read-data=2.5', 'verify', { packs: false, readDataPercent: 2.5 }],
    ['rebuild-catalog', 'rebuild-catalog', { accept: false }],
    ['rebuild-catalog --accept', 'rebuild-catalog', { accept: true }],
    ['delete a', 'delete', { paths: ['/home/mari/a'] }],
    ['gc', 'gc', { discardDamaged: false }],
    ['gc --discard-damaged', 'gc', { discardDamaged: true }],
    ['key list', 'key.list', {}],
    ['key add', 'key.add', { kind: 'passphrase', label: '' }],
    ['key add --label safe --administrator KEY', 'key.add', { kind: 'administrator', label: 'safe', publicKey: 'KEY' }],
    ['key remove s1', 'key.remove', { slot: 's1' }],
    ['key rotate', 'key.rotate', {}],
    ['key recovery-code', 'key.recovery-code', {}],
    ['plugin list', 'plugin.list', {}],
    ['plugin install ./hello', 'plugin.install', { from: { kind: 'path', path: '/home/mari/hello' }, allowProposed: false }],
    ['plugin install . --yes', 'plugin.install', { from: { kind: 'path', path: '/home/mari' }, grant: 'all', allowProposed: false }],
    ['plugin install sub/hello --grant none', 'plugin.install', { from: { kind: 'path', path: '/home/mari/sub/hello' }, grant: [], allowProposed: false }],
    ['plugin install hello-1.0.0.tgz --grant network,files.read', 'plugin.install', { from: { kind: 'path', path: '/home/mari/hello-1.0.0.tgz' }, grant: ['network', 'files.read'], allowProposed: false }],
    ['plugin install hello --allow-proposed', 'plugin.install', { from: { kind: 'package', spec: 'hello' }, allowProposed: true }],
    ['plugin install @acme/hello@1.2.3', 'plugin.install', { from: { kind: 'package', spec: '@acme/hello@1.2.3' }, allowProposed: false }],
    ['plugin update acme.hello', 'plugin.update', { plugin: 'acme.hello', allowProposed: false }],
    ['plugin remove acme.hello', 'plugin.remove', { plugin: 'acme.hello', keepData: false }],
    ['plugin remove acme.hello --keep-data', 'plugin.remove', { plugin: 'acme.hello', keepData: true }],
    ['plugin enable acme.hello', 'plugin.enable', { plugin: 'acme.hello' }],
    ['plugin disable acme.hello', 'plugin.disable', { plugin: 'acme.hello' }],
    ['doctor', 'doctor', {}],
  ])('%s asks %s %j', async (line, verb, params) => {
    const request = await requestOf(words(line));
    expect(request).toEqual({ verb, params });
    expect(v.is(VERB_PARAMS[verb] as v.GenericSchema, request.params)).toBe(true);
  });

  it.each([
    'backup --bogus', 'backup --json=yes', 'versions', 'versions a b', 'ls a b', 'ls --at', 'find', 'find a b', 'find a --limit 0', 'find a --limit 1.5', 'find a --limit x',
    'restore', 'restore a --at 1h --version 2', 'restore a --overwrite maybe', 'restore a --version 0', 'restore a --nearest=1', 'runs x', 'runs 1 2', 'runs 1 --page 2', 'runs --page 0',
    'runs ../1', 'why', 'stop now', 'pause x', 'resume x', 'cancel 1', 'source', 'source constructor', 'source list x', 'source list --name x', 'source add', 'source add a b',
    'source remove', 'source rename', 'source rename a', 'source rename a b c', 'source rename --device', 'source rename --device a b', 'source separate x', 'schedule 9:30', 'schedule 24:00', 'schedule 09:30 10:30', 'schedule on off', 'schedule 09:30 --pause 9-17', 'schedule 09:30 --pause 09:00-09:00', 'schedule 09:30 --pause 09:00', 'schedule on --missed never', 'schedule off --pause none', 'schedule off --days mon', 'schedule 09:30 --days someday', 'schedule 09:30 --days ',
    'config', 'config put', 'config get a b', 'config set a', 'config set a b c', 'verify x', 'verify --read-data=0', 'verify --read-data=101', 'verify --read-data=ten', 'verify --read-data=0.001',
    'verify --read-data=', 'verify -- --read-data', 'rebuild-catalog x', 'delete', 'gc x', 'key', 'key change', 'key list x', 'key add x', 'key remove', 'key remove a b', 'key rotate x', 'doctor x',
    'plugin', 'plugin list x', 'plugin install', 'plugin install a b', 'plugin install a --yes --grant none', 'plugin install a --grant everything', 'plugin install a --grant ', 'plugin remove', 'plugin update',
    'plugin enable a b', 'plugin disable',
    'versions ', 'backup ', 'source add ', 'find ',
  ])('refuses %j, and says why in both languages', async line => {
    const failure: unknown = await requestOf(words(line)).catch((refused: unknown) => refused);
    expect(failure).toBeInstanceOf(UsageError);
    const { text, values } = failure as UsageError;
    for (const language of languages) expect(inLanguage(text, language, values)).not.toMatch(/\{\w+\}/);
    expect(inLanguage(text, 'ja', values)).toMatch(/[ぁ-ん]/);
  });

  it('reach every verb', async () => {
    const verbs: string[] = [];
    const lines: Record<string, string> = { versions: 'versions a', find: 'find a', restore: 'restore a', why: 'why a', delete: 'delete a' };
    for (const name of Object.keys(COMMANDS)) {
      for (const member of (await loadFamily(name))?.members ?? []) {
        verbs.push((await requestOf(words(lines[name] ?? member.usage.replaceAll(/ ?\[.*| \|.*/g, '').replace('NO', '1').replace('HH:MM', '01:00')))).verb);
      }
    }
    // A click is another verb in a file manager's envelope, and a button is pressed in a toast: nobody types either.
    expect([...new Set([...verbs, 'click', 'notices.press'])].toSorted()).toEqual(Object.keys(VERB_PARAMS).toSorted());
  });
});

describe('paths of another device or source', () => {
  const path = async (line: readonly string[], platform?: string) => ((await requestOf(line, platform)).params as { path: string }).path;

  it.each([
    ['C:\\Users\\x', 'C:\\Users\\x'], ['inside/the/source', 'inside/the/source'], ['\\\\server\\share', '\\\\server\\share'],
    ['./here', '/home/mari/here'], ['../up', '/home/up'], ['.', '/home/mari'], ['/etc/../opt', '/opt'], ['.hidden', '.hidden'], ['..odd', '..odd'],
  ])('on Linux, %s is %s', async (typed, meant) => {
    expect(await path(['versions', typed, '--device', 'pc'])).toBe(meant);
    expect(await path(['ls', typed, '--source', 'Docs'])).toBe(meant);
  });

  it.each([
    ['/home/x/a', '/home/x/a'], ['inside\\source', 'inside\\source'], ['.\\here', 'C:\\Users\\mari\\here'], ['../up', 'C:\\Users\\up'],
    ['D:\\a\\..\\b', 'D:\\b'], ['\\\\server\\share\\a', '\\\\server\\share\\a'],
  ])('on Windows, %s is %s', async (typed, meant) => {
    expect(await path(['versions', typed, '--device', 'pc'], 'win32')).toBe(meant);
  });

  it('are this folder\'s when neither is named', async () => {
    expect(await path(['versions', 'C:\\odd name'])).toBe('/home/mari/C:\\odd name');
  });

  it('never decide where a restore goes to', async () => {
    expect((await requestOf(['restore', 'a', '--device', 'pc', '--to', 'out'])).params).toMatchObject({ paths: ['a'], to: '/home/mari/out' });
  });
});
