import { describe, expect, it } from 'vitest';
import { windowsPowershell } from '../../../src/notifications/adapters/windows-toast-driver.js';
import { powershellWords, showingScript, withdrawingScript } from '../../../src/notifications/adapters/windows-toast-script.js';
import { windowsToastXml } from '../../../src/notifications/adapters/windows-toast-xml.js';
import { nonceOfLink } from '../../../src/notifications/toast/activation-link.js';
import { readXml } from './support/strict-xml.js';

const nonce = 'a'.repeat(64);
const plain = { title: '自動バックアップが行なわれませんでした', text: 'C:\\Users\\田中\n2 行目', severity: 'warning', buttons: [{ key: nonce, title: '今すぐバックアップ' }] } as const;
const HOSTILE = [
  `</text><text>"'&<>`, `'); Start-Process calc; ('`, '$(Remove-Item C:\\ -Recurse) `n @" "@', '&amp;&#x0;<![CDATA[', 'a\u0000b\u001bc\ud800d\udc00\uffff', '‘’‚‛“”„ 𠮷野家 🗻', '" activationType="foreground', '-->]]><?x?>',
];
const textsOf = (xml: string) => readXml(xml).flatMap(part => ('text' in part ? [part.text] : []));
const tagged = (xml: string, tag: string) => readXml(xml).flatMap(part => ('tag' in part && part.tag === tag ? [part.attributes] : []));

describe('XML of a Windows toast', () => {
  it('holds title, text and a button whose link the launcher takes', () => {
    const xml = windowsToastXml(plain);
    expect(tagged(xml, 'binding')).toEqual([{ template: 'ToastGeneric' }]);
    expect(textsOf(xml)).toEqual([plain.title, plain.text]);
    expect(tagged(xml, 'action')).toEqual([{ content: '今すぐバックアップ', activationType: 'protocol', arguments: `mamori:press?nonce=${nonce}` }]);
    expect(nonceOfLink(tagged(xml, 'action')[0]?.['arguments'] ?? '')).toBe(nonce);
  });

  it('is heard only for an alarm, stays longer than news, and has no actions without buttons', () => {
    expect(tagged(windowsToastXml({ ...plain, severity: 'alarm' }), 'audio')).toEqual([]);
    expect(tagged(windowsToastXml(plain), 'audio')).toEqual([{ silent: 'true' }]);
    expect(tagged(windowsToastXml({ ...plain, severity: 'information' }), 'toast')).toEqual([{ duration: 'short' }]);
    expect(tagged(windowsToastXml({ ...plain, buttons: [] }), 'actions')).toEqual([]);
  });

  it.each(HOSTILE)('takes %j for words', words => {
    const xml = windowsToastXml({ ...plain, title: words, text: words, buttons: [{ key: nonce, title: words }] });
    const shown = words.replace(/[\u0000\u001b\uffff\p{Surrogate}]/gu, ' ');
    expect(textsOf(xml)).toEqual([shown, shown]);
    expect(tagged(xml, 'action')).toEqual([{ content: shown, activationType: 'protocol', arguments: `mamori:press?nonce=${nonce}` }]);
  });

  it('stays below 5 KB and a command line of Windows, and cuts no character in two', () => {
    const longest = { ...plain, title: '"'.repeat(5_000), text: '🗻"'.repeat(5_000), buttons: Array.from({ length: 3 }, () => ({ key: nonce, title: '&'.repeat(500) })) };
    const xml = windowsToastXml(longest);
    expect(Buffer.byteLength(xml)).toBeLessThan(5 * 1024);
    expect(textsOf(xml).map(text => [...text].length)).toEqual([100, 400]);
    expect(textsOf(xml).every(text => text.endsWith('…') && text.isWellFormed())).toBe(true);
    expect(powershellWords(showingScript(xml, 'slot')).join(' ').length).toBeLessThan(30_000);
  });
});

describe('script that shows it', () => {
  const decodedScript = (script: string) => Buffer.from(powershellWords(script).at(-1) ?? '', 'base64').toString('utf16le');

  it('goes to PowerShell without a profile, questions or a window', () => {
    expect(powershellWords('exit 0').slice(0, -1)).toEqual(['-NoLogo', '-NoProfile', '-NonInteractive', '-WindowStyle', 'Hidden', '-ExecutionPolicy', 'Bypass', '-EncodedCommand']);
    expect(decodedScript('exit 0')).toBe('exit 0');
  });

  it('is the same for all words but for their base64, which holds the XML', () => {
    const shape = (script: string) => script.replace(/FromBase64String\('[A-Za-z0-9+/=]+'\)/, 'X').replace(/Tag = '[0-9a-f]{16}'/, 'T');
    const expected = shape(showingScript(windowsToastXml(plain), 'missed-backup'));
    for (const words of HOSTILE) {
      const xml = windowsToastXml({ ...plain, title: words });
      const script = decodedScript(showingScript(xml, words));
      expect(shape(script)).toBe(expected);
      expect(script).toMatch(/^[\x20-\x7e\n]+$/);
      expect(Buffer.from(/FromBase64String\('(.+?)'\)/.exec(script)?.[1] ?? '', 'base64').toString('utf8')).toBe(xml);
    }
  });

  it('shows under the name that the launcher enters, and withdraws by the tag and group it showed with', () => {
    const shown = showingScript('<toast/>', 'slot');
    const tag = /Tag = '([0-9a-f]{16})'/.exec(shown)?.[1];
    expect(shown).toContain(`CreateToastNotifier('Mamori.Backup')`);
    expect(shown).toContain(`Group = 'mamori'`);
    expect(withdrawingScript('slot')).toContain(`History.Remove('${tag}', 'mamori', 'Mamori.Backup')`);
    expect(withdrawingScript('other')).not.toContain(`'${tag}'`);
  });

  it('is run by the PowerShell of Windows, wherever that is', () => {
    expect(windowsPowershell({ SystemRoot: 'D:\\WINNT' })).toBe('D:\\WINNT\\System32\\WindowsPowerShell\\v1.0\\powershell.exe');
    expect(windowsPowershell({})).toBe('C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe');
  });
});
