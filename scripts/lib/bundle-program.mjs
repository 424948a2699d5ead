import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, relative } from 'node:path';
import { bundleParts } from './bundle-parts.mjs';
import { filesBelow } from './fingerprint.mjs';
import { inProject } from './paths.mjs';

const source = inProject('src');
const entry = 'cli/main';
const folder = 'bundle';
const builds = `${folder}/builds.json`;
const KEPT_BUILDS = 20;

/** Packages of which little is used, in one large file. All others are loaded as they are. */
const INLINED = new Set(['valibot']);

/**
 * Writes the program that commands run as few files: `cli/main.js`, in the place of the compiled one, and what it loads in `bundle/`.
 *
 * Node takes some 0.4 ms for each module that it loads, which was more than half of what most commands took (docs/decisions/0017-bundle.md). Programs of their own, such as
 * hosts of plugins, are started from the compiled files, which all stay.
 *
 * The parts' names are of their contents, and `cli/main.js` comes last: a start beside the build runs the old program or the new one. Parts of the newest 20 builds
 * stay, because an agent that runs meanwhile loads some of its own only when it needs them.
 *
 * @param {string} target the folder of the compiled files
 */
export async function bundleProgram(target) {
  const { rolldown } = await import('rolldown');
  const bundle = await rolldown({
    input: { [entry]: `${source}/${entry}.ts` },
    platform: 'node',
    tsconfig: inProject('tsconfig.json'),
    external: name => !INLINED.has(name) && !/^([./]|[A-Za-z]:)/.test(name),
    resolve: { extensionAlias: { '.js': ['.ts'] } },
    plugins: [placesOfModules],
    logLevel: 'silent',
  });
  const { output } = await bundle.generate({
    format: 'esm', sourcemap: true, entryFileNames: '[name].js', chunkFileNames: `${folder}/[name]-[hash].js`, codeSplitting: { groups: bundleParts(source) },
  });
  await bundle.close();
  const isEntry = ({ fileName }) => !fileName.startsWith(`${folder}/`);
  for (const file of output.filter(file => !isEntry(file) && !existsSync(`${target}/${file.fileName}`))) replace(`${target}/${file.fileName}`, file.code ?? file.source);
  for (const file of output.filter(isEntry)) replace(`${target}/${file.fileName}`, file.code ?? file.source);
  forgetOldBuilds(target, output.map(({ fileName }) => fileName));
}

/** Whether a file belongs to a bundle, of this build or an earlier one. */
export const isOfBundle = (path, target) => path.startsWith(`${target}/${folder}/`);

/** A module that looks for something beside itself goes on from its own place among the compiled files, wherever the bundle puts its code. */
const placesOfModules = {
  name: 'places-of-modules',
  transform: {
    filter: { code: 'import.meta.' },
    handler(code, id) {
      const compiled = `../${relative(source, id).replaceAll('\\', '/').replace(/\.ts$/, '.js')}`;
      return {
        code: code.replaceAll('import.meta.url', `new URL(${JSON.stringify(compiled)}, import.meta.url).href`)
          .replaceAll('import.meta.dirname', `(import.meta.dirname + ${JSON.stringify(`/${dirname(compiled)}`)})`),
      };
    },
  },
};

function replace(path, content) {
  mkdirSync(dirname(path), { recursive: true });
  const draft = `${path}.${process.pid}.draft`;
  writeFileSync(draft, content);
  renameSync(draft, path);
}

function forgetOldBuilds(target, files) {
  const kept = [files, ...earlierBuilds(target)].slice(0, KEPT_BUILDS);
  replace(`${target}/${builds}`, JSON.stringify(kept));
  const wanted = new Set([builds, ...kept.flat()].map(name => `${target}/${name}`));
  for (const path of filesBelow(`${target}/${folder}`)) if (!wanted.has(path)) rmSync(path);
}

/** An unreadable list only means that a running agent may have to be started again. */
function earlierBuilds(target) {
  try {
    return JSON.parse(readFileSync(`${target}/${builds}`, 'utf8'));
  } catch {
    return [];
  }
}
