import { describe, expect, it } from 'vitest';
import { AgentSettings } from '../../../src/agent/settings.js';
import { preferencesFrom } from '../../../src/agent/setting-values.js';
import { SETTING_RULES } from '../../../src/terms/settings/setting-rules.js';

function settings(stored?: unknown): AgentSettings {
  const kept = new Map<string, unknown>(stored === undefined ? [] : [['settings', stored]]);
  return new AgentSettings({ get: (key: string) => kept.get(key), set: (key: string, value: unknown) => void kept.set(key, value), list: () => new Map(kept) } as unknown as ConstructorParameters<typeof AgentSettings>[0]);
}

describe('a setting', () => {
  it.each([
    ['exclude.extensions', 'XLS, .docx、pdf', ['xls', 'docx', 'pdf']], ['exclude.extensions', ['tmp', 'tmp'], ['tmp']], ['exclude.extensions', '', []], ['exclude.patterns', 'node_modules/,*.o', ['node_modules/', '*.o']],
    ['exclude.hidden', 'on', true], ['exclude.hidden', 'いいえ', false], ['compare.delete', 'monthly', 'monthly'], ['verify.dailyPercent', 2.5, 2.5], ['mail.user', 12345, '12345'], ['notices.quietHours', '', ''],
    ['notices.kindChannels', { 'backup-failed': ['mail'] }, { 'backup-failed': ['mail'] }], ['exclude.filters', [{ id: 'a.b', patterns: ['x'] }], [{ id: 'a.b', patterns: ['x'] }]],
  ] as const)('%s takes %j as %j', (key, given, kept) => {
    const all = settings();
    all.setPreference(key, given);
    expect(all.current.preferences[key]).toEqual(kept);
  });

  it.each([
    ['retention.generations', 0], ['retention.generations', 2.5], ['retention.generations', '10'], ['retention.generations', Number.NaN], ['exclude.hidden', 'maybe'], ['compare.delete', 'weekly'],
    ['exclude.extensions', 'a/b'], ['exclude.extensions', 7], ['exclude.patterns', ['']], ['notices.quietHours', '9-17'], ['notices.kindChannels', { x: 'a b' }], ['mail.host', 'a b'], ['exclude.filters', [{ id: 'a.b' }]],
  ] as const)('%s refuses %j, naming setting and value', (key, given) => {
    const all = settings();
    expect(() => all.setPreference(key, given)).toThrow(expect.objectContaining({ code: 'agent.setting-refused', data: expect.objectContaining({ key }) }));
    expect(all.current.preferences[key]).toEqual(SETTING_RULES[key].byDefault);
  });

  it('that nobody knows is refused with the names of like ones', () => {
    expect(() => settings().setPreference('retention.generation', 3)).toThrow(expect.objectContaining({ code: 'agent.unknown-setting', data: { key: 'retention.generation', similar: expect.stringContaining('retention.generations') } }));
  });

  it('that was kept stays; one that no rule allows any more has its default', () => {
    expect(settings({ format: 1, sources: [] }).current.preferences).toEqual(preferencesFrom({}));
    const kept = settings({ format: 1, sources: [], preferences: { 'retention.generations': 3, 'log.level': 'verbose', gone: 1 } }).current.preferences;
    expect(kept).toEqual(preferencesFrom({ 'retention.generations': 3 }));
  });
});
