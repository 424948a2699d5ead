import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { keyringEnvironment } from '../../../../src/platform/credentials/session-bus.js';

describe('keyringEnvironment', () => {
  it('leaves a given address alone', () => {
    const environment = { DBUS_SESSION_BUS_ADDRESS: 'unix:abstract=x' };
    expect(keyringEnvironment(environment, 'linux')).toBe(environment);
  });

  it('names the bus of the runtime folder when the address is missing', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'mamori-bus-'));
    const environment = { XDG_RUNTIME_DIR: folder, HOME: '/home/x' };
    expect(keyringEnvironment(environment, 'linux')).toBeUndefined();
    await writeFile(join(folder, 'bus'), '');
    expect(keyringEnvironment(environment, 'linux')).toEqual({ ...environment, DBUS_SESSION_BUS_ADDRESS: `unix:path=${folder}/bus` });
    await rm(folder, { recursive: true });
  });

  it('finds none where the bus is disabled', () => {
    expect(keyringEnvironment({ DBUS_SESSION_BUS_ADDRESS: 'disabled:' }, 'linux')).toBeUndefined();
  });

  it('asks for no bus on systems whose store needs none', () => {
    expect(keyringEnvironment({}, 'win32')).toEqual({});
  });
});
