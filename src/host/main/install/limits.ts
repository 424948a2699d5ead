/**
 * Bounds of an installed plugin. The largest extensions of editors that bundle their dependencies have a few thousand files and some tens of MB;
 * what is beyond these bounds is a mistake or an attack on the disk.
 */
export const INSTALL_LIMITS = {
  packedBytes: 100 * 1024 * 1024,
  unpackedBytes: 200 * 1024 * 1024,
  files: 10_000, //        folders count, too
  depth: 32,
  pathChars: 180, //       below the plugin's folder; Windows programs that know no long paths have 260 in all
  proposals: 8, //         unpacked and waiting for an answer at once; the oldest gives way
  grantsKept: 50, //       per plugin, newest
  npmMs: 5 * 60_000,
} as const;
