import { describe, expect, it } from 'vitest';
import type { PluginInstallResult, PluginProposal, PluginRow } from '../../../../src/wire/verbs/plugin-results.js';
import { shown } from '../support/command-line.js';

const row: PluginRow = {
  id: 'acme.hello', name: 'Hello', version: '1.0.0', builtIn: false, enabled: true, granted: ['files.read'], withheld: [], hosts: [], integrity: 'sha512-abc', from: '/x/hello', installedMs: 0, updatedMs: 0,
};
const proposal: PluginProposal = {
  id: 'acme.hello', name: { ja: 'あいさつ', en: 'Hello' }, description: 'says\u001b[2Jhello', publisher: 'acme', version: '1.0.0', integrity: 'sha512-abc', integrityOf: 'archive', files: 3, sizeBytes: 1234, from: 'hello',
  asks: [{ capability: 'files.read', enforcement: 'enforced' }, { capability: 'network', enforcement: 'declared-only', hosts: ['a.example.com', 'evil\u202e.example.com'] }],
  keeps: [], drops: [], proposedApi: [], contentDiffers: false,
};
const install = (result: PluginInstallResult, language: 'ja' | 'en' = 'en') => shown(['plugin', 'install', 'hello'], result, language).then(({ text }) => text);

describe('the question before an installation', () => {
  it('says what each permission means and whether it is enforced, and no value commands the terminal', async () => {
    const text = await install({ state: 'asks', staged: '0'.repeat(32), proposal });
    expect(text).toMatch(/Plugin: Hello \(acme\.hello\)\n {2}says\\u001b\[2Jhello\n {2}Publisher: acme .+\n {2}Version: 1\.0\.0\n {2}From: hello\n {2}Size: 3 files, 1\.23 KB\n.+sha512-abc/);
    expect(text).toMatch(/- files\.read: read every file[^\n]+\n[^\n]+enforced[^\n]+\n {2}- network: [^\n]+\n[^\n]+a\.example\.com, evil\\u202e\.example\.com\n[^\n]+Declared only/);
  });

  it('is in the person\'s language', async () => {
    const text = await install({ state: 'asks', staged: '0'.repeat(32), proposal }, 'ja');
    expect(text).toContain('プラグイン: あいさつ（acme.hello）');
    expect(text).toMatch(/files\.read: このPCの、あなたが開けるすべてのファイルを読む\n.+強制されます/);
    expect(text).toContain('申告のみです');
  });

  it('of an update shows what is new, what stays, and what goes', async () => {
    const text = await install({ state: 'asks', staged: '0'.repeat(32), proposal: { ...proposal, replaces: '0.9.0', keeps: ['secrets'], drops: ['processes'], asks: [], proposedApi: ['tryMe'], contentDiffers: true } });
    expect(text).toMatch(/1\.0\.0 \(now 0\.9\.0\)[\s\S]+Careful[\s\S]+nothing new[\s\S]+tryMe[\s\S]+Granted already: secrets\n.+taken back: processes/);
  });
});

describe('an installation', () => {
  it('says what is allowed and what is not', async () => {
    expect(await install({ state: 'installed', plugin: { ...row, withheld: ['network'] }, dropped: [] })).toBe('Installed acme.hello 1.0.0.\nAllowed: files.read\nNot allowed: network (what needs it will not work)');
    expect(await install({ state: 'installed', plugin: { ...row, granted: [] }, replaced: '0.9.0', dropped: ['secrets'] })).toBe('Changed acme.hello from 0.9.0 to 1.0.0.\nAllowed: nothing\nNo longer needed and taken back: secrets');
  });

  it('of a bad manifest lists every mistake between cause and remedy', async () => {
    const problems = [{ file: 'package.json', pointer: '/publisher', line: 3, column: 2, reason: 'bad-name', values: { value: 'A\u0007' } }, { file: 'package.json', pointer: '', line: 1, column: 1, reason: 'missing', values: { field: 'name' } }] as const;
    const lines = (await install({ state: 'invalid', problems })).split('\n');
    expect(lines).toHaveLength(4);
    expect(lines.slice(1, 3)).toEqual([expect.stringMatching(/^ {2}package\.json:3:2 \/publisher: "A\\u0007" cannot be a name/) as string, expect.stringContaining('The field "name" is required') as string]);
  });

  it('that was declined or found nothing newer says so', async () => {
    expect(await install({ state: 'declined', plugin: 'acme.hello', version: '1.0.0' })).toBe('Nothing was installed.');
    expect(await install({ state: 'unchanged', plugin: row })).toBe('There is nothing newer than acme.hello 1.0.0.');
  });
});

describe('the list', () => {
  it('says what each may do, why one is off, and why one cannot be used', async () => {
    const plugins: readonly PluginRow[] = [
      { id: 'mamori.menu', name: 'Menu', version: '0.1.0', builtIn: true, enabled: true, granted: [], withheld: [], hosts: [] }, row,
      { ...row, id: 'acme.busy', running: true, output: [{ channel: 'log', line: 'done' }] }, { ...row, id: 'acme.fails', failure: 'plugin.activation-failed' },
      { ...row, id: 'acme.crashed', enabled: false, disabledBy: 'crashes' }, { ...row, id: 'acme.off', enabled: false, disabledBy: 'person' }, { ...row, id: 'acme.old', unusable: 'plugin.engine-mismatch' },
    ];
    const { text } = await shown(['plugin', 'list'], plugins, 'en');
    expect(text.split('\n')).toEqual([
      expect.stringMatching(/^PLUGIN +VERSION +STATE +ALLOWED +FROM$/), expect.stringMatching(/^mamori\.menu +0\.1\.0 +on +nothing +part of Mamori$/), expect.stringMatching(/^acme\.hello +1\.0\.0 +on +files\.read +\/x\/hello$/),
      expect.stringMatching(/^acme\.busy .+ on, running +files/), expect.stringMatching(/^acme\.fails .+ on +files/),
      expect.stringMatching(/^acme\.crashed .+ off \(it crashed\) /), expect.stringMatching(/^acme\.off .+ off +files/), expect.stringMatching(/^acme\.old .+ unusable /), expect.stringMatching(/^acme\.fails: The plugin could not be started/),
      expect.stringMatching(/^acme\.old: This plugin was made for another version/), 'acme.busy (log): done',
    ]);
    expect((await shown(['plugin', 'list'], [], 'en')).text).toBe('No plugins are installed.');
  });
});
