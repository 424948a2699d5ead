import { describe, expect, it } from 'vitest';
import { INSTALL_LIMITS } from '../../../../src/host/main/install/limits.js';
import { PluginRegistry } from '../../../../src/host/main/install/plugin-registry.js';
import { recheck } from '../../../../src/host/main/install/recheck.js';
import { MemorySettings } from '../../../fakes/memory-settings.js';
import { manifestText, registered } from './support.js';

describe('the registry', () => {
  it('lists plugins in the order in which they came, whatever their names', () => {
    const registry = new PluginRegistry(new MemorySettings());
    registry.put(registered({ name: 'alpha' }, { installedMs: 2 }));
    registry.put(registered({ name: 'zeta' }, { installedMs: 1 }));
    registry.put(registered({ name: 'beta' }, { installedMs: 2 }));
    expect(registry.all().map(({ manifest }) => manifest.name)).toEqual(['zeta', 'alpha', 'beta']);
    registry.delete('acme.zeta');
    expect(registry.get('acme.zeta')).toBeUndefined();
    expect(registry.all()).toHaveLength(2);
  });

  it('keeps apart from what plugins keep', () => {
    const settings = new MemorySettings();
    settings.set('plugin/acme.hello/state/x', 1);
    const registry = new PluginRegistry(settings);
    registry.put(registered());
    expect(registry.all()).toHaveLength(1);
    expect([...settings.list('plugin/').keys()]).toEqual(['plugin/acme.hello/state/x']);
  });

  it('remembers who switched a plugin off, also one that comes with the product', () => {
    const registry = new PluginRegistry(new MemorySettings());
    registry.put(registered());
    registry.setDisabled('acme.hello', 'crashes');
    expect(registry.get('acme.hello')).toMatchObject({ enabled: false, disabledBy: 'crashes' });
    registry.setDisabled('acme.hello', undefined);
    expect(registry.get('acme.hello')).toMatchObject({ enabled: true, disabledBy: undefined });
    registry.setDisabled('mamori.menu', 'person');
    expect(registry.builtInDisabledBy('mamori.menu')).toBe('person');
    registry.setDisabled('mamori.menu', undefined);
    expect(registry.builtInDisabledBy('mamori.menu')).toBeUndefined();
    expect(registry.all()).toHaveLength(1);
  });

  it('keeps the newest consents', () => {
    const registry = new PluginRegistry(new MemorySettings());
    const grants = Array.from({ length: INSTALL_LIMITS.grantsKept + 5 }, (_, atMs) => ({ atMs, version: '1.0.0', integrity: 'sha512-a', granted: [] }));
    registry.put(registered({}, { grants }));
    expect(registry.get('acme.hello')?.grants.map(({ atMs }) => atMs)).toEqual(grants.slice(5).map(({ atMs }) => atMs));
  });
});

describe('another version of the product', () => {
  it('takes over what it understands', () => {
    const plugin = registered({}, { unusable: 'plugin.engine-mismatch' });
    expect(recheck(plugin, manifestText({ description: 'new words' }), '0.2.0')).toMatchObject({ checkedBy: '0.2.0', unusable: undefined, manifest: { description: 'new words' } });
  });

  it.each([
    [manifestText({ engines: { mamori: '^0.1.0' } }), 'plugin.engine-mismatch'],
    [manifestText({ contributes: { fromTheFuture: [] } }), 'plugin.manifest-invalid'],
    [manifestText({ name: 'other', contributes: {} }), 'plugin.manifest-invalid'],
    ['{', 'plugin.manifest-invalid'],
    [undefined, 'plugin.damaged'],
  ])('leaves out what it does not (%#)', (text, unusable) => {
    expect(recheck(registered(), text, '1.0.0')).toMatchObject({ unusable, checkedBy: '1.0.0', manifest: { version: '1.0.0' } });
  });
});
