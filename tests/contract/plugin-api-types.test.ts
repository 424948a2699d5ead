import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { renderPluginTypes } from '../../scripts/lib/render-plugin-types.mjs';
import { projectFiles, projectRoot, readProjectFile } from '../meta/support/project-files.js';

it('docs/mamori.d.ts is what src/host/api says (node scripts/generate-docs.mjs writes it)', () => {
  const paths = projectFiles('src/host/api').filter(path => path.endsWith('.ts'));
  expect(readProjectFile('docs/mamori.d.ts')).toBe(renderPluginTypes(new Map(paths.map(path => [path.slice('src/host/api/'.length), readProjectFile(path)]))));
});

it('an author\'s plugin that uses every part of the API passes the type check, and one that promises protection does not', () => {
  const compiler = join(projectRoot, 'node_modules/typescript/bin/tsc');
  const check = () => execFileSync(process.execPath, [compiler, '-p', join(projectRoot, 'tests/fixtures/plugins/typed/tsconfig.json')], { encoding: 'utf8' });
  expect(check()).toBe('');
});

it('a type that the index leaves out, or that comes from elsewhere, is no API', () => {
  const index = "export type * from './one.js';\n";
  expect(() => renderPluginTypes(new Map([['index.ts', index], ['one.ts', ''], ['two.ts', '']]))).toThrow('two.ts');
  expect(() => renderPluginTypes(new Map([['index.ts', index], ['one.ts', "import type { A } from '../a.js';\n"]]))).toThrow('outside');
});
