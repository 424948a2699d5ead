import { posix } from 'node:path';
import { parseSync } from 'oxc-parser';

/** What the layering rules need to know of one file. Paths are relative to the project's root, with forward slashes. */
export interface SourceModule {
  readonly path: string;
  readonly imports: readonly ModuleImport[];
  /** String literals anywhere in the code: a native file can be loaded without an import. */
  readonly strings: readonly Found[];
  /** `Date.now`, `setTimeout`, `new Date()`, as written. */
  readonly ambientReads: readonly Found[];
}

export interface ModuleImport {
  readonly specifier: string;
  readonly line: number;
  /** The imported file for a relative specifier, with the .ts it is written in; undefined for packages and builtins. */
  readonly file: string | undefined;
}

export interface Found {
  readonly text: string;
  readonly line: number;
}

interface Node {
  readonly type: string;
  readonly start: number;
  readonly [member: string]: unknown;
}

/** Parses one file. Type-only imports count: a room that names another's types depends on it. */
export function readSourceModule(path: string, text: string): SourceModule {
  const { program, errors } = parseSync(path, text);
  if (errors.length > 0) throw new Error(`${path}: ${errors[0]?.message}`);
  const lineAt = (offset: number) => text.slice(0, offset).split('\n').length;
  const imports: ModuleImport[] = [];
  const strings: Found[] = [];
  const ambientReads: Found[] = [];
  visit(program as unknown as Node, node => {
    const specifier = specifierOf(node);
    const line = lineAt(node.start);
    if (specifier !== undefined) imports.push({ specifier, line, file: fileOf(path, specifier) });
    if (node.type === 'Literal' && typeof node['value'] === 'string') strings.push({ text: node['value'], line });
    const read = ambientReadOf(node);
    if (read !== undefined) ambientReads.push({ text: read, line });
  });
  return { path, imports, strings, ambientReads };
}

function visit(node: Node, meet: (node: Node) => void): void {
  meet(node);
  for (const member of Object.values(node)) {
    for (const child of Array.isArray(member) ? member : [member]) {
      if (isNode(child)) visit(child, meet);
    }
  }
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && typeof (value as Node).type === 'string';
}

function specifierOf(node: Node): string | undefined {
  const kinds = ['ImportDeclaration', 'ExportNamedDeclaration', 'ExportAllDeclaration', 'ImportExpression', 'TSImportType'];
  if (!kinds.includes(node.type)) return undefined;
  const source = node['source'] ?? node['argument'];
  return isNode(source) && typeof source['value'] === 'string' ? source['value'] : undefined;
}

function fileOf(importer: string, specifier: string): string | undefined {
  if (!specifier.startsWith('.')) return undefined;
  return posix.join(posix.dirname(importer), specifier).replace(/\.js$/, '.ts');
}

const GLOBAL_CALLS = new Set(['setTimeout', 'setInterval', 'setImmediate']);
const GLOBAL_OBJECTS = new Set(['Date', 'performance', 'process', 'Math']);

function ambientReadOf(node: Node): string | undefined {
  if (node.type === 'MemberExpression') {
    const [object, property] = [nameOf(node['object']), nameOf(node['property'])];
    return object !== undefined && GLOBAL_OBJECTS.has(object) && property !== undefined ? `${object}.${property}` : undefined;
  }
  const callee = nameOf(node['callee']);
  if (node.type === 'CallExpression' && callee !== undefined && GLOBAL_CALLS.has(callee)) return callee;
  if (node.type === 'NewExpression' && callee === 'Date' && (node['arguments'] as unknown[]).length === 0) return 'new Date()';
  return undefined;
}

function nameOf(value: unknown): string | undefined {
  return isNode(value) && value.type === 'Identifier' ? String(value['name']) : undefined;
}
