import { join } from 'node:path';
import { chosenLanguage, type Language } from '../texts/language.js';
import type { UserSurroundings } from '../wire/meeting-place.js';

/** Where one agent lives: its state folder and the address at which it listens. */
export interface Place {
  readonly home: string;
  readonly address: string;
  readonly surroundings: UserSurroundings;
  readonly program: string; // version
}

/** The language of the person whose agent this is. */
export function languageOf({ surroundings }: Pick<Place, 'surroundings'>): Language {
  return chosenLanguage(surroundings.environment, () => Intl.DateTimeFormat().resolvedOptions().locale);
}

/** The files of a state folder. */
export function filesOf({ home }: Place) {
  return {
    lock: join(home, 'lock'),
    state: join(home, 'state.db'),
    catalog: join(home, 'catalog.db'),
    index: (vaultId: string) => join(home, 'index', vaultId),
    images: join(home, 'images'),
    image: (source: string) => join(home, 'images', `${source}.scan`),
    /** For what only passes through; emptied when the state folder is opened. */
    scratch: join(home, 'scratch'),
    /** The code of plugins, and in the other folder what they keep. */
    plugins: join(home, 'plugins'),
    /** Clicks that a file manager could not hand over; native/explorer/click/user_place.cc names it as well. */
    clicks: join(home, 'clicks'),
    pluginStorage: join(home, 'plugin-storage'),
    log: join(home, 'logs', 'mamori.log'),
    crashes: join(home, 'crashes'),
  };
}
export type PlaceFiles = ReturnType<typeof filesOf>;
