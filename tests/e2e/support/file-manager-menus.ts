import { join } from 'node:path';
import { silentLogger } from '../../../src/base/logger.js';
import { encodePath } from '../../../src/base/path-bytes.js';
import { builtShimPath } from '../../../src/platform/native-binding.js';
import { loadShimLibrary } from '../../../src/shell/adapters/shim-loader.js';
import type { ShownEntry } from '../../../src/shell/menu/evaluate-menu.js';
import type { FileManagerMenu } from '../../../src/shell/menu/menu-facts.js';
import { MENU_FORMAT } from '../../../src/shell/menu/menu-format.js';
import { eventually } from './eventually.js';
import type { Pc } from './pc.js';
import { write } from './sample-trees.js';

const MOST = 100;

/** What file managers of a PC's user show in their menus: the published list, evaluated by the code that runs in them. */
export async function menusOf({ environment }: Pc) {
  const { library } = await loadShimLibrary(builtShimPath, silentLogger);
  const reader = library.openReader(join(environment['XDG_RUNTIME_DIR'] as string, 'mamori'));
  // The last that was said holds on while no agent runs; the next agent says it anew.
  let last: { readonly version: number; readonly decisions: Buffer; readonly booleans: bigint } | undefined;
  const take = () => {
    const list = reader.menu();
    if (list) last = { ...list, booleans: reader.booleans() ?? 0n };
    return list;
  };
  const entries = (menu: FileManagerMenu, ...paths: readonly string[]): readonly ShownEntry[] | undefined => {
    if ((!take() || !reader.writerLives()) && reader.refresh()) take();
    if (last?.version !== MENU_FORMAT) return undefined;
    const facts = reader.select('linux', menu, paths.map(path => ({ path: encodePath(path), kind: menu === 'file' ? 'file' : 'folder' })));
    return library.evaluateMenu(last.decisions, last.booleans, facts, MOST);
  };
  return {
    entries,
    shows: (titles: readonly string[], menu: FileManagerMenu, ...paths: readonly string[]) =>
      eventually(`${menu} shows ${titles.join(' | ')}`, 20_000, () => entries(menu, ...paths)?.map(({ title }) => title).join('\n') === titles.join('\n')),
    dispose: () => reader.dispose(),
  };
}

/** A plugin's folder whose one command leaves a hidden file beside each selected one and marks these as in progress; its entry shows for text files, and grey while a setting is off. */
export function notingPlugin(folder: string): string {
  write(folder, 'noting/package.json', JSON.stringify({
    name: 'noting', publisher: 'acme', version: '1.0.0', engines: { mamori: '>=0.1.0' }, main: 'main.js', type: 'module', capabilities: { 'files.read': true, 'files.write': true },
    contributes: {
      commands: [{ command: 'noting.note', title: { en: 'Leave a &note', ja: 'メモを残す(&N)' }, enablement: 'config.noting.on' }],
      menus: { file: [{ command: 'noting.note', group: 'notes@1', when: 'inRoot && resourceExtension =~ /^TXT$/i' }] },
      overlays: [{ id: 'noting.noted', title: 'Noted', states: ['in-progress'] }],
      configuration: { title: 'Notes', properties: { 'noting.on': { type: 'boolean', default: true, title: 'On' } } },
    },
  }));
  write(folder, 'noting/main.js', `
import { writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
export function activate(context, mamori) {
  context.subscriptions.push(mamori.commands.registerCommand('noting.note', async ({ paths }) => {
    for (const path of paths) writeFileSync(join(dirname(path), '.' + basename(path) + '.note'), 'noted');
    await mamori.overlays.assign('noting.noted', paths.map(path => ({ path, state: 'in-progress', reason: 'noted' })));
  }));
}
`);
  return join(folder, 'noting');
}
