import { describe, expect, it } from 'vitest';
import { defaultVaultFolder, endpointAddress, endpointCandidates, stateHome, type UserSurroundings } from '../../../src/wire/meeting-place.js';

const linux = (environment: Record<string, string> = {}): UserSurroundings => ({ platform: 'linux', environment, userHome: '/home/mari', userId: 1000 });
const windows = (environment: Record<string, string> = {}): UserSurroundings => ({ platform: 'win32', environment, userHome: 'C:\\Users\\mari', userId: -1 });

describe('the state folder', () => {
  it.each([
    [linux(), '/home/mari/.local/state/mamori'],
    [linux({ XDG_STATE_HOME: '/s' }), '/s/mamori'],
    [linux({ XDG_STATE_HOME: 'relative/is/ignored' }), '/home/mari/.local/state/mamori'],
    [linux({ MAMORI_HOME: '/m/x/../y/' }), '/m/y'],
    [windows(), 'C:\\Users\\mari\\AppData\\Local\\Mamori'],
    [windows({ LOCALAPPDATA: 'D:\\Local' }), 'D:\\Local\\Mamori'],
    [windows({ MAMORI_HOME: 'E:\\m' }), 'E:\\m'],
  ])('of %j is %s', (surroundings, folder) => {
    expect(stateHome(surroundings)).toBe(folder);
  });

  it('does not hold the vault unless it was named', () => {
    expect(defaultVaultFolder(linux())).toBe('/home/mari/.local/share/mamori/vault');
    expect(defaultVaultFolder(linux({ XDG_DATA_HOME: '/d' }))).toBe('/d/mamori/vault');
    expect(defaultVaultFolder(linux({ MAMORI_HOME: '/m' }))).toBe('/m/vault');
    expect(defaultVaultFolder(windows())).toBe('C:\\Users\\mari\\AppData\\Local\\Mamori\\vault');
  });
});

describe('the address of the endpoint', () => {
  it('fits into a socket path whatever the folders are called', () => {
    for (const runtime of ['/run/user/1000', `/${'x'.repeat(200)}`, `/${'守'.repeat(50)}`, `/${'守'.repeat(21)}`, 'relative', '']) {
      const address = endpointAddress(`/home/${'長'.repeat(500)}`, linux({ XDG_RUNTIME_DIR: runtime }));
      expect(Buffer.byteLength(address)).toBeLessThanOrEqual(107);
      expect(address).toMatch(/^\//);
    }
  });

  it('lies in the user\'s runtime folder, else in a folder named after the user', () => {
    expect(endpointAddress('/s', linux({ XDG_RUNTIME_DIR: '/run/user/1000' }))).toMatch(/^\/run\/user\/1000\/mamori\/[0-9a-f]{16}\.sock$/);
    expect(endpointAddress('/s', linux())).toMatch(/^\/tmp\/mamori-1000\/[0-9a-f]{16}\.sock$/);
  });

  it('differs between state folders', () => {
    expect(endpointAddress('/a', linux())).not.toBe(endpointAddress('/b', linux()));
    expect(endpointAddress('C:\\a', windows())).not.toBe(endpointAddress('C:\\b', windows()));
  });

  it('is the same on Windows however the folder\'s case was typed', () => {
    expect(endpointAddress('C:\\Users\\Mari', windows())).toBe(endpointAddress('c:\\users\\mari', windows()));
    expect(endpointAddress('C:\\a', windows())).toMatch(/^[0-9a-f]{16}$/);
  });

  it('is looked for where a session of the other kind would have put it', () => {
    const session = linux({ XDG_RUNTIME_DIR: '/run/user/1000' });
    const cron = linux();
    expect(endpointCandidates('/s', cron)).toContain(endpointAddress('/s', session));
    expect(endpointCandidates('/s', session)).toContain(endpointAddress('/s', cron));
    expect(endpointCandidates('/s', session)[0]).toBe(endpointAddress('/s', session));
    expect(endpointCandidates('C:\\a', windows())).toEqual([endpointAddress('C:\\a', windows())]);
  });
});
