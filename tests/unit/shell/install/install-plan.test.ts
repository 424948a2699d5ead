import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { FILE_MANAGERS } from '../../../../src/shell/install/file-managers.js';
import { installPlan } from '../../../../src/shell/install/install-plan.js';

const scripts = fileURLToPath(new URL('../../../../native/filemanager', import.meta.url));
const plan = installPlan('/home/user/.local/share', { scripts, shim: '/opt/mamori/mamori_shim.so' });

describe('what is installed for file managers', () => {
  it('takes every script and emblem from where it is', () => {
    const files = [...plan.copies, ...plan.emblems].map(({ from }) => from).filter(from => from.startsWith(scripts));
    expect(files.filter(from => !existsSync(from))).toEqual([]);
  });

  it('puts each file at one place, all below the data folder', () => {
    const places = [plan.settingsFile, ...[...plan.copies, ...plan.emblems].map(({ to }) => to)];
    expect(new Set(places).size).toBe(places.length);
    expect(places.filter(place => !place.startsWith('/home/user/.local/share/'))).toEqual([]);
  });

  it('puts what a script needs before the script, once for each file manager', () => {
    const places = plan.copies.map(({ to }) => to);
    const own = places.filter(place => place.includes('/mamori/filemanager/'));
    expect(places.slice(0, own.length)).toEqual(own);
    expect(places.length - own.length).toBe(FILE_MANAGERS.length);
    expect(own).toContain(plan.shim);
  });

  it('has the emblems where themes of icons have them', () => {
    const places = plan.emblems.map(({ to }) => to);
    for (const place of ['hicolor/16x16', 'hicolor/192x192', 'HighContrast/16x16', 'HighContrast/48x48']) expect(places).toContain(`/home/user/.local/share/icons/${place}/emblems/emblem-mamori-protected.png`);
  });

  it('has no colour but black and white for high contrast, and pictures of the size that their folder says', () => {
    for (const { from, to } of plan.emblems) {
      const size = Number(/-(\d+)\.png$/.exec(from)?.[1]);
      const header = readFileSync(from).subarray(16, 26); // PNG: width, height, depth, colour type
      expect([header.readUInt32BE(0), header.readUInt32BE(4), /\/(\d+)x\1\//.exec(to)?.[1]]).toEqual([size, size, String(size)]);
      if (to.includes('HighContrast')) expect([0, 4]).toContain(header[9]); // grey, with or without transparency
    }
  });
});
