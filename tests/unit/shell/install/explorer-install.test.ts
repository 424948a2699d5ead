import { describe, expect, it } from 'vitest';
import { explorerModule, uninstallExplorer } from '../../../../src/shell/adapters/explorer-install.js';

const MODULE = 'C:\\Program Files\\Mamori\\explorer-2\\mamori_explorer.dll';

describe("Explorer's extension", () => {
  it('lies in a folder of its version, which only administrators write', () => {
    expect(explorerModule({ built: 'C:\\build\\mamori_explorer.dll', programFiles: 'C:\\Program Files', abi: 2 })).toBe(MODULE);
  });

  it.each([[5, 'shell.needs-administrator'], [3, 'shell.install-failed']])('says by a code what regsvr32 meant by %i', async (ended, code) => {
    await expect(uninstallExplorer(MODULE, async () => ended)).rejects.toMatchObject({ code });
  });

  it('is taken out before it is taken away', async () => {
    const asked: (readonly string[])[] = [];
    await uninstallExplorer(MODULE, async words => {
      asked.push(words);
      return 0;
    });
    expect(asked).toEqual([['/s', '/u', MODULE]]);
  });
});
