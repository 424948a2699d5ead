import { describe, expect, it } from 'vitest';
import { ROLES } from '../../../src/wire/endpoint-messages.js';
import { roleMayCall } from '../../../src/wire/verbs/verb-roles.js';
import { VERB_PARAMS, type VerbName } from '../../../src/wire/verbs/verb-table.js';

const verbs = Object.keys(VERB_PARAMS) as VerbName[];

describe('roles', () => {
  it('let the command line ask everything', () => {
    expect(verbs.filter(verb => !roleMayCall('cli', verb))).toEqual([]);
  });

  it('keep keys, settings and deletion from programs that show menus', () => {
    const grave: readonly VerbName[] = ['delete', 'gc', 'key.list', 'key.add', 'key.remove', 'key.rotate', 'key.recovery-code', 'config.set', 'source.remove', 'source.add', 'schedule.set', 'plugin.install', 'plugin.update', 'plugin.remove', 'plugin.enable', 'plugin.disable'];
    for (const role of ROLES.filter(role => role !== 'cli')) expect(grave.filter(verb => roleMayCall(role, verb))).toEqual([]);
  });

  it('give the file manager what its menu does, and the tray what its menu does', () => {
    for (const verb of ['backup', 'click', 'versions', 'restore', 'undo', 'why', 'status'] as const) expect(roleMayCall('shell', verb)).toBe(true);
    for (const verb of ['pause', 'resume', 'stop'] as const) {
      expect(roleMayCall('tray', verb)).toBe(true);
      expect(roleMayCall('shell', verb)).toBe(false);
    }
  });
});
