import { execFileSync } from 'node:child_process';
import { lstatSync, readdirSync } from 'node:fs';
import { inProject } from '../../../scripts/lib/paths.mjs';
import { pathOf, writeTree } from './write-tree.mjs';

/** Builds the tree that `specOf` describes at the bench's scale. */
export const generatedTree = specOf => async (bench, root) => {
  const spec = specOf(bench.scale);
  return { ...await writeTree(root, spec), samplePath: pathOf(spec, Math.floor(spec.files / 2)) };
};

/** Copies a tree that nobody generated: the folder given by --real-tree, else the project's own node_modules. */
export async function realTree(bench, root) {
  const origin = bench.realTree ?? inProject('node_modules');
  execFileSync('cp', ['-a', origin, root]);
  const files = readdirSync(root, { withFileTypes: true, recursive: true }).filter(entry => entry.isFile()).map(entry => `${entry.parentPath}/${entry.name}`);
  const bytes = files.reduce((sum, path) => sum + lstatSync(path).size, 0);
  return { files: files.length, bytes, samplePath: files[0].slice(root.length + 1), origin: bench.realTree ?? 'the project\'s node_modules' };
}
