/**
 * docs/mamori.d.ts: the API as plugin authors import it, in one file: the types of src/host/api with their docstrings, as the module `mamori`.
 *
 * The room has types only and imports nothing from outside itself, so that its files can stand one after the other; what is neither is a mistake and fails.
 *
 * @param {ReadonlyMap<string, string>} files text by name (`commands.ts`), `index.ts` among them
 * @returns {string}
 */
export function renderPluginTypes(files) {
  const names = [...(files.get('index.ts') ?? '').matchAll(/^export type \* from '\.\/(.+)\.js';$/gm)].map(match => `${match[1]}.ts`);
  const others = [...files.keys()].filter(name => name !== 'index.ts' && !names.includes(name));
  if (others.length > 0) throw new Error(`src/host/api/index.ts leaves out ${others.join(', ')}`);
  const parts = names.map(name => typesOf(name, files.get(name) ?? ''));
  return `${HEAD}\ndeclare module 'mamori' {\n${parts.map(indented).join('\n\n')}\n}\n`;
}

const HEAD = `/*
 * The API of Mamori plugins. Written by \`node scripts/generate-docs.mjs\` from src/host/api; a test compares them.
 *
 * Put this file beside your plugin and name it in "files" or "include" of its tsconfig.json; then \`import type { PluginModule } from 'mamori'\`. docs/plugins.md is the tutorial.
 */
`;

/** @param {string} name @param {string} text */
function typesOf(name, text) {
  const types = text.replace(/^import type \{[^}]*\} from '\.\/[^']+';\n/gm, '').trim();
  if (/^import /m.test(types)) throw new Error(`src/host/api/${name} imports something from outside the room`);
  return types.replace(/^declare global/gm, 'global');
}

/** @param {string} text */
function indented(text) {
  return text.split('\n').map(line => (line === '' ? line : `  ${line}`)).join('\n');
}
