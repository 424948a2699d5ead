import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { menuTexts } from '../../../src/texts/menu-texts.js';
import type { Text } from '../../../src/texts/text.js';
import { test } from '../../e2e/support/world.js';
import { requires } from '../support/requires.js';

/** The one that file managers load, which has gi; another may come first on the path. */
const PYTHON = '/usr/bin/python3';
/** In place of all versions, as long as no agent has answered with the newest ones. */
const CHOOSE: Text = { en: 'Choose &version…', ja: 'バージョンを選ぶ(&V)…' };
/** What the tray has, as long as nobody says whether one is shown. */
const WHOLE: Text = { en: 'Mamori as a whol&e…', ja: 'Mamori全体(&E)…' };
const SCRIPT = `
import json, sys
sys.path.append(sys.argv[1])
from mamori_menu import entries_for, label_of
from mamori_table import Table
kinds = (("file", 1), ("folder", 1), ("background", 1), ("file", 2), ("file", 101))
menus = [[[(entry.label, entry.enabled) for entry in entries_for(table, kind, [(b"/d/a b", False)] * count)] for kind, count in kinds] for table in (None, Table())]
print(json.dumps({"menus": menus, "label": label_of("R&&D_1 &Now & then")}))
`;

requires([PYTHON, '/usr/lib/python3/dist-packages/gi'].filter(path => !existsSync(path)))('the menu without an agent', () => {
  test('holds the product\'s entries, in the words of the agent', async ({ world }) => {
    const { pc } = world;
    await pc.json(['shell', 'install']);
    for (const [language, variables] of [['en', { MAMORI_LANGUAGE: 'en', LANG: 'ja_JP.UTF-8' }], ['ja', { MAMORI_LANGUAGE: '', LC_ALL: '', LC_MESSAGES: '', LANG: 'ja_JP.UTF-8' }]] as const) {
      const environment = { ...process.env, ...pc.environment, ...variables };
      const { menus, label } = JSON.parse(execFileSync(PYTHON, ['-c', SCRIPT, join(pc.environment['XDG_DATA_HOME'] as string, 'mamori/filemanager')], { env: environment, encoding: 'utf8' })) as { readonly menus: unknown[]; readonly label: string };
      const entry = (text: Text) => [text[language].replace('&', '_'), true];
      const { backup, copy, why } = menuTexts;
      const one = [backup, CHOOSE, copy, why].map(entry);
      expect(menus).toEqual(Array.from({ length: 2 }, () => [one, one, [backup, why, WHOLE].map(entry), [backup, why].map(entry), [entry(backup)]]));
      expect(label).toBe('R&D__1 _Now & then');
    }
  });
});
