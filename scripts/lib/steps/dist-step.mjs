import { filesBelow, fingerprintOfContents, fingerprintOfStats } from '../fingerprint.mjs';
import { inProject } from '../paths.mjs';

const source = inProject('src');
const target = inProject('dist');
const recipe = ['bundle-program.mjs', 'bundle-parts.mjs'].map(name => inProject(`scripts/lib/${name}`));

/**
 * dist/: every TypeScript file of src compiled, every other file copied, leftovers of deleted files removed; what commands load bundled into few files.
 *
 * Types are not checked here (`npm test` does), so that a start never fails over them and costs a third.
 */
export const distStep = {
  name: 'dist',
  outputs: [`${target}/cli/main.js`],
  inputs() {
    const compiler = fingerprintOfContents(['typescript', 'rolldown'].map(name => inProject(`node_modules/${name}/package.json`)));
    return `${fingerprintOfStats([inProject('tsconfig.json'), ...recipe, ...filesBelow(source)])}-${compiler}`;
  },
  async run(announce) {
    announce('compiling');
    const { copyFileSync, existsSync, mkdirSync, rmSync } = await import('node:fs');
    const { dirname } = await import('node:path');
    const { runLogged } = await import('../run-command.mjs');
    const { bundleProgram, isOfBundle } = await import('../bundle-program.mjs');
    const projects = ['tsconfig.json', 'src/console/tsconfig.json'].filter(path => existsSync(inProject(path)));
    for (const project of projects) {
      await runLogged('dist', process.execPath, [inProject('node_modules/typescript/bin/tsc'), '--noCheck', '-p', inProject(project)], { append: project !== projects[0] });
    }
    const wanted = new Set();
    for (const path of filesBelow(source)) {
      const result = target + path.slice(source.length);
      if (path.endsWith('.ts')) {
        const compiled = result.replace(/\.ts$/, '.js');
        wanted.add(compiled).add(`${compiled}.map`);
      } else if (!/\/(README\.md|tsconfig\.json)$/.test(path)) {
        mkdirSync(dirname(result), { recursive: true });
        copyFileSync(path, result);
        wanted.add(result);
      }
    }
    for (const path of filesBelow(target)) if (!wanted.has(path) && !isOfBundle(path, target)) rmSync(path);
    // The compiled files do the same, only more slowly: a bundler that does not load here must not keep Mamori from starting.
    await bundleProgram(target).catch(failure => announce(`going on without a bundle, starts take longer: ${failure.message}`));
  },
};
