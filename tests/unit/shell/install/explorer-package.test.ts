import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { registerPackage, removePackage } from '../../../../src/shell/adapters/explorer-package.js';

const MODULE = 'C:\\Program Files\\Mamori\\explorer-2\\mamori_explorer.dll';
const THERE = fileURLToPath(import.meta.url);

/** Notes what is run; `fails` is the program that does not succeed. */
function programs(fails?: string) {
  const asked: string[] = [];
  return { asked, run: async (program: string, words: readonly string[]) => (asked.push([program, ...words].join(' ')), program !== fails) };
}

describe('the package for the menu of Windows 11', () => {
  it('is registered with the folder of the DLL, and then the classic menu keeps back', async () => {
    const { asked, run } = programs();
    expect(await registerPackage(THERE, MODULE, run)).toBe(true);
    expect(asked).toEqual([
      `powershell -NoProfile -NonInteractive -Command $ErrorActionPreference = 'Stop'; Add-AppxPackage -Path '${THERE}' -ExternalLocation 'C:\\Program Files\\Mamori\\explorer-2'`,
      'reg add HKCU\\SOFTWARE\\Mamori\\Explorer /v PackagedMenu /t REG_DWORD /d 1 /f',
    ]);
  });

  it('leaves the classic menu alone where there is none, or Windows does not take it', async () => {
    const none = programs(), refused = programs('powershell');
    expect(await registerPackage(`${THERE}.none`, MODULE, none.run)).toBe(false);
    expect(none.asked).toEqual([]);
    expect(await registerPackage(THERE, MODULE, refused.run)).toBe(false);
    expect(refused.asked).toHaveLength(1);
  });

  it('goes after the classic menu is back', async () => {
    const { asked, run } = programs();
    await removePackage(run);
    expect(asked.map(line => line.split(' ')[0])).toEqual(['reg', 'powershell']);
  });
});
