import type { Menus, Overlays } from '../../api/index.js';
import { notContributed } from '../../refusals.js';
import type { ApiLife } from './api-life.js';

export function menusApi(life: ApiLife): Menus {
  return { setContext: (key, value) => life.call('$menus.setContext', { key, value }) };
}

export function overlaysApi(life: ApiLife): Overlays {
  const contributed = new Set(life.activation.contributes.overlays);
  return {
    async assign(overlay, marks) {
      if (!contributed.has(overlay)) throw notContributed(life.plugin, 'overlay', overlay);
      await life.call('$overlays.assign', { overlay, marks });
    },
  };
}
