import { join } from 'node:path';
import type { fileManagerTexts } from '../../texts/native/file-manager-texts.js';
import { FILE_MANAGERS } from './file-managers.js';

/** Where what is installed comes from. */
export interface InstallSources {
  readonly scripts: string; // the folder native/filemanager
  readonly shim: string; //    the built library
}

/** What the scripts need to know; they read it as JSON. */
export interface ScriptSettings {
  readonly shim: string;
  readonly home: string;
  readonly start: readonly string[]; // starts the agent
  readonly texts: typeof fileManagerTexts;
}

export interface CopiedFile {
  readonly from: string;
  readonly to: string;
}

export interface InstallPlan {
  readonly copies: readonly CopiedFile[];
  readonly emblems: readonly CopiedFile[];
  readonly settingsFile: string;
  readonly shim: string; //       where the scripts find the library
  readonly iconThemes: readonly string[]; // their times tell programs that icons came or went
}

export const EXTENSION_SCRIPT = 'mamori-filemanager.py';
/** For 100 to 300 % of what file managers show, in the sizes that each theme has. `HighContrast` is the theme of GNOME's and MATE's setting of that name. */
const EMBLEM_THEMES = [
  { folder: 'hicolor', variant: '', sizes: [16, 22, 24, 32, 48, 64, 72, 96, 128, 192] },
  { folder: 'HighContrast', variant: '-high-contrast', sizes: [16, 22, 24, 32, 48, 256] },
] as const;
export const EMBLEM_STATES = ['protected', 'in-progress', 'problem'] as const;

/**
 * Every file of a user's installation, below one data folder ($XDG_DATA_HOME).
 *
 * File managers look at a folder of their own each, so the script is there once for each, whether that file manager is present or not.
 */
export function installPlan(dataFolder: string, { scripts, shim }: InstallSources): InstallPlan {
  const own = join(dataFolder, 'mamori', 'filemanager');
  const themeFolder = (folder: string) => join(dataFolder, 'icons', folder);
  const shared = ['mamori_agent.py', 'mamori_table.py', 'mamori_menu.py', 'mamori_window.py'].map(name => ({ from: join(scripts, name), to: join(own, name) }));
  const library = { from: shim, to: join(own, 'mamori_shim.so') };
  const extensions = FILE_MANAGERS.map(({ extensions: folder }) => ({ from: join(scripts, EXTENSION_SCRIPT), to: join(dataFolder, folder, EXTENSION_SCRIPT) }));
  const emblems = EMBLEM_THEMES.flatMap(({ folder, variant, sizes }) => EMBLEM_STATES.flatMap(state => sizes.map(size => ({
    from: join(scripts, 'icons', `${state}${variant}-${size}.png`), to: join(themeFolder(folder), `${size}x${size}`, 'emblems', `emblem-mamori-${state}.png`),
  }))));
  // What a script needs is there before the script.
  return { copies: [library, ...shared, ...extensions], emblems, settingsFile: join(own, 'filemanager.json'), shim: library.to, iconThemes: EMBLEM_THEMES.map(({ folder }) => themeFolder(folder)) };
}
