import { describe, expect, it } from 'vitest';
import { shownSettings } from '../../../src/agent/notices/kind-channels.js';
import { AgentSettings } from '../../../src/agent/settings.js';
import { preferencesFrom } from '../../../src/agent/setting-values.js';
import type { CodedError } from '../../../src/base/coded-error.js';
import { explainSetting } from '../../../src/cli/render/explain-setting.js';
import { SETTING_RULES } from '../../../src/terms/settings/setting-rules.js';

function settings(stored?: unknown): AgentSettings {
  const kept = new Map<string, unknown>(stored === undefined ? [] : [['settings', stored]]);
  return new AgentSettings({ get: (key: string) => kept.get(key), set: (key: string, value: unknown) => void kept.set(key, value), list: () => new Map(kept) } as unknown as ConstructorParameters<typeof AgentSettings>[0]);
}

describe('a setting', () => {
  it.each([
    ['exclude.extensions', 'XLS, .docx、pdf', ['xls', 'docx', 'pdf']], ['exclude.extensions', ['tmp', 'tmp'], ['tmp']], ['exclude.extensions', '', []], ['exclude.patterns', 'node_modules/,*.o', ['node_modules/', '*.o']],
    ['exclude.hidden', 'on', true], ['exclude.hidden', 'いいえ', false], ['compare.delete', 'monthly', 'monthly'], ['verify.dailyPercent', 2.5, 2.5], ['mail.user', 12345, '12345'], ['notices.quietHours', '', ''],
    ['notices.channels.KIND', { 'backup-failed': ['mail'] }, { 'backup-failed': ['mail'] }], ['notices.channels', 'toast, mail、acme.chat/room', ['toast', 'mail', 'acme.chat/room']], ['exclude.filters', [{ id: 'a.b', patterns: ['x'] }], [{ id: 'a.b', patterns: ['x'] }]],
  ] as const)('%s takes %j as %j', (key, given, kept) => {
    const all = settings();
    all.setPreference(key, given);
    expect(all.current.preferences[key]).toEqual(kept);
  });

  it.each([
    ['retention.generations', 0], ['retention.generations', 2.5], ['retention.generations', '10'], ['retention.generations', Number.NaN], ['exclude.hidden', 'maybe'], ['compare.delete', 'weekly'],
    ['exclude.extensions', 'a/b'], ['exclude.extensions', 7], ['exclude.patterns', ['']], ['notices.quietHours', '9-17'], ['notices.channels.KIND', { x: 'a b' }], ['notices.channels', 'tosat'], ['mail.host', 'a b'], ['exclude.filters', [{ id: 'a.b' }]],
  ] as const)('%s refuses %j, naming setting and value', (key, given) => {
    const all = settings();
    expect(() => all.setPreference(key, given)).toThrow(expect.objectContaining({ code: 'agent.setting-refused', data: expect.objectContaining({ key }) }));
    expect(all.current.preferences[key]).toEqual(SETTING_RULES[key].byDefault);
  });

  it('that nobody knows is refused with the names of like ones', () => {
    expect(() => settings().setPreference('retention.generation', 3)).toThrow(expect.objectContaining({ code: 'agent.unknown-setting', data: { key: 'retention.generation', similar: expect.stringContaining('retention.generations') } }));
  });

  it('is one for each kind of notice, without a word of JSON, and goes back to what counts for all', () => {
    const all = settings();
    const byKind = () => all.current.preferences['notices.channels.KIND'];
    all.setPreference('notices.channels.backup-failed', 'toast, mail');
    all.setPreference('notices.channels.plugin/acme.ink/low', 'log');
    expect(byKind()).toEqual({ 'backup-failed': ['toast', 'mail'], 'plugin/acme.ink/low': ['log'] });
    expect(shownSettings(all.current.preferences)).toMatchObject({ 'notices.channels': ['toast'], 'notices.channels.backup-failed': ['toast', 'mail'] });
    expect(shownSettings(all.current.preferences)).not.toHaveProperty(['notices.channels.KIND']);
    for (const back of ['default', null]) {
      all.setPreference('notices.channels.backup-failed', 'mail');
      all.setPreference('notices.channels.backup-failed', back);
      expect(byKind()).toEqual({ 'plugin/acme.ink/low': ['log'] });
    }
  });

  it('of a kind names setting and value when it refuses, and the kinds when there is none of that name', () => {
    const refused = (key: string, value: unknown) => {
      try {
        settings().setPreference(key, value);
        return undefined;
      } catch (failure) {
        return explainSetting(failure as CodedError, 'en');
      }
    };
    expect(refused('notices.channels.backup-failed', 'tosat')).toBe('The setting "notices.channels.backup-failed" does not take "tosat". It takes: ways to deliver, separated by commas (toast, mail, log, or one of a plugin), or default: again as for all; KIND is one of missed-backup, backup-failed, backup-overdue, vault-unreachable, agent-not-running, plugin-disabled, monthly-usage, mail-failed, or plugin/NAME/KIND.');
    expect(refused('notices.channels.backup-fialed', 'toast')).toContain('Names like it: notices.channels.missed-backup, notices.channels.backup-failed,');
  });

  it('of kinds that an earlier program kept under another name stays', () => {
    const all = settings({ format: 1, sources: [], preferences: { 'notices.kindChannels': { 'backup-failed': ['mail'] } } });
    expect(all.current.preferences['notices.channels.KIND']).toEqual({ 'backup-failed': ['mail'] });
    all.setPreference('notices.channels.backup-failed', 'default');
    expect(all.current.preferences['notices.channels.KIND']).toEqual({});
  });

  it('that was kept stays; one that no rule allows any more has its default', () => {
    expect(settings({ format: 1, sources: [] }).current.preferences).toEqual(preferencesFrom({}));
    const kept = settings({ format: 1, sources: [], preferences: { 'retention.generations': 3, 'log.level': 'verbose', gone: 1 } }).current.preferences;
    expect(kept).toEqual(preferencesFrom({ 'retention.generations': 3 }));
  });
});
