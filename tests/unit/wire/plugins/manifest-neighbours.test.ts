import { describe, expect, it } from 'vitest';
import { checkEngine, checkManifest, ContributionOwners, manifestInvalid, wordsIn, type Manifest } from '../../../../src/wire/plugins/manifest/index.js';
import { sampleManifest } from './support/sample-manifest.js';

function manifestWith(changes: object): Manifest {
  const check = checkManifest(JSON.stringify({ ...sampleManifest(), capabilities: {}, contributes: {}, ...changes }), 'package.json');
  if (!check.ok) throw new Error(JSON.stringify(check.problems));
  return check.manifest;
}
const commands = (...ids: readonly string[]) => ({ contributes: { commands: ids.map(command => ({ command, title: 'Title' })) } });

describe('engines.mamori', () => {
  it.each<[string, string, boolean]>([
    ['^0.1.0', '0.1.5', true],
    ['^0.1.0', '0.2.0', false],
    ['>=0.1 <2', '1.9.9', true],
    ['*', '3.0.0', true],
    ['^1.0.0', '1.1.0-beta.2', true],
    ['^1.0.0', '1.0.0-beta.2', false],
  ])('%s with %s fits: %s', (mamori, version, fits) => {
    const error = checkEngine(manifestWith({ engines: { mamori } }), version);
    expect(error?.code).toBe(fits ? undefined : 'plugin.engine-mismatch');
    if (!fits) expect(error?.data).toEqual({ plugin: 'acme.deskhook', wanted: mamori, version });
  });
});

describe('an id of a contribution', () => {
  const first = manifestWith({ name: 'one', ...commands('acme.report', 'one.a') });
  const second = manifestWith({ name: 'two', ...commands('two.b', 'acme.report') });

  it('stays with the plugin that came first, and the other gets none of its own', () => {
    const owners = new ContributionOwners();
    expect(owners.claim(first)).toBeUndefined();
    expect(owners.claim(second)).toMatchObject({ code: 'plugin.duplicate-contribution', data: { plugin: 'acme.two', kind: 'command', id: 'acme.report', heldBy: 'acme.one' } });
    expect(owners.ownerOf('command', 'acme.report')).toBe('acme.one');
    expect(owners.ownerOf('command', 'two.b')).toBeUndefined();
  });

  it('is free again when its plugin goes', () => {
    const owners = new ContributionOwners();
    owners.claim(first);
    owners.release('acme.one');
    expect(owners.claim(second)).toBeUndefined();
  });

  it('is unique per kind of contribution, and a plugin may claim again', () => {
    const owners = new ContributionOwners();
    const other = manifestWith({ name: 'one', contributes: { notices: [{ id: 'acme.report', title: 'Title', severity: 'information' }] } });
    expect([owners.claim(second), owners.claim(other), owners.claim(other)]).toEqual([undefined, undefined, undefined]);
  });
});

describe('manifest problems', () => {
  it('become one error that names the first', () => {
    const check = checkManifest('{\n"name": 5 }', 'x/package.json');
    expect(!check.ok && manifestInvalid(check.problems)).toMatchObject({
      code: 'plugin.manifest-invalid', data: { file: 'x/package.json', pointer: '/publisher', line: 1, reason: 'missing', problems: 4 },
    });
  });
});

describe('local text', () => {
  it('is one for all or one per language', () => {
    expect([wordsIn('Chat', 'ja'), wordsIn({ ja: '会話', en: 'Chat' }, 'ja')]).toEqual(['Chat', '会話']);
  });
});
