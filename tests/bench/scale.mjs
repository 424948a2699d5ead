/** How much data each row builds: the design's figures, or what is done within minutes. */
export const FULL = {
  name: 'full',
  manyFiles: 100_000, tinyFiles: 1_000_000, bigFileBytes: 1 << 30, diskBytes: 2 ** 31,
  saves: 60, agedFiles: 5_000, editRuns: 200, indexMillions: 20, yearDays: 250, statusFiles: 1_000_000, marks: 300,
};
export const QUICK = {
  name: 'quick',
  manyFiles: 10_000, tinyFiles: 20_000, bigFileBytes: 64 << 20, diskBytes: 64 << 20,
  saves: 3, agedFiles: 500, editRuns: 5, indexMillions: 1, yearDays: 30, statusFiles: 100_000, marks: 30,
};

export const manyFiles = ({ manyFiles }) => ({ seed: 11, files: manyFiles, perFolder: 100, sizes: { kind: 'lognormal', mean: 11_400 } });
export const tinyFiles = ({ tinyFiles }) => ({ seed: 12, files: tinyFiles, perFolder: 500, sizes: { kind: 'uniform', low: 100, high: 2_000 } });
export const agedFiles = ({ agedFiles }) => ({ seed: 13, files: agedFiles, perFolder: 100, sizes: { kind: 'lognormal', mean: 11_400 } });
/** Fixed: on both sides of the number of files from which the agent watches otherwise (src/core/watch/choose-source.ts). */
export const markedFiles = driver => ({ seed: 15, files: driver === 'chokidar' ? 20_000 : 60_000, perFolder: 100, sizes: { kind: 'uniform', low: 100, high: 2_000 } });
