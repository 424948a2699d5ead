import { describe, expect, it } from 'vitest';
import { projectFiles, readProjectFile } from '../support/project-files.js';
import { findViolations, type Violation } from './rules.js';
import { readSourceModule } from './source-module.js';

function violationsIn(sources: Readonly<Record<string, string>>): Violation[] {
  return findViolations(Object.entries(sources).map(([path, text]) => readSourceModule(path, text)));
}

describe('the layering of src/', () => {
  it('holds', () => {
    const paths = projectFiles('src').filter(path => path.endsWith('.ts'));
    const violations = violationsIn(Object.fromEntries(paths.map(path => [path, readProjectFile(path)])));
    expect(violations.map(({ place, rule, message }) => `${place} [${rule}] ${message}`)).toEqual([]);
  });
});

describe('the layering check', () => {
  it.each<[Violation['rule'], Record<string, string>]>([
    ['unknown-room', { 'src/misc/a.ts': '' }],
    ['unknown-room', { 'src/a.ts': '' }],
    ['layer', { 'src/base/a.ts': "import { b } from '../core/b.js';" }],
    ['layer', { 'src/core/a.ts': "import type { B } from '../platform/b.js';" }],
    ['layer', { 'src/core/a.ts': "export * from '../texts/b.js';" }],
    ['layer', { 'src/platform/a.ts': "const b = await import('../shell/b.js');" }],
    ['layer', { 'src/platform/a.ts': "let b: import('../cli/b.js').B;" }],
    ['layer', { 'src/plugins/toast/a.ts': "import { b } from '../../host/main/b.js';" }],
    ['layer', { 'src/cli/a.ts': "import { b } from '../../scripts/b.js';" }],
    ['no-io', { 'src/core/a.ts': "import { readFileSync } from 'node:fs';" }],
    ['no-io', { 'src/wire/a.ts': "import { readFile } from 'fs/promises';" }],
    ['no-io', { 'src/core/vault/a.ts': "const os = await import('node:os');" }],
    ['no-io', { 'src/core/a.ts': "import Database from 'better-sqlite3';" }],
    ['no-io', { 'src/shell/menu/a.ts': "import koffi from 'koffi';" }],
    ['no-io', { 'src/host/main/a.ts': "import { fork } from 'node:child_process';" }],
    ['one-native-door', { 'src/platform/a.ts': "require('../../build/Release/mamori_engine.node');" }],
    ['no-ambient-reads', { 'src/core/a.ts': 'const now = Date.now();' }],
    ['no-ambient-reads', { 'src/platform/a.ts': 'setTimeout(() => {}, 5);' }],
    ['no-ambient-reads', { 'src/cli/a.ts': 'const id = Math.random();' }],
    ['no-ambient-reads', { 'src/agent/a.ts': 'const now = new Date();' }],
    ['no-cycles', { 'src/core/a.ts': "import './b.js';", 'src/core/b.ts': "import type { A } from './a.js';" }],
    ['no-cycles', { 'src/core/a.ts': "import './a.js';" }],
  ])('finds a breach of %s in %j', (rule, sources) => {
    expect(violationsIn(sources).map(violation => violation.rule)).toEqual([rule]);
  });

  it.each<Record<string, string>>([
    { 'src/base/clock.ts': 'export const now = () => Date.now();' },
    { 'src/core/a.ts': "import { createHash } from 'node:crypto'; import { map } from 'rxjs/operators'; import type { T } from '../terms/t.js';" },
    { 'src/shell/adapters/a.ts': "import koffi from 'koffi'; import { connect } from 'node:net';" },
    { 'src/platform/native-binding.ts': "createRequire(import.meta.url)('../../build/Release/mamori_engine.node');" },
    { 'src/core/a.ts': '// Date.now() and "x.node" in a comment\nconst at = new Date(0); const day = Date.UTC(2026, 0, 1);' },
    { 'src/core/a.ts': "import './c.js'; import './b.js';", 'src/core/b.ts': "import './c.js';", 'src/core/c.ts': '' },
    { 'src/plugins/toast/a.ts': "import type { Context } from '../../host/api/context.js';" },
  ])('accepts %j', sources => {
    expect(violationsIn(sources)).toEqual([]);
  });
});
