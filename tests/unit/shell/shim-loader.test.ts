import { describe, expect, it } from 'vitest';
import { silentLogger } from '../../../src/base/logger.js';
import { loadShimLibrary } from '../../../src/shell/adapters/shim-loader.js';

describe('loading the shim', () => {
  it('tries every driver, tells of each, and says that it is not built when none loads it', async () => {
    const warnings: unknown[] = [];
    const logger = { ...silentLogger, warn: (_message: string, fields?: object) => { warnings.push((fields as { driver: string }).driver); } };
    await expect(loadShimLibrary('/no/such/library.so', logger)).rejects.toMatchObject({ code: 'shim.not-built' });
    expect(warnings).toEqual(['koffi', 'ffi-rs']);
  });
});
