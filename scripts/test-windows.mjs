// npm run test:windows: builds the program for Windows, installs the Explorer extension in a Wine prefix of its own, asks it what Explorer asks, and lives with the agent on
// Windows' Node. With `-- --agent` the latter alone, with `-- --explorer` the former.
// What Wine cannot show is in docs/windows-checklist.md. The last line of its output is `N passed, N failed`.
import { copyFileSync, existsSync, mkdirSync } from 'node:fs';
import { announce, fail } from './lib/announce.mjs';
import { ensureBuilt } from './lib/ensure-built.mjs';
import { ensureOsPackages } from './lib/os-packages.mjs';
import { underFittingNode } from './lib/under-fitting-node.mjs';
import { buildForWindows, buildShimForWindows, windowsCompiler } from './lib/windows-build.mjs';
import { buildExplorerForWindows, buildHostProgram, importsOf } from './lib/wine-build.mjs';
import { testLauncher } from './lib/wine-launcher.mjs';
import { packagesStep } from './lib/steps/packages-step.mjs';
import { liveWithAgent } from './lib/wine-agent.mjs';
import { outlineOf, sizesOf } from './lib/icon-images.mjs';
import { inProject } from './lib/paths.mjs';
import { buildKeytarForWindows } from './lib/windows-keytar.mjs';
import { layOutForWindows } from './lib/wine-app.mjs';
import { photograph } from './lib/wine-display.mjs';
import { differenceOf, registryBelow } from './lib/wine-registry.mjs';
import { winePackages, WinePrefix } from './lib/wine-prefix.mjs';

/** All of them come with Windows. */
const SYSTEM_LIBRARIES = new Set(['advapi32.dll', 'bcrypt.dll', 'comctl32.dll', 'gdi32.dll', 'kernel32.dll', 'msvcrt.dll', 'ntdll.dll', 'ole32.dll', 'shell32.dll', 'shlwapi.dll', 'user32.dll']);

const SCENARIOS = [
  'elevated', 'registration', 'overlays', 'absent-table', 'hostile-table', 'silent-agent', 'caching-shell', 'threads', 'classic-menu', 'hostile-selection', 'packaged-menu',
  'command', 'hostile-items', 'published-menu', 'hostile-menu', 'versions', 'late-versions', 'hostile-agent', 'table-format', 'processes',
  'spellings', 'announce', 'spool', 'slow-agent', 'dying-agent', 'starting-agent', 'extreme-paths',
];

const JAPANESE = { LANG: 'ja_JP.UTF-8', LC_ALL: 'ja_JP.UTF-8' };

const MACHINE = 'HKLM\\SOFTWARE';
/** At 100 % small, medium, large and extra large icons are 16, 32, 48 and 256 wide, at 300 % up to three times that; between them the shell scales down. */
const ICON_SIZES = [16, 20, 24, 32, 40, 48, 64, 72, 96, 128, 192, 256];

const onlyAgent = process.argv.includes('--agent'), onlyExplorer = process.argv.includes('--explorer');
const counts = { passed: 0, failed: 0 };

function check(good, expectation) {
  counts[good ? 'passed' : 'failed']++;
  console.log(`${good ? 'ok' : 'FAILED'}: ${expectation}`);
}

/** Counts a host program's own lines; one that ended in another way than by its end is a failure of its own. */
function take(name, { code, output }) {
  for (const line of output.split(/\r?\n/)) {
    const [, verdict, expectation] = /^(ok|FAILED): (.*)$/.exec(line) ?? [];
    if (verdict) check(verdict === 'ok', `${name}: ${expectation}`);
    else if (line) console.log(line);
  }
  if (code !== 0 && !output.includes('FAILED: ')) check(false, `${name}: ended with ${code}`);
}

