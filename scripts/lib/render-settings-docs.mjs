/**
 * docs/settings.md: every setting with its default, what it takes and what it means, in both languages.
 *
 * @param {Readonly<Record<string, { byDefault: unknown }>>} rules
 * @param {{ meanings: Readonly<Record<string, { ja: string, en: string }>>, allowed: (rule: any, language: "ja" | "en") => string, byDefault: (rule: any, language: "ja" | "en") => string }} texts
 * @returns {string}
 */
export function renderSettingsDocs(rules, { meanings, allowed, byDefault }) {
  const names = Object.keys(rules);
  const areas = [...new Set(names.map(areaOf))];
  const entry = name => {
    const rule = rules[name];
    const { ja, en } = meanings[name];
    return [
      `### ${name}`, '',
      `- ${en} Takes ${allowed(rule, 'en')}. Default: ${byDefault(rule, 'en')}.`,
      `- ${ja}指定できる値: ${allowed(rule, 'ja')}。既定: ${byDefault(rule, 'ja')}。`, '',
    ];
  };
  return [
    '# Settings', '',
    'Written by `node scripts/generate-docs.mjs` from src/terms/settings and src/texts/settings; a test compares them.', '',
    '`mamori config get` shows all settings, `mamori config get KEY` one of them with its meaning, `mamori config set KEY VALUE` changes it; they count at once,',
    'also for an agent that runs. A list is written with commas (`mamori config set exclude.extensions tmp,bak`) or as JSON. Settings of plugins are shown and changed',
    'the same way. When backups run is set with `mamori schedule`, what is backed up with `mamori source`; the mail server\'s password with `mamori notify password`.', '',
    ...areas.flatMap(area => [`## ${area}`, '', ...names.filter(name => areaOf(name) === area).flatMap(entry)]),
  ].join('\n');
}

const areaOf = name => name.slice(0, name.indexOf('.'));
