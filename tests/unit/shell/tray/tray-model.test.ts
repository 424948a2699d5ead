import { describe, expect, it } from 'vitest';
import type { TrayFacts } from '../../../../src/shell/tray/tray-facts.js';
import { trayView } from '../../../../src/shell/tray/tray-model.js';
import type { TrayItem } from '../../../../src/shell/tray/tray-view.js';
import { languages } from '../../../../src/texts/language.js';

const calm: TrayFacts = {
  paused: false, work: undefined, unseenNotices: 0, problem: undefined, sources: [{ name: 'documents', root: '/home/a/documents' }], catchingUp: false,
  lastBackup: '2026-11-22 12:30', nextBackup: '2026-11-23 12:30', settings: { scheduled: true, monthlyUsage: true, resultMail: undefined }, contributed: [],
};
const work = (changes: Partial<NonNullable<NonNullable<TrayFacts['work']>['progress']>> = {}): TrayFacts['work'] => ({
  kind: 'backup', subject: 'documents', progress: { filesDone: 57, filesTotal: 1_300, bytesDone: 430, bytesTotal: 1_000, totalsFinal: true, currentPath: 'plans/2026/budget_final.xlsx', ...changes },
});
const labels = (items: readonly TrayItem[]): readonly string[] => items.map(item => (item.type === 'separator' ? '-' : item.label));
const entries = (items: readonly TrayItem[]) => items.flatMap(item => (item.type === 'entry' ? [item] : []));
const shown = (changes: Partial<TrayFacts>) => trayView({ ...calm, ...changes }, 'en');

describe('the tray', () => {
  it('says in words and picture that all is protected, when the last backup was and when the next one is', () => {
    const { icon, tooltip, menu } = shown({});
    expect(icon).toBe('protected');
    expect(tooltip).toEqual({ title: 'Mamori: Protected', text: 'Last backup: 2026-11-22 12:30\nNext backup: 2026-11-23 12:30' });
    expect(labels(menu)).toEqual(['Protected', 'Last backup: 2026-11-22 12:30', 'Next backup: 2026-11-23 12:30', '-', '&Open', '&Back up now', '&Pause', '-', '&Settings', '-', '&Quit']);
  });

  it('shows percent, files left and the current file of what runs, and lets it be interrupted', () => {
    const { icon, menu } = shown({ work: work() });
    expect(icon).toBe('working');
    expect(labels(menu).slice(0, 3)).toEqual(['Backing up documents', '43 %, 1,243 files left', 'plans/2026/budget_final.xlsx']);
    expect(entries(menu).map(({ label, enabled }) => `${label} ${enabled}`)).toEqual(['&Open true', '&Back up now false', '&Interrupt true', '&Pause true', '&Quit true']);
  });

  it.each(['restore', 'deletion'] as const)('shows a %s the same way', kind => {
    expect(shown({ work: { ...work()!, kind } }).tooltip.text).toBe('43 %, 1,243 files left\nplans/2026/budget_final.xlsx');
  });

  it('knows the percent as a number, for whoever draws a bar, as long as there is one', () => {
    expect(shown({ work: work() }).percent).toBe(43);
    expect([shown({}).percent, shown({ work: work({ totalsFinal: false }) }).percent]).toEqual([undefined, undefined]);
  });

  it('says no share of what is still being counted, and nothing of what is not known', () => {
    expect(labels(shown({ work: work({ totalsFinal: false, currentPath: undefined }) }).menu).slice(0, 3)).toEqual(['Backing up documents', 'Done: 57 files, 430 B (still counting)', '-']);
    expect(labels(shown({ work: { kind: 'deletion', subject: 'v', progress: undefined } }).menu).slice(0, 2)).toEqual(['Deleting from the vault: v', '-']);
  });

  it('never lets a name act: no access key, no direction, no line of its own, no endless width', () => {
    const { menu } = shown({ work: work({ currentPath: `a\n&b\u202e${'x'.repeat(200)}` }), sources: [{ name: 'R&D', root: '/r' }, { name: 'b', root: '/b' }] });
    expect(labels(menu)[2]).toBe(`…${'x'.repeat(59)}`);
    expect(labels(shown({ work: work({ currentPath: 'a\n&b\u202e' }) }).menu)[2]).toBe('a\ufffd&&b\ufffd');
    expect(labels(menu)).toContain('&Open R&&D');
  });

  it('says what is wrong, and offers the notices', () => {
    const { icon, tooltip, menu } = shown({ problem: 'A backup is incomplete', unseenNotices: 2 });
    expect([icon, tooltip.title]).toEqual(['problem', 'Mamori: Problem: A backup is incomplete']);
    expect(labels(menu)).toContain('&Notices (2)…');
  });

  it('is honest: nothing is protected without a source, or before all was looked at', () => {
    expect(shown({ sources: [], lastBackup: undefined }).icon).toBe('problem');
    expect(entries(shown({ sources: [] }).menu).find(({ key }) => key === 'back-up')?.enabled).toBe(false);
    expect(shown({ catchingUp: true })).toMatchObject({ icon: 'working', tooltip: { title: 'Mamori: Looking for what is not saved yet' } });
  });

  it('shows a pause above everything, and how to end it', () => {
    const { icon, menu } = shown({ paused: true, problem: 'x', work: work() });
    expect([icon, labels(menu)[0]]).toEqual(['paused', 'Paused']);
    expect(entries(menu).find(({ key }) => key === 'pause')).toMatchObject({ label: 'Go on (&P)', choice: { type: 'verb', verb: 'resume' } });
  });

  it('offers what is switched on and off as ticks; what was never set up is not there', () => {
    const settings = (facts: Partial<TrayFacts>) => shown(facts).menu.flatMap(item => (item.type === 'submenu' ? entries(item.items).map(({ label, checked, choice }) => ({ label, checked, choice })) : []));
    expect(settings({})).toEqual([
      { label: '&Automatic backup', checked: true, choice: { type: 'schedule', on: false } },
      { label: '&Monthly usage notice', checked: true, choice: { type: 'preference', key: 'notices.monthlyUsage', value: false } },
      { label: 'A&ll settings…', checked: undefined, choice: { type: 'page', page: 'settings' } },
    ]);
    expect(settings({ settings: { scheduled: undefined, monthlyUsage: false, resultMail: false } }).map(({ checked }) => checked)).toEqual([false, false, undefined]);
  });

  it('shows what plugins contribute in their groups, and nothing twice', () => {
    const item = (command: string, enabled = true) => ({ command, title: `&${command}`, plugin: 'acme.desk', enabled });
    const { menu } = shown({ contributed: [{ name: 'backup', items: [item('backup-commands.backUp')] }, { name: 'desk', items: [item('desk.report'), item('desk.grey', false)] }] });
    expect(labels(menu).slice(4)).toEqual(['&Open', '&Back up now', '&Pause', '-', '&desk.report', '&desk.grey', '-', '&Settings', '-', '&Quit']);
    expect(entries(menu).filter(({ choice }) => choice.type === 'command').map(({ enabled }) => enabled)).toEqual([true, false]);
  });

  it.each(languages)('has an access key of its own for every entry, in %s', language => {
    const { menu } = trayView({ ...calm, work: work(), unseenNotices: 1 }, language);
    const keys = menu.flatMap(item => (item.type === 'entry' || item.type === 'submenu' ? [/(?<!&)&([A-Z])/i.exec(item.label)?.[1]?.toUpperCase()] : []));
    expect(keys).not.toContain(undefined);
    expect(new Set(keys).size).toBe(keys.length);
  });
});
