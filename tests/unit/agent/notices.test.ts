import { describe, expect, it } from 'vitest';
import { failedRun, missedBackups, restoredInPlace } from '../../../src/agent/notices/events.js';
import { policiesOf, routeOf } from '../../../src/agent/notices/settings.js';
import { AgentSettings } from '../../../src/agent/settings.js';
import { DAY_MS, HOUR_MS } from '../../../src/notifications/policy/policies.js';
import { MemorySettings } from '../../fakes/memory-settings.js';

const source = { id: 's', name: 'Documents' };
const restored = { files: 2, directories: 0, bytes: 9, skipped: 0, unchanged: 0, failed: 0, dryRun: false, number: '000004-0', target: '/home/a', dropped: [], errors: [] };

describe('what happened, as notices', () => {
  it('offers to back up now after a missed backup, unless it is being made up for', () => {
    const missed = [{ key: '2026-11-21T12:30', dueMs: 1, reason: 'pc-off', because: 'asleep' }] as const;
    const names = (madeUp: boolean) => missedBackups('id', missed, madeUp).actions?.map(action => action.name);
    expect(names(false)).toEqual(['back-up-now', 'mute']);
    expect(names(true)).toEqual(['mute']);
    expect(missedBackups('id', missed, false).values).toMatchObject({ count: 1, last: '2026-11-21 12:30', because: 'asleep' });
  });

  it('offers to undo a restore in place, and says nothing of others', () => {
    expect(restoredInPlace(restored, undefined)?.actions?.[0]).toEqual({ name: 'undo', call: { type: 'verb', verb: 'undo', params: { number: '000004-0' } } });
    expect(restoredInPlace(restored, '/elsewhere')).toBeUndefined();
    expect(restoredInPlace({ ...restored, dryRun: true }, undefined)).toBeUndefined();
    expect(restoredInPlace({ ...restored, files: 0 }, undefined)).toBeUndefined();
  });

  it('tells a vault that is away from a backup that failed', () => {
    expect(failedRun(source, 'store.gone', '/mnt')).toMatchObject({ kind: 'vault-unreachable', values: { location: '/mnt' } });
    expect(failedRun(source, 'store.full', '/mnt')).toMatchObject({ kind: 'backup-failed', dedupeKey: 'backup-failed/s' });
  });
});

describe('settings of notices', () => {
  const settings = () => new AgentSettings(new MemorySettings());

  it('are read as policies', () => {
    const changed = settings();
    changed.setPreference('notices.quietHours', '22:00-07:30');
    changed.setPreference('notices.periodHours', 2);
    expect(policiesOf(changed.current.preferences)).toEqual({ quietHours: { fromMinute: 1320, toMinute: 450 }, periodMs: 2 * HOUR_MS, warnAfterMs: 3 * DAY_MS, alarmAfterMs: 5 * DAY_MS });
  });

  it('never alarm before they warn', () => {
    const changed = settings();
    changed.setPreference('notices.warnDays', 9);
    expect(policiesOf(changed.current.preferences).alarmAfterMs).toBe(9 * DAY_MS);
  });

  it('end every route in the log', () => {
    const changed = settings();
    expect(routeOf(changed.current.preferences, 'backup-failed')).toEqual(['toast', 'log']);
    changed.setPreference('notices.channels.backup-failed', 'log,acme.chat/room,toast');
    expect(routeOf(changed.current.preferences, 'backup-failed')).toEqual(['acme.chat/room', 'toast', 'log']);
    expect(routeOf(changed.current.preferences, 'plugin/acme.chat/said', ['acme.chat/room'])).toEqual(['acme.chat/room', 'log']);
    expect(routeOf(changed.current.preferences, 'backup-failed', ['mail'])).toEqual(['acme.chat/room', 'toast', 'log']);
    changed.setPreference('notices.channels', []);
    expect(routeOf(changed.current.preferences, 'other')).toEqual(['log']);
  });

  it.each(['22:00', '25:00-01:00', '9:00-10:00', 'x'])('refuse %s as quiet hours', value => {
    expect(() => settings().setPreference('notices.quietHours', value)).toThrow(expect.objectContaining({ code: 'agent.setting-refused' }));
  });
});
