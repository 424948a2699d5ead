import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { WindowsAutostart } from '../../../../src/platform/autostart/windows-autostart.js';

const command = { program: ['C:\\node.exe', 'C:\\mamori\\main.js'], home: 'C:\\home', name: 'mamori', environment: {} };

function autostart(answers: Readonly<Record<string, string>> = {}, started = command) {
  const calls: string[][] = [];
  let task = '';
  const run = (program: string, words: readonly string[]) => {
    calls.push([program, ...words]);
    if (words[0] === '/Create') task = readFileSync(words[4] as string, 'utf16le');
    const answer = answers[words.includes('Home') ? 'home' : program];
    return answer === undefined ? Promise.reject(Object.assign(new Error('failed'), { code: 1, stderr: 'ERROR: no such entry\r\n' })) : Promise.resolve(answer);
  };
  return { calls, task: () => task, autostart: new WindowsAutostart(started, { launcher: 'C:\\mamori\\mamori.exe', user: 'PC\\me', run }) };
}

describe('the start at login on Windows', () => {
  it('is registered by the launcher, with what it starts', async () => {
    const { calls, autostart: windows } = autostart({ 'C:\\mamori\\mamori.exe': '' });
    await windows.setAgent(true);
    await windows.setAgent(false);
    expect(calls.filter(([program]) => program !== 'reg')).toEqual([['C:\\mamori\\mamori.exe', '--register', 'C:\\node.exe', 'C:\\mamori\\main.js', 'C:\\home'], ['C:\\mamori\\mamori.exe', '--unregister']]);
  });

  it('has a task that is handed over as a file in UTF-16', async () => {
    const { calls, task, autostart: windows } = autostart({ schtasks: '' });
    await windows.setDailyCheck(true);
    expect(calls.filter(([program]) => program !== 'reg')).toEqual([['schtasks', '/Create', '/TN', '\\Mamori\\mamori-check-alive', '/XML', expect.stringMatching(/task\.xml$/), '/F']]);
    expect(task()).toMatch(/^\ufeff<\?xml version="1.0" encoding="UTF-16"\?>/);
    expect(task()).toContain('<Command>C:\\mamori\\mamori.exe</Command><Arguments>--check-alive</Arguments>');
  });

  it('of another state folder is left alone, and not taken for this one\'s', async () => {
    const { calls, autostart: windows } = autostart({ home: '    Home    REG_SZ    D:\\Their Mamori\r\n', 'reg': '    Mamori    REG_SZ    "C:\\mamori\\mamori.exe"', 'C:\\mamori\\mamori.exe': '', 'schtasks': '' });
    expect(await windows.state()).toMatchObject({ enabled: false });
    await windows.setAgent(false);
    await expect(windows.setAgent(true)).rejects.toMatchObject({ code: 'autostart.other-home', data: { home: 'D:\\Their Mamori' } });
    await expect(windows.setDailyCheck(true)).rejects.toMatchObject({ code: 'autostart.other-home' });
    expect(calls.every(([program, word]) => program === 'reg' || word === '/Query')).toBe(true);
    const same = autostart({ home: '    Home    REG_SZ    c:\\HOME\r\n', 'C:\\mamori\\mamori.exe': '' });
    await same.autostart.setAgent(true);
    expect(same.calls.at(-1)).toContain('--register');
    const japanese = autostart({ home: '    Home    REG_SZ    C:\\Users\\\ufffd^\ufffd\\Mamori\r\n', 'C:\\mamori\\mamori.exe': '' }, { ...command, home: 'C:\\Users\\真理\\Mamori' });
    await japanese.autostart.setAgent(true);
    expect(japanese.calls.at(-1)).toContain('--register');
  });

  it('says what Windows said when it refuses', async () => {
    await expect(autostart().autostart.setDailyCheck(true)).rejects.toMatchObject({ code: 'autostart.not-set', message: 'ERROR: no such entry' });
    await expect(autostart().autostart.setDailyCheck(false)).resolves.toBeUndefined();
  });

  it('is read from the registry and the scheduler', async () => {
    expect(await autostart({ reg: '    Mamori    REG_SZ    "C:\\mamori\\mamori.exe"' }).autostart.state()).toMatchObject({ enabled: true, current: true, dailyCheck: false });
    expect(await autostart({ reg: '    Mamori    REG_SZ    "D:\\old\\mamori.exe"', schtasks: '' }).autostart.state()).toMatchObject({ enabled: true, current: false, dailyCheck: true });
    expect(await autostart().autostart.state()).toMatchObject({ enabled: false, dailyCheck: false });
  });
});
