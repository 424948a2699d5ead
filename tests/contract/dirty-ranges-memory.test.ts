import { MemoryDirtyRanges } from '../fakes/memory-dirty-ranges.js';
import { describeDirtyRanges } from './dirty-ranges-contract.js';

describeDirtyRanges('memory', async () => {
  const ranges = new MemoryDirtyRanges();
  return { ranges, reopen: async () => ranges };
});
