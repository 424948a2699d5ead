import { existsSync } from 'node:fs';
import { inProject } from './paths.mjs';
import { run } from './run-command.mjs';

const node = (script, ...args) => () => run(process.execPath, [inProject('node_modules', script), ...args]);
const typeCheck = project => ({ name: `types of ${project}`, run: node('typescript/bin/tsc', '--noEmit', '-p', inProject(project)) });

/** What is checked without running the product; each counts as one test. The layering and the rest of the house rules are in tests/meta. */
export const staticChecks = [
  ...['tsconfig.json', 'src/console/tsconfig.json', 'tests/tsconfig.json'].filter(path => existsSync(inProject(path))).map(typeCheck),
  { name: 'lint', run: node('oxlint/bin/oxlint', '--deny-warnings', 'src', 'tests', 'scripts', 'vitest.config.ts') },
];
