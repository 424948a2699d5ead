import { describe, expect, it } from 'vitest';
import { renderCliDocs } from '../../../scripts/lib/render-cli-docs.mjs';
import { COMMANDS } from '../../../src/cli/command-table.js';
import { allCommands, helpTopic, optionWritten, overviewLines, topicLines } from '../../../src/cli/help.js';
import { COMMON_OPTIONS } from '../../../src/cli/parse-words.js';
import { splitCommand } from '../../../src/cli/split-command.js';
import { languages } from '../../../src/texts/language.js';
import { readProjectFile } from '../../meta/support/project-files.js';
import { understand } from './support/command-line.js';

describe('help', () => {
  it('lists every command in both languages', async () => {
    for (const language of languages) {
      const text = (await overviewLines(language)).join('\n');
      for (const name of [...Object.keys(COMMANDS), 'up', 'version', 'help']) expect(text).toMatch(new RegExp(`^  ${name}\\b`, 'm'));
    }
  });

  it('explains one command: usage, options and an example', async () => {
    const text = topicLines(await helpTopic('restore') ?? [], 'en').join('\n');
    expect(text).toMatch(/^mamori restore PATH\.\.\. /);
    for (const option of ['--at WHEN', '--version N', '--nearest', '--to DIR', '--overwrite WHEN', '--dry-run', '--device NAME']) expect(text).toContain(option);
    expect(text).toContain('Example: mamori restore report.xlsx');
    expect(topicLines(await helpTopic('verify') ?? [], 'ja').join('\n')).toMatch(/--read-data\[=PERCENT\] {2}中身/);
  });

  it('explains all members of a family', async () => {
    expect((await helpTopic('key'))?.map(({ usage }) => usage.split(' ')[1])).toEqual(['list', 'add', 'remove', 'rotate', 'recovery-code']);
  });

  it('knows nothing of what is no command', async () => {
    for (const name of ['', 'nothing', 'constructor', '__proto__']) expect(await helpTopic(name)).toBeUndefined();
  });

  it('gives examples that are understood, and names in usages only options that exist', async () => {
    for (const { usage, example, options } of await allCommands()) {
      for (const [, option] of usage.matchAll(/--([a-z-]+)/g)) expect(Object.keys(options)).toContain(option);
      const words = [...example.matchAll(/"([^"]*)"|(\S+)/g)].map(match => match[1] ?? match[2] ?? '');
      const { name = '' } = splitCommand(words);
      if (['up', 'version', 'help'].includes(name)) continue;
      const { command } = await understand(words);
      expect(command.usage).toBe(usage);
    }
  });

  it('is what docs/cli.md says (node scripts/generate-docs.mjs writes it)', async () => {
    expect(readProjectFile('docs/cli.md')).toBe(renderCliDocs(await allCommands(), COMMON_OPTIONS, optionWritten));
  });
});
