import { expect, it } from 'vitest';
import { silentLogger } from '../../src/base/logger.js';
import { builtShimPath } from '../../src/platform/native-binding.js';
import { loadShimLibrary } from '../../src/shell/adapters/shim-loader.js';
import { describeShimLibrary } from './shim-library-contract.js';

const load = () => loadShimLibrary(builtShimPath, silentLogger, ['koffi']);

describeShimLibrary('koffi', async () => (await load()).library);

it('says which driver it is', async () => {
  expect((await load()).driver).toBe('koffi');
});
