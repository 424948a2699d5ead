// On Windows' Node: node for-all-users.mjs DIST. Explorer's extension for all users with the shim's own functions: the place that is looked at, what is installed and taken out,
// and the run with an administrator's rights. Prints "ok" or "FAILED" and what was expected.
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

const dist = process.argv[2];
const load = path => import(pathToFileURL(join(dist, path)).href);
const { loadShimLibrary, SHIM_DRIVERS } = await load('shell/adapters/shim-loader.js');
const { builtShimPath } = await load('platform/native-binding.js');
const { installExplorer, uninstallExplorer, explorerModule } = await load('shell/adapters/explorer-install.js');
const { builtContent, builtModule, digestOf, modulesOf } = await load('agent/shell/explorer-for-all-users.js');
const { ELEVATED_COMMAND } = await load('wire/elevated-command.js');

const CHILD = fileURLToPath(new URL('./elevated-child.mjs', import.meta.url));
const CLASSES = 'HKLM\\SOFTWARE\\Classes\\CLSID\\{8D1C3F60-2F64-4B7E-9A3E-51C40E7B6D04}\\InprocServer32';
const RESTART = ['HKLM\\SYSTEM\\CurrentControlSet\\Control\\Session Manager', '/v', 'PendingFileRenameOperations'];
const logger = { debug() {}, info() {}, warn: console.log, error: console.log };
const check = (good, expectation) => console.log(`${good ? 'ok' : 'FAILED'}: ${expectation}`);
const failure = async work => Promise.resolve().then(work).then(() => undefined, reason => reason);
const registered = async (...words) => promisify(execFile)('reg', ['query', ...words]).then(({ stdout }) => stdout, () => '');

for (const driver of SHIM_DRIVERS) {
  const { machine } = await loadShimLibrary(builtShimPath, logger, [driver]).catch(() => ({}));
  check(machine !== undefined, `${driver}: it loads`);
  if (machine) await checkWith(driver, machine);
}

async function checkWith(driver, machine) {
  const said = (good, expectation) => check(good, `${driver}: ${expectation}`);
  await places(driver, machine, said);
  await refusal(machine, said);
  // The owner of every file under Wine is whoever runs it. What follows takes the place for guarded.
  await installation(new Proxy(machine, { get: (of, name) => (name === 'openPlace' ? () => undefined : of[name].bind(of)) }), machine, said);
  await elevation(driver, machine, said);
}

async function places(driver, machine, said) {
  said(machine.isElevated(), 'the process has an administrator\'s rights');
  said(machine.programFiles() === 'C:\\Program Files', `programs lie where the system says: ${machine.programFiles()}`);
  process.env['ProgramFiles'] = 'C:\\elsewhere';
  said(machine.programFiles() === 'C:\\Program Files', 'whatever the environment says');
  const open = machine.openPlace('C:\\Program Files', 1);
  said(open?.path === 'C:\\Program Files' && open.sid?.startsWith('S-1-'), `a folder that its owner can change is open, and who that is: ${open?.sid}`);
  const made = `C:\\Program Files\\Guarded for ${driver}`;
  machine.makeFolder(made);
  machine.makeFolder(made);
  machine.makeFile(`${made}\\file.txt`, Buffer.from('text'));
  said(readFileSync(`${made}\\file.txt`, 'utf8') === 'text', 'a guarded file holds what it was given');
  said((await failure(() => machine.makeFile(`${made}\\file.txt`, Buffer.from('other'))))?.data.errno === '80', 'and is never written over');
  for (const path of ['C:\\', 'relative', '\\\\server\\share\\x', 'C:\\a\\..\\b', 'C:/a', 'C:\\a:stream', 'C:\\a\\']) {
    said((await failure(() => machine.openPlace(path, 1)))?.code === 'shell.install-failed', `${path} is no path of a place`);
  }
  said((await failure(() => machine.openPlace('C:\\no such', 1)))?.data.errno === '2', 'what is not there is no guarded place');
}

