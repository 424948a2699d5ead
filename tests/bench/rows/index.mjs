import { agedVaultRow } from './aged-vault-row.mjs';
import { bigFileRow } from './big-file-row.mjs';
import { chunkIndexRow } from './chunk-index-row.mjs';
import { commandRow } from './command-row.mjs';
import { continuousYearRow } from './continuous-year-row.mjs';
import { diskRow } from './disk-row.mjs';
import { launcherRow } from './launcher-row.mjs';
import { markFlipRow } from './mark-flip-row.mjs';
import { pluginRows } from './plugin-rows.mjs';
import { statusLookUpRow } from './status-look-up-row.mjs';
import { treeRows } from './tree-rows.mjs';
import { watchRow } from './watch-row.mjs';
import { generatedTree, realTree } from '../data/build-tree.mjs';
import { manyFiles, tinyFiles } from '../scale.mjs';

const atMost = (against, measure, share) => ({ measure, against, atMost: share });
const restic = (measure, share) => atMost('restic', measure, share);
const counted = ({ files, bytes }) => `${files.toLocaleString('en')} files, ${(bytes / 1e6).toFixed(0)} MB`;

/**
 * Everything that can be measured, in the order it runs; a group's rows share their data. Row names are stable: scripts rely on them.
 *
 * @type {readonly { rows: readonly string[], run: (bench: object, wanted: Set<string>) => Promise<readonly import('../row-result.mjs').RowResult[]> }[]}
 */
export const ROW_GROUPS = [
  treeRows({
    label: '100k', what: tree => `${counted(tree)} of text`, build: generatedTree(manyFiles), stride: 1,
    names: { first: 'first-100k', unchanged: 'unchanged-100k', hidden: 'hidden-100k', restore: 'restore-100k' },
    targets: {
      first: [restic('seconds', 0.4), restic('storedBytes', 0.75)],
      unchanged: [restic('seconds', 1 / 8)],
      hidden: [restic('seconds', 1 / 8)],
      restore: [restic('seconds', 1 / 2.5)],
    },
  }),
  bigFileRow,
  treeRows({
    label: '1m', what: tree => `${counted(tree)} of 100–2,000 bytes each`, build: generatedTree(tinyFiles), stride: 50,
    names: { first: 'first-1m-tiny', unchanged: 'unchanged-1m', rebuild: 'rebuild-catalog', restore: 'restore-1m' },
    targets: {
      first: [restic('seconds', 0.4), { measure: 'peakBytes', atMost: 300e6 }, restic('storedBytes', 0.75)],
      unchanged: [restic('seconds', 1 / 10), { measure: 'peakBytes', atMost: 200e6 }],
      rebuild: [{ measure: 'versionsPerSecond', atLeast: 200_000 }],
      restore: [restic('seconds', 0.3), { measure: 'peakBytes', atMost: 300e6 }],
    },
  }),
  diskRow,
  watchRow,
  treeRows({
    label: 'real', what: tree => `a copy of ${tree.origin}, ${counted(tree)}`, build: realTree, stride: 1,
    names: { first: 'real-tree', unchanged: 'unchanged-real-tree', restore: 'restore-real-tree' },
    targets: { first: [restic('seconds', 0.4), restic('storedBytes', 0.75)], unchanged: [restic('seconds', 1 / 8)], restore: [restic('seconds', 1 / 2.5)] },
  }),
  agedVaultRow,
  continuousYearRow,
  chunkIndexRow,
  statusLookUpRow,
  markFlipRow,
  pluginRows,
  commandRow,
  launcherRow,
];
