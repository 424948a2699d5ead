import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { WindowsAutostart } from '../../../../src/platform/autostart/windows-autostart.js';

const command = { program: ['C:\\node.exe', 'C:\\mamori\\main.js'], home: 'C:\\home', name: 'mamori', environment: {} };

function autostart(answers: Readonly<Record<string, string>> = {}) {
  const calls: string[][] = [];
  let task = '';
  const run = (program: string, words: readonly string[]) => {
    calls.push([program, ...words]);
    if (words[0] === '/Create') task = readFileSync(words[4] as string, 'utf16le');
    const answer = answers[program];
    return answer === undefined ? Promise.reject(Object.assign(new Error('failed'), { code: 1, stderr: 'ERROR: no such entry\r\n' })) : Promise.resolve(answer);
  };
  return { calls, task: () => task, autostart: new WindowsAutostart(command, { launcher: 'C:\\mamori\\mamori.exe', user: 'PC\\me', run }) };
}

describe('the start at login on Windows', () => {
  it('is registered by the launcher, with what it starts', async () => {
    const { calls, autostart: windows } = autostart({ 'C:\\mamori\\mamori.exe': '' });
    await windows.setAgent(true);
    await windows.setAgent(false);
    expect(calls).toEqual([['C:\\mamori\\mamori.exe', '--register', 'C:\\node.exe', 'C:\\mamori\\main.js', 'C:\\home'], ['C:\\mamori\\mamori.exe', '--unregister']]);
  });

  it('has a task that is handed over as a file in UTF-16', async () => {
    const { calls, task, autostart: windows } = autostart({ schtasks: '' });
    await windows.setDailyCheck(true);
    expect(calls).toEqual([['schtasks', '/Create', '/TN', '\\Mamori\\mamori-check-alive', '/XML', expect.stringMatching(/task\.xml$/), '/F']]);
    expect(task()).toMatch(/^\ufeff<\?xml version="1.0" encoding="UTF-16"\?>/);
    expect(task()).toContain('<Command>C:\\mamori\\mamori.exe</Command><Arguments>--check-alive</Arguments>');
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