async function refusal(machine, said) {
  const refused = await failure(() => installExplorer(machine, Buffer.from('x'), 2));
  said(refused?.code === 'shell.place-open' && refused.data.path.startsWith('C:\\Program Files\\Mamori'), `nothing is installed where somebody else could change it: ${refused?.message}`);
  said(!existsSync('C:\\Program Files\\Mamori') && await registered(CLASSES) === '', 'and nothing is left of the attempt');
}

async function installation(trusting, machine, said) {
  const content = await builtContent();
  const module = explorerModule('C:\\Program Files', 2), folder = dirname(module);
  mkdirSync('C:\\Program Files\\Mamori\\explorer-1', { recursive: true });
  writeFileSync('C:\\Program Files\\Mamori\\explorer-1\\mamori_explorer.dll', 'of an earlier version');
  said(await installExplorer(trusting, content, 2) === module && readFileSync(module).equals(content), 'the extension is installed');
  said((await registered(CLASSES)).includes(module), 'and registered at its place');
  const { version } = JSON.parse(readFileSync(join(dist, '../package.json'), 'utf8'));
  const says = file => [`ProductVersion\0`, `${version}\0`].every(text => file.includes(Buffer.from(text, 'utf16le')));
  said(says(content) && says(readFileSync(builtShimPath)), `both libraries say that they are of version ${version}`);
  said(readdirSync('C:\\Program Files\\Mamori').join() === 'explorer-2' && readdirSync(folder).join() === 'mamori_explorer.dll', 'an earlier version goes');
  const later = [];
  const keeping = new Proxy(trusting, { get: (of, name) => (name === 'removeAtRestart' ? path => later.push(path) : of[name]) });
  said((await failure(() => installExplorer(keeping, Buffer.from('no module'), 2)))?.code === 'shell.install-failed', 'what does not register is refused');
  said(readFileSync(module).equals(content) && readdirSync(folder).length === 1 && (await registered(CLASSES)).includes(module), 'and what was there before is in its place again');
  machine.removeAtRestart(module);
  said((await registered(...RESTART)).includes('mamori_explorer.dll'), 'what is loaded goes when the system starts the next time');
  said((await uninstallExplorer(trusting, builtModule)).join() === module, 'the extension is taken out');
  said(await registered(CLASSES) === '' && !existsSync('C:\\Program Files\\Mamori'), 'and nothing is left');
  said((await uninstallExplorer(trusting, builtModule)).length === 0, 'taking out what is not there is no failure');
}

async function elevation(driver, machine, said) {
  const run = (...words) => machine.runElevated(process.execPath, [CHILD, dist, driver, ...words]);
  const words = ['a b', 'quo"te', 'back\\', '日本語', ''];
  const whole = await run('words', ...words);
  said(whole.kind === 'ended' && whole.exitCode === 7 && whole.report.toString() === JSON.stringify(words), 'an elevated program gets its words, reports, and its exit code is known');
  said((await run('long')).report?.toString() === 'あ'.repeat(20_000), 'a long report comes whole');
  const silent = await run('silent');
  said(silent.kind === 'ended' && silent.exitCode === 7 && silent.report.length === 0, 'one that reports nothing is not waited for');
  said((await run('forged')).report?.toString() === '["own"]', 'a report of another process is not taken');
  const none = await machine.runElevated('C:\\no such program.exe', ['x']);
  said(none.kind === 'failed' && none.systemError === 2, 'a program that is not there is a failure with the system\'s number');
  said(machine.report('0'.repeat(32), 'x') === false, 'a report that nobody waits for goes nowhere');
  for (const token of ['', '..\\other', 'G'.repeat(32), '0'.repeat(33)]) said((await failure(() => machine.report(token, 'x')))?.code === 'shell.install-failed', `"${token}" is no token`);

  const main = join(dist, 'cli\\main.js');
  const ours = async (...rest) => failure(async () => modulesOf(await machine.runElevated(process.execPath, [main, ELEVATED_COMMAND, ...rest])));
  said((await ours('install', digestOf(await builtContent())))?.code === 'shell.place-open', 'the program called anew tells its own failure');
  said((await ours('install', digestOf(Buffer.from('other'))))?.code === 'shell.module-changed', 'it takes only what the person was asked for');
  said((await ours('everything', digestOf(await builtContent())))?.code === 'shell.elevation-failed', 'and does nothing but what it is for');
}
