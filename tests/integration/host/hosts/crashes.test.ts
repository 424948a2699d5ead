import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PluginWorld } from './support/plugin-world.js';

let world: PluginWorld;
beforeEach(() => { world = new PluginWorld(); });
afterEach(() => world.dispose());

describe('a plugin in a host process', () => {
  it('runs from its first call on, and nothing runs before', async () => {
    world.start([world.plugin('steady')]);
    expect(world.hosts.hosts).toBe(0);
    expect(await world.run('steady', { a: 1 })).toMatchObject({ echo: { a: 1 }, lives: 1 });
    expect(world.hosts.hosts).toBe(1);
    expect(world.registered).toEqual(['acme.steady steady.run']);
    await world.hosts.disable('acme.steady');
    expect(world.hosts.hosts).toBe(0);
    await expect(world.run('steady')).rejects.toMatchObject({ code: 'plugin.disabled' });
    world.hosts.enable('acme.steady');
    expect(await world.run('steady')).toMatchObject({ lives: 1 });
    expect(world.phases).toEqual(['activating', 'active', 'deactivating', 'disabled', 'inactive', 'activating', 'active'].map(phase => `acme.steady ${phase}`));
  });
});
