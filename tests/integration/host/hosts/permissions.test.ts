import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { enforcement } from '../../../../src/host/main/hosts/enforcement.js';
import type { CapabilityName } from '../../../../src/wire/plugins/manifest/index.js';
import { isGone } from './support/is-gone.js';
import { PluginWorld } from './support/plugin-world.js';

let world: PluginWorld;
let file: string;
let other: string;
beforeEach(() => {
  world = new PluginWorld();
  for (const folder of ['protected', 'agent-home']) mkdirSync(join(world.root, folder));
  file = join(world.root, 'protected', 'letter.txt');
  other = join(world.root, 'agent-home', 'key');
  for (const path of [file, other]) writeFileSync(path, 'content');
});
afterEach(() => world.dispose());

const REFUSED = { refused: 'ERR_ACCESS_DENIED' };

function startWith(...granted: CapabilityName[]): void {
  world.start([world.plugin('trouble', { granted })], { files: [join(world.root, 'protected')] });
}
const tryTo = (what: string, rest: object = {}) => world.run('trouble', { what, ...rest });

describe('without a grant a plugin', () => {
  beforeEach(() => startWith());

  it('has its storage', async () => {
    expect(await tryTo('store')).toBe('kept');
  });

  it.each([
    ['read files', 'read', () => ({ path: file })],
    ['write files', 'write', () => ({ path: file })],
    ['read what the agent keeps', 'read', () => ({ path: other })],
    ['write to its own code', 'write', () => ({ path: join(import.meta.dirname, '../../../fixtures/plugins/trouble/new.js') })],
    ['link to what it may not read', 'link', () => ({ path: file })],
    ['run programs', 'run', () => ({ command: ['true'] })],
    ['start workers', 'worker', () => ({})],
    ['open the inspector', 'inspect', () => ({})],
  ])('cannot %s', async (_, what, rest) => {
    expect(await tryTo(what, rest())).toEqual(REFUSED);
    expect(readFileSync(file, 'utf8')).toBe('content');
  });

  it('cannot load addons', async () => {
    expect(await tryTo('addon', { path: process.execPath })).toEqual({ refused: 'ERR_DLOPEN_DISABLED' });
  });

  it('does not see the agent\'s environment', async () => {
    vi.stubEnv('MAMORI_PASSPHRASE', 'correct horse');
    vi.stubEnv('NODE_OPTIONS', '--no-warnings');
    const names = await tryTo('environment') as readonly string[];
    vi.unstubAllEnvs();
    expect(names).toContain('PATH');
    expect(names.filter(name => /MAMORI|NODE_OPTIONS|KEY|SECRET|TOKEN/.test(name))).toEqual([]);
  });
});

describe('a plugin that was granted', () => {
  it('files.read reads the protected folders, and nothing else', async () => {
    startWith('files.read');
    expect(await tryTo('read', { path: file })).toBe('content');
    expect(await tryTo('write', { path: file })).toEqual(REFUSED);
    expect(await tryTo('read', { path: other })).toEqual(REFUSED);
  });

  it('files.write writes the protected folders, and nothing else', async () => {
    startWith('files.write');
    expect(await tryTo('write', { path: file })).toBeUndefined();
    expect(readFileSync(file, 'utf8')).toBe('written by a plugin');
    expect(await tryTo('write', { path: other })).toEqual(REFUSED);
    expect(await tryTo('read', { path: file })).toEqual(REFUSED);
  });

  it('processes runs programs, which end with its host', async () => {
    startWith('processes');
    expect(await tryTo('run', { command: ['echo', 'hello'] })).toBe('hello\n');
    expect(await tryTo('read', { path: file })).toEqual(REFUSED);
    const left = await tryTo('leaveBehind') as number;
    expect(isGone(left)).toBe(false);
    await world.hosts.disable('acme.trouble');
    await vi.waitFor(() => { expect(isGone(left)).toBe(true); }, { interval: 5 });
  });

  it.each<CapabilityName>(['network', 'secrets', 'destinations'])('%s gains nothing on the disk', async capability => {
    startWith(capability);
    expect(await tryTo('read', { path: file })).toEqual(REFUSED);
    expect(await tryTo('run', { command: ['true'] })).toEqual(REFUSED);
    expect(existsSync(join(world.root, 'trouble'))).toBe(true);
  });
});

describe('what the installer says of a capability', () => {
  const known = process.allowedNodeEnvironmentFlags;
  it('is what this Node does', () => {
    expect(enforcement('files.read', [], known)).toBe('enforced');
    expect(enforcement('processes', [], known)).toBe('enforced');
    expect(enforcement('network', [], known)).toBe(known.has('--allow-net') ? 'enforced' : 'declared-only');
  });
});
