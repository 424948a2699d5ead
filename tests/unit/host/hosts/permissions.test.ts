import { describe, expect, it } from 'vitest';
import { enforcement } from '../../../../src/host/main/hosts/enforcement.js';
import { permissionFlags } from '../../../../src/host/main/hosts/permission-flags.js';
import { CAPABILITY_NAMES, type CapabilityName } from '../../../../src/wire/plugins/manifest/index.js';

const NODE_24 = new Set(['--permission', '--allow-fs-read']);
const NODE_25 = new Set([...NODE_24, '--allow-net']);
const flagsFor = (granted: readonly CapabilityName[], known: ReadonlySet<string> = NODE_24) =>
  permissionFlags({ granted, known, code: ['/code'], folders: ['/plugins/a'], storages: ['/storage/a'], files: ['/home/me/letters'] });
const grants = (granted: readonly CapabilityName[], known?: ReadonlySet<string>) => flagsFor(granted, known).filter(flag => flag.startsWith('--allow'));

const OWN = ['--allow-fs-read=/code', '--allow-fs-read=/plugins/a', '--allow-fs-read=/storage/a', '--allow-fs-write=/storage/a'];

describe('the options of a host process', () => {
  it('open a plugin its own places', () => {
    expect(flagsFor([])[0]).toBe('--permission');
    expect(grants([])).toEqual(OWN);
  });

  it.each<[CapabilityName, readonly string[]]>([
    ['files.read', ['--allow-fs-read=/home/me/letters']],
    ['files.write', ['--allow-fs-write=/home/me/letters']],
    ['processes', ['--allow-child-process']],
    ['network', []],
    ['secrets', []],
    ['destinations', []],
  ])('open with %s what it says', (capability, opened) => {
    expect(grants([capability]).toSorted()).toEqual([...OWN, ...opened].toSorted());
  });

  it('open the network where Node can close it', () => {
    expect(grants([], NODE_25)).toEqual(OWN);
    expect(grants(['network'], NODE_25)).toEqual([...OWN, '--allow-net']);
  });

  it('never open addons, workers, WASI or the inspector', () => {
    expect(flagsFor(CAPABILITY_NAMES, NODE_25).filter(flag => /addons|worker|wasi|inspect/.test(flag))).toEqual([]);
  });
});

describe('enforcement', () => {
  const table = (granted: readonly CapabilityName[], known: ReadonlySet<string>) =>
    Object.fromEntries(CAPABILITY_NAMES.map(capability => [capability, enforcement(capability, granted, known)]));
  const all = { 'files.read': 'enforced', 'files.write': 'enforced', processes: 'enforced', network: 'enforced', secrets: 'enforced', destinations: 'enforced' };

  it('covers everything from Node 25 on', () => {
    expect(table([], NODE_25)).toEqual(all);
  });

  it('lacks the network before', () => {
    expect(table([], NODE_24)).toEqual({ ...all, network: 'declared-only' });
  });

  it('holds for hosts of the network on no Node', () => {
    expect(table(['network'], NODE_25)).toEqual({ ...all, network: 'declared-only' });
  });

  it('is lost to programs that a plugin may run, but for what the agent guards', () => {
    expect(table(['processes'], NODE_25)).toEqual({ ...all, 'files.read': 'declared-only', 'files.write': 'declared-only', network: 'declared-only' });
  });

  it('of the disk is lost without permissions', () => {
    expect(table([], new Set())).toEqual({ ...all, 'files.read': 'declared-only', 'files.write': 'declared-only', processes: 'declared-only', network: 'declared-only' });
  });
});
