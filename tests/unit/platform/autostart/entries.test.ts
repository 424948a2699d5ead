import { describe, expect, it } from 'vitest';
import { dailyTaskName, dailyTaskXml, windowsWord } from '../../../../src/platform/autostart/daily-task.js';
import { autostartEntry, withoutVariables as entryWithout } from '../../../../src/platform/autostart/desktop-entry.js';
import { startCommand, type StartCommand } from '../../../../src/platform/autostart/start-command.js';
import { agentUnit, dailyCheckUnits, withoutVariables } from '../../../../src/platform/autostart/systemd-units.js';

const plain: StartCommand = { program: ['/usr/bin/node', '/opt/mamori/scripts/mamori'], home: '/home/a/.local/state/mamori', name: 'mamori', environment: {} };
const odd: StartCommand = { ...plain, program: ['/a b/100%/$HOME/c"d\\/node', '/日本/mamori'], environment: { MAMORI_LANGUAGE: 'ja "x" 50%' } };

describe('what is started at login', () => {
  const options = { program: ['node', 'mamori'], home: '/h', usualHome: '/h', environment: { MAMORI_CREDENTIALS: 'file', MAMORI_PASSPHRASE: 'secret', PATH: '/bin' } };

  it('is told apart by its state folder', () => {
    expect(startCommand(options).name).toBe('mamori');
    expect(startCommand({ ...options, home: '/other' }).name).toMatch(/^mamori-[0-9a-f]{8}$/);
  });

  it('keeps where secrets lie, and no secret', () => {
    expect(startCommand(options).environment).toEqual({ MAMORI_CREDENTIALS: 'file' });
  });
});

describe('the systemd units', () => {
  it('start again after a failure, without end, and not after a clean end', () => {
    expect(agentUnit(plain, 252)).toBe(`[Unit]
Description=Mamori backup
StartLimitIntervalSec=0

[Service]
Type=exec
ExecStart=:"/usr/bin/node" "/opt/mamori/scripts/mamori" "up" "--supervised" "--home" "/home/a/.local/state/mamori"
Restart=on-failure
RestartSec=15s
RestartPreventExitStatus=2
KillMode=mixed
TimeoutStopSec=60s

[Install]
WantedBy=default.target
`);
  });

  it('lengthen the pauses where systemd can', () => {
    expect(agentUnit(plain, 254)).toContain('RestartSec=1s\nRestartSteps=8\nRestartMaxDelaySec=5min\n');
  });

  it('quote every word, whatever it holds', () => {
    const unit = agentUnit(odd, 252);
    expect(unit).toContain(String.raw`ExecStart=:"/a b/100%%/$HOME/c\"d\\/node" "/日本/mamori" "up"`);
    expect(unit).toContain(String.raw`Environment="MAMORI_LANGUAGE=ja \"x\" 50%%"`);
    expect(withoutVariables(unit)).toBe(withoutVariables(agentUnit({ ...odd, environment: {} }, 252)));
  });

  it('check a while after login and every day', () => {
    const { service, timer } = dailyCheckUnits(plain);
    expect(timer).toContain('OnStartupSec=15min\nOnCalendar=*-*-* 11:00\n');
    expect(service).toContain('"check-alive" "--home"');
  });
});

describe('the desktop entry', () => {
  it('escapes a word twice, as the key is read twice', () => {
    const entry = autostartEntry({ comment: { en: 'e', ja: 'j' }, environment: {}, words: ['/bin/sh', 'a b', '100%', '$x`y"z', 'c\\d'] });
    expect(entry).toContain(String.raw`Exec="/bin/sh" "a b" "100%%" "\\$x\\` + '`' + String.raw`y\\"z" "c\\\\d"`);
  });

  it('names variables first, which do not count in comparisons', () => {
    const words = ['/bin/sh', 'x'];
    const comment = { en: 'e', ja: 'j' };
    const entry = autostartEntry({ comment, environment: { MAMORI_LANGUAGE: 'a "b"' }, words });
    expect(entry).toContain('Exec="env" "MAMORI_LANGUAGE=');
    expect(entryWithout(entry)).toBe(autostartEntry({ comment, environment: {}, words }));
  });
});

describe('the task of Windows\' scheduler', () => {
  it('runs daily, and later where the PC was off, without a console', () => {
    const xml = dailyTaskXml({ launcher: 'C:\\Program Files\\R&D\\mamori.exe', words: ['--check-alive'], user: 'PC\\守' });
    expect(xml).toContain('<Command>C:\\Program Files\\R&amp;D\\mamori.exe</Command><Arguments>--check-alive</Arguments>');
    expect(xml).toContain('<UserId>PC\\守</UserId><LogonType>InteractiveToken</LogonType><RunLevel>LeastPrivilege</RunLevel>');
    expect(xml).toContain('<DaysInterval>1</DaysInterval>');
    expect(xml).toContain('<StartWhenAvailable>true</StartWhenAvailable>');
    expect(xml.split('\r\n').at(-2)).toBe('</Task>');
  });

  it('has a name of its own for each state folder', () => {
    expect(dailyTaskName('mamori')).toBe('\\Mamori\\mamori-check-alive');
  });

  it.each([
    ['plain', 'plain'], ['', '""'], ['a b', '"a b"'], ['a\\b c\\', '"a\\b c\\\\"'], ['say "x"', '"say \\"x\\""'], ['\\"', '"\\\\\\""'],
  ])('writes the word %j as %j', (word, written) => {
    expect(windowsWord(word)).toBe(written);
  });
});
