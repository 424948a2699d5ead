// Writes the documents that are made from the code: node scripts/generate-docs.mjs [--check]   (--check only compares, exit 1 if they differ)
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { announce, fail } from './lib/announce.mjs';
import { ensureBuilt } from './lib/ensure-built.mjs';
import { inProject } from './lib/paths.mjs';
import { renderCliDocs } from './lib/render-cli-docs.mjs';
import { renderErrorDocs } from './lib/render-error-docs.mjs';
import { renderManifestSchema } from './lib/render-manifest-schema.mjs';
import { renderPluginTypes } from './lib/render-plugin-types.mjs';
import { renderSettingsDocs } from './lib/render-settings-docs.mjs';
import { distStep } from './lib/steps/dist-step.mjs';
import { packagesStep } from './lib/steps/packages-step.mjs';
import { underFittingNode } from './lib/under-fitting-node.mjs';

try {
  await underFittingNode(import.meta.url);
  await ensureBuilt(announce, { steps: [packagesStep, distStep] });
  const { errorDefinitions } = await import('../dist/terms/errors/index.js');
  const { errorTexts } = await import('../dist/texts/errors/index.js');
  const { allCommands, optionWritten } = await import('../dist/cli/help.js');
  const { COMMON_OPTIONS } = await import('../dist/cli/parse-words.js');
  const { SETTING_RULES } = await import('../dist/terms/settings/setting-rules.js');
  const { settingTexts } = await import('../dist/texts/settings/setting-texts.js');
  const { allowedWords, defaultWords } = await import('../dist/texts/settings/describe-setting.js');
  const { ManifestSchema } = await import('../dist/wire/plugins/manifest/manifest-schema.js');
  const { description, title } = await import('../dist/wire/plugins/manifest/local-text.js');
  const documents = [
    { path: 'docs/errors.md', text: renderErrorDocs(errorDefinitions, errorTexts) },
    { path: 'docs/cli.md', text: renderCliDocs(await allCommands(), COMMON_OPTIONS, optionWritten) },
    { path: 'docs/settings.md', text: renderSettingsDocs(SETTING_RULES, { meanings: settingTexts, allowed: allowedWords, byDefault: defaultWords }) },
    { path: 'docs/mamori.d.ts', text: renderPluginTypes(apiFiles()) },
    { path: 'docs/plugin-manifest.schema.json', text: renderManifestSchema(ManifestSchema, { title, description }) },
  ];
  for (const { path, text } of documents) settle(inProject(path), path, text);
} catch (failure) {
  fail(failure);
}

function apiFiles() {
  const folder = inProject('src', 'host', 'api');
  const names = readdirSync(folder).filter(name => name.endsWith('.ts'));
  return new Map(names.map(name => [name, readFileSync(inProject('src', 'host', 'api', name), 'utf8')]));
}

function settle(file, name, text) {
  if (!process.argv.includes('--check')) {
    writeFileSync(file, text);
  } else if (readFileSync(file, 'utf8') !== text) {
    announce(`${name} is not in step with the code; run node scripts/generate-docs.mjs`);
    process.exitCode = 1;
  }
}
