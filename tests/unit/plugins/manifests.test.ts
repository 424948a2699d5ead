import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { builtInPlugins } from '../../../src/plugins/built-in.js';
import { ContributionOwners, checkManifest, wordsIn, type Manifest } from '../../../src/wire/plugins/manifest/index.js';
import { isErrorCode } from '../../../src/terms/errors/index.js';
import { projectFiles, readProjectFile } from '../../meta/support/project-files.js';
import { PluginBench } from './support/plugin-bench.js';

const languages = ['ja', 'en'] as const;

function manifestOf(folder: string): Manifest {
  const file = join(folder, 'package.json');
  const check = checkManifest(readFileSync(file, 'utf8'), file, { builtIn: true });
  expect(check).toMatchObject({ ok: true });
  return (check as Extract<typeof check, { ok: true }>).manifest;
}

describe('the manifests of built-in plugins', () => {
  it('are listed, all of them', () => {
    const folders = new Set(projectFiles('src/plugins').filter(path => path.endsWith('/package.json')).map(path => path.split('/').at(-2)));
    expect(new Set(builtInPlugins.map(({ folder }) => basename(folder)))).toEqual(folders);
  });

  it('share no id', () => {
    const owners = new ContributionOwners();
    expect(builtInPlugins.map(({ folder }) => owners.claim(manifestOf(folder)))).toEqual(builtInPlugins.map(() => undefined));
  });

  describe.each(builtInPlugins.map(plugin => ({ name: basename(plugin.folder), ...plugin })))('$name', ({ folder, load }) => {
    it('passes the check that every manifest has to pass, and names a file that is there', () => {
      const { id, main = '' } = manifestOf(folder);
      expect(id).toBe(`mamori.${basename(folder)}`);
      expect(existsSync(join(folder, main.replace(/\.js$/, '.ts')))).toBe(true);
    });

    it('speaks both languages', () => {
      const text = JSON.stringify(manifestOf(folder));
      expect([...text.matchAll(/"(?:title|displayName|description)":"([^"]*)"/g)].map(([, words]) => words).filter(words => words !== 'Webhook')).toEqual([]);
    });

    it('gives an action to everything it contributes', async () => {
      const { contributes: { commands, runHooks, noticeChannels } } = manifestOf(folder);
      const bench = await PluginBench.of(await load());
      expect([...bench.commands.keys()].sort()).toEqual(commands.map(({ command }) => command).sort());
      expect([...bench.hooks.keys()].sort()).toEqual(runHooks.map(({ id }) => id).sort());
      expect([...bench.channels.keys()].sort()).toEqual(noticeChannels.map(({ id }) => id).sort());
      await bench.end();
      expect(bench.commands.size + bench.hooks.size + bench.channels.size).toBe(0);
    });

    it('has an access key of its own for each entry of a menu, in both languages', () => {
      const { contributes: { commands, menus } } = manifestOf(folder);
      for (const language of languages) {
        for (const items of Object.values(menus)) {
          const titles = items.map(({ command }) => wordsIn(commands.find(known => known.command === command)?.title ?? '', language));
          const keys = titles.map(title => /&(\w)/.exec(title)?.[1]?.toUpperCase());
          expect(keys).not.toContain(undefined);
          expect(new Set(keys).size).toBe(keys.length);
        }
      }
    });
  });

  it('and their code name no error that has no text', () => {
    const files = projectFiles('src/plugins').filter(path => path.endsWith('.ts'));
    const codes = files.flatMap(path => [...readProjectFile(path).matchAll(/'((?:database|webhook|commands)\.[a-z-]+)'/g)].map(([, code]) => code as string));
    expect(codes.length).toBeGreaterThan(10);
    expect(codes.filter(code => !isErrorCode(code))).toEqual([]);
  });
});