async function runAll(prefix, { library, host, shim, app }) {
  const home = `${prefix.driveC}/mamori`;
  mkdirSync(home, { recursive: true });
  for (const file of [library, host, shim]) copyFileSync(file, `${home}/${file.split('/').at(-1)}`);
  mkdirSync(`${prefix.driveC}/home`, { recursive: true });
  // What the extension starts for a click that waits: a copy of the host program, which counts.
  copyFileSync(host, `${home}/mamori.exe`);
  await prefix.run('launcher', 'reg', ['add', 'HKCU\\Software\\Mamori', '/v', 'Launcher', '/d', 'C:\\mamori\\mamori.exe', '/f']);
  const environment = { MAMORI_HOME: 'C:\\home' };
  const run = (name, env = {}, ...args) => prefix.run(name, 'C:\\mamori\\host.exe', [name, ...args], { ...environment, ...env });
  const regsvr = async (...args) => (await prefix.run('regsvr32', 'regsvr32', ['/s', ...args, 'C:\\mamori\\mamori_explorer.dll'])).code;
  const before = await registryBelow(prefix, MACHINE);
  check(await regsvr() === 0, 'the extension registers itself');
  check(differenceOf(before, await registryBelow(prefix, MACHINE)).length >= 30, 'which can be seen in the registry');
  // Wine's programs all run elevated. This setting of the machine serves desktops that do.
  const serveElevated = ['HKLM\\SOFTWARE\\Mamori\\Explorer', '/v', 'ServeElevated', '/t', 'REG_DWORD', '/d', '1', '/f'];
  if (onlyAgent) await prefix.run('policy', 'reg', ['add', ...serveElevated]);
  else {
    for (const name of SCENARIOS) {
      take(name, await run(name));
      if (name === 'elevated') await prefix.run('policy', 'reg', ['add', ...serveElevated]);
    }
    take('classic-menu in Japanese', await run('classic-menu', JAPANESE));
  }
  if (!onlyExplorer) await liveWithAgent(prefix, app, check, async (name, env, argument) => take(name, await run(name, env, argument)));
  if (onlyAgent) return;
  await prefix.dispose(); // the desktop of a session that began without a screen stays without one
  await screenshot('explorer-under-wine', 'screenshot', display => run('screenshot', { DISPLAY: display }));
  await prefix.dispose();
  await screenshot('versions-under-wine', 'versions-window', display => run('versions-window', { DISPLAY: display, ...JAPANESE }));
  check(await regsvr('/u') === 0, 'the extension takes its registration out');
  take('unregistered', await run('unregistered'));
  await prefix.run('policy', 'reg', ['delete', 'HKLM\\SOFTWARE\\Mamori', '/f']);
  const left = differenceOf(before, await registryBelow(prefix, MACHINE));
  check(left.length === 0, `the machine's part of the registry is as it was before ${left.join('; ')}`);
}

/** Overlays that differ in colour alone are one and the same to many people, and in high contrast. */
async function checkIcons() {
  const icons = ['problem', 'in-progress', 'protected'].map(name => inProject('native/explorer/icons', `${name}.ico`));
  check(icons.every(icon => sizesOf(icon).join() === ICON_SIZES.join()), 'the icons have all sizes');
  const outlines = await Promise.all(icons.map(outlineOf));
  const differ = (one, other) => one.filter((opaque, pixel) => opaque !== other[pixel]).length;
  const pairs = outlines.flatMap((one, index) => outlines.slice(index + 1).map(other => differ(one, other)));
  check(Math.min(...pairs) >= 12, `their outlines differ also where they are smallest: by ${pairs.join(', ')} pixels`);
}

/** Runs a scenario that opens windows; its picture is kept at build/, for people to look at. */
async function screenshot(name, scenario, show) {
  const { picture, result } = await photograph(name, show);
  take(scenario, result);
  check(existsSync(picture), `${scenario}: ${picture}`);
}

try {
  await underFittingNode(import.meta.url);
  await ensureBuilt(announce, onlyExplorer ? { steps: [packagesStep] } : {}); // what a Windows PC saved is restored on this system
  await ensureOsPackages([windowsCompiler, ...winePackages], announce);
  const library = await buildExplorerForWindows();
  const shim = await buildShimForWindows();
  const app = onlyExplorer ? undefined : await layOutForWindows({ engine: await buildForWindows(), shim, keytar: await buildKeytarForWindows() });
  const host = await buildHostProgram(shim);
  const foreign = (await importsOf(library)).filter(name => !SYSTEM_LIBRARIES.has(name));
  check(foreign.length === 0, `the extension imports nothing but the system's own libraries ${foreign.join(' ')}`);
  await checkIcons();
  const prefix = await WinePrefix.create(onlyExplorer ? 'explorer-alone' : 'explorer');
  try {
    await runAll(prefix, { library, host, shim, app });
  } finally {
    await prefix.dispose();
  }
  if (!onlyExplorer) await testLauncher(check, app);
  console.log(`${counts.passed} passed, ${counts.failed} failed`);
  process.exitCode = counts.failed > 0 ? 1 : 0;
} catch (failure) {
  fail(failure);
}
