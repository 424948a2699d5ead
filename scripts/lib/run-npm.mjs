import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { runLogged } from './run-command.mjs';

/**
 * Runs npm with its output in a log. The npm that started us (`npm start`, `npm test`) is preferred to the one in PATH:
 * on Windows the latter is a script that cannot be spawned without a shell.
 */
export async function runNpm(log, args, cwd) {
  const quiet = ['--no-audit', '--no-fund', '--no-update-notifier', '--loglevel=error'];
  const cli = [process.env.npm_execpath, `${dirname(dirname(process.execPath))}/lib/node_modules/npm/bin/npm-cli.js`]
    .find(candidate => candidate?.endsWith('npm-cli.js') && existsSync(candidate));
  const [command, first] = cli === undefined ? ['npm', []] : [process.execPath, [cli]];
  await runLogged(log, command, [...first, ...args, ...quiet], { cwd, env: withoutOuterRun() });
}

/** What an outer npm run tells its scripts about its own project, which would mislead an inner one in another folder. */
function withoutOuterRun() {
  const told = Object.keys(process.env).filter(name => /^npm_(package|lifecycle|config_local_prefix)/.test(name));
  return Object.fromEntries(told.map(name => [name, undefined]));
}
