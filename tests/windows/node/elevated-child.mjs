// What is run with an administrator's rights by for-all-users.mjs: node elevated-child.mjs DIST DRIVER WHAT… TOKEN; ends with 7.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const [dist, driver, what, ...rest] = process.argv.slice(2);
const token = rest.at(-1);
const load = path => import(pathToFileURL(join(dist, path)).href);
const { loadShimLibrary } = await load('shell/adapters/shim-loader.js');
const { builtShimPath } = await load('platform/native-binding.js');
const logger = { debug() {}, info() {}, warn() {}, error() {} };
const { machine } = await loadShimLibrary(builtShimPath, logger, [driver]);

if (what === 'words') machine.report(token, JSON.stringify(rest.slice(0, -1)));
if (what === 'long') machine.report(token, 'あ'.repeat(20_000));
// Somebody else who has learnt the token reports first.
if (what === 'forged') {
  spawnSync(process.execPath, [fileURLToPath(import.meta.url), dist, driver, 'words', 'forged', token], { stdio: 'ignore' });
  machine.report(token, '["own"]');
}
process.exitCode = 7;
