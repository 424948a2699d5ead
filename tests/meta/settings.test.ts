import { describe, expect, it } from 'vitest';
import { renderSettingsDocs } from '../../scripts/lib/render-settings-docs.mjs';
import { takenValue } from '../../src/agent/setting-values.js';
import { DAY_MS, HOUR_MS, defaultRetentionPolicy } from '../../src/core/retention/retention-policy.js';
import { mailSecurities } from '../../src/notifications/mail/mail.js';
import { SETTING_RULES } from '../../src/terms/settings/setting-rules.js';
import { languages } from '../../src/texts/language.js';
import { allowedWords, defaultWords } from '../../src/texts/settings/describe-setting.js';
import { settingTexts } from '../../src/texts/settings/setting-texts.js';
import { readProjectFile } from './support/project-files.js';

describe('settings', () => {
  it('are what docs/settings.md says (node scripts/generate-docs.mjs writes it)', () => {
    expect(readProjectFile('docs/settings.md')).toBe(renderSettingsDocs(SETTING_RULES, { meanings: settingTexts, allowed: allowedWords, byDefault: defaultWords }));
  });

  it.each(Object.entries(SETTING_RULES))('%s takes its own default, and says in both languages what it takes', (_name, rule) => {
    expect(takenValue(rule, rule.byDefault)).toEqual({ value: rule.byDefault });
    for (const language of languages) expect(allowedWords(rule, language)).not.toMatch(/\{\w*\}/);
  });

  it('have the defaults of the rooms that keep them', () => {
    const { generations, deletedMs, allMs, hourlyMs, dailyMs } = defaultRetentionPolicy;
    expect([
      SETTING_RULES['retention.generations'], SETTING_RULES['retention.deletedDays'], SETTING_RULES['retention.allHours'], SETTING_RULES['retention.hourlyDays'], SETTING_RULES['retention.dailyDays'],
    ].map(({ byDefault }) => byDefault)).toEqual([generations, deletedMs / DAY_MS, allMs / HOUR_MS, hourlyMs / DAY_MS, dailyMs / DAY_MS]);
    expect(SETTING_RULES['mail.security'].choices).toEqual(mailSecurities);
  });
});
