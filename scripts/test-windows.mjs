// npm run test:windows: builds the program for Windows, installs the Explorer extension in a Wine prefix of its own, asks it what Explorer asks, and lives with the agent on
// Windows' Node. With `-- --agent` the latter alone, with `-- --explorer` the former.
// What Wine cannot show is in docs/windows-checklist.md. The last line of its output is `N passed, N failed`.
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { announce, fail } from './lib/announce.mjs';
import { ensureBuilt } from './lib/ensure-built.mjs';
import { ensureOsPackages } from './lib/os-packages.mjs';
import { underFittingNode } from './lib/under-fitting-node.mjs';
import { windowsCompiler } from './lib/windows-build.mjs';
import { importsOf } from './lib/wine-build.mjs';
import { buildForWine } from './lib/wine-builds.mjs';
import { testInstallationForAllUsers } from './lib/wine-for-all-users.mjs';
import { makeRunFolder } from './lib/wine-place.mjs';
import { testLauncher } from './lib/wine-launcher.mjs';
import { packagesStep } from './lib/steps/packages-step.mjs';
import { liveWithAgent } from './lib/wine-agent.mjs';
import { outlineOf, sizesOf } from './lib/icon-images.mjs';
import { inProject } from './lib/paths.mjs';
import { photograph } from './lib/wine-display.mjs';
import { differenceOf, registryBelow } from './lib/wine-registry.mjs';
import { winePackages, WinePrefix } from './lib/wine-prefix.mjs';
import { testTray, trayPackages } from './lib/wine-tray.mjs';
import { Verdicts } from './lib/wine-verdicts.mjs';

/** All of them come with Windows. */
const SYSTEM_LIBRARIES = new Set(['advapi32.dll', 'bcrypt.dll', 'comctl32.dll', 'gdi32.dll', 'kernel32.dll', 'msvcrt.dll', 'ntdll.dll', 'ole32.dll', 'shell32.dll', 'shlwapi.dll', 'user32.dll']);

const SCENARIOS = [
  'elevated', 'registration', 'overlays', 'absent-table', 'hostile-table', 'silent-agent', 'caching-shell', 'threads', 'classic-menu', 'hostile-selection', 'packaged-menu',
  'command', 'hostile-items', 'published-menu', 'hostile-menu', 'versions', 'late-versions', 'hostile-agent', 'table-format', 'processes',
  'spellings', 'mapped-drives', 'announce', 'spool', 'slow-agent', 'dying-agent', 'starting-agent', 'extreme-paths',
];

const JAPANESE = { LANG: 'ja_JP.UTF-8', LC_ALL: 'ja_JP.UTF-8' };

const MACHINE = 'HKLM\\SOFTWARE';
/** At 100 % small, medium, large and extra large icons are 16, 32, 48 and 256 wide, at 300 % up to three times that; between them the shell scales down. */
const ICON_SIZES = [16, 20, 24, 32, 40, 48, 64, 72, 96, 128, 192, 256];

const onlyAgent = process.argv.includes('--agent'), onlyExplorer = process.argv.includes('--explorer');
const verdicts = new Verdicts(), { check } = verdicts;

async function runAll(prefix, { library, host, shim, app }) {
  const home = `${prefix.driveC}/mamori`;
  mkdirSync(home, { recursive: true });
  for (const file of [library, host, shim]) copyFileSync(file, `${home}/${file.split('/').at(-1)}`);
  mkdirSync(`${prefix.driveC}/home`, { recursive: true });
  mkdirSync(`${prefix.driveC}/many`);
  for (let file = 0; file <= 10_000; file++) writeFileSync(`${prefix.driveC}/many/f${file}`, '');
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
      verdicts.take(name, await run(name));
      if (name === 'elevated') await prefix.run('policy', 'reg', ['add', ...serveElevated]);
    }
    verdicts.take('classic-menu in Japanese', await run('classic-menu', JAPANESE));
  }
  if (!onlyExplorer) await liveWithAgent(prefix, app, verdicts, async (name, env, argument) => verdicts.take(name, await run(name, env, argument)));
  if (onlyAgent) return;
  await prefix.restart();
  await screenshot('explorer-under-wine', 'screenshot', display => run('screenshot', { DISPLAY: display }));
  await prefix.restart();
  await screenshot('versions-under-wine', 'versions-window', display => run('versions-window', { DISPLAY: display, ...JAPANESE }));
  check(await regsvr('/u') === 0, 'the extension takes its registration out');
  verdicts.take('unregistered', await run('unregistered'));
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
  const { picture, isThere, result } = await photograph(name, show);
  verdicts.take(scenario, result);
  check(isThere, `${scenario}: ${picture}`);
}

try {
  await underFittingNode(import.meta.url);
  await ensureBuilt(announce, onlyExplorer ? { steps: [packagesStep] } : {}); // what a Windows PC saved is restored on this system
  await ensureOsPackages([windowsCompiler, ...winePackages, ...trayPackages], announce);
  await makeRunFolder();
  const built = await buildForWine({ withAgent: !onlyExplorer });
  const foreign = (await importsOf(built.library)).filter(name => !SYSTEM_LIBRARIES.has(name));
  check(foreign.length === 0, `the extension imports nothing but the system's own libraries ${foreign.join(' ')}`);
  await checkIcons();
  const prefix = await WinePrefix.create('explorer');
  try {
    await runAll(prefix, built);
  } finally {
    await prefix.dispose();
  }
  if (!onlyExplorer) {
    await testInstallationForAllUsers(check, built.app);
    await testLauncher(check, built);
    await testTray(check, built);
  }
  process.exitCode = verdicts.close() ? 0 : 1;
} catch (failure) {
  fail(failure);
}
