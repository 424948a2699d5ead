import { inProject } from '../paths.mjs';

const JOBS = 2;

/** Runs the pinned node-gyp in a folder that holds a binding.gyp, against the headers of a fitting Node; `targets` limits what it builds. */
export async function nodeGyp(log, folder, announce, targets = []) {
  const { runLogged } = await import('../run-command.mjs');
  const where = process.platform === 'win32' ? [] : [`--nodedir=${await headers(announce)}`];
  const program = inProject('node_modules/node-gyp/bin/node-gyp.js');
  await runLogged(log, process.execPath, [program, 'configure', 'build', ...targets, '--release', `--jobs=${JOBS}`, ...where], {
    cwd: folder, env: { npm_config_nodedir: undefined },
  });
}

async function headers(announce) {
  const { headersFolder } = await import('../toolchain.mjs');
  return headersFolder(announce);
}
