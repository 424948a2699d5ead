import { describe, expect, it } from 'vitest';
import { explorerModule, refuseOpenPlace } from '../../../../src/shell/adapters/explorer-install.js';
import type { OpenPlace, WindowsMachine } from '../../../../src/shell/ports/windows-machine.js';

const MODULE = 'C:\\Program Files\\Mamori\\explorer-2\\mamori_explorer.dll';

/** Only what is asked here; the whole runs under Wine (tests/windows/node/for-all-users.mjs). */
const answering = (open: OpenPlace | undefined) => ({ openPlace: () => open }) as unknown as WindowsMachine;

describe("Explorer's extension", () => {
  it('lies in a folder of its version, which only administrators write', () => {
    expect(explorerModule('C:\\Program Files', 2)).toBe(MODULE);
  });

  it('goes to no place that somebody else could change, and says whose and which', () => {
    expect(() => refuseOpenPlace(answering(undefined), MODULE)).not.toThrow();
    expect(() => refuseOpenPlace(answering({ path: 'C:\\Program Files\\Mamori', sid: 'S-1-5-11' }), MODULE))
      .toThrow(expect.objectContaining({ code: 'shell.place-open', data: { path: 'C:\\Program Files\\Mamori', sid: 'S-1-5-11' } }));
    expect(() => refuseOpenPlace(answering({ path: 'C:\\Program Files\\Mamori', sid: undefined }), MODULE)).toThrow('is a link');
  });
});
