import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { inProject } from './paths.mjs';
import { importsOf } from './wine-build.mjs';
import { superviseAgent } from './wine-launcher-agent.mjs';
import { startScreen } from './wine-display.mjs';
import { becomes } from './wine-pc.mjs';
import { WinePrefix } from './wine-prefix.mjs';

/** All of them come with Windows. */
const SYSTEM_LIBRARIES = new Set(['advapi32.dll', 'kernel32.dll', 'msvcrt.dll', 'shell32.dll', 'user32.dll', 'wtsapi32.dll']);
const NONCE = 'a1'.repeat(32);
const HOME = 'C:\\state folder';

/** The launcher with a Node beside it and something in the agent's place that keeps notes. */
class Installed {
  constructor(prefix, display) {
    this.prefix = prefix;
    this.env = { DISPLAY: display, MAMORI_HOME: HOME };
    this.agentFolder = `${prefix.driveC}/agent`;
  }

  get notes() {
    const file = `${this.agentFolder}/notes.txt`;
    return existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n').map(line => ({ atMs: Number(line.split(' ')[0]), text: line.slice(line.indexOf(' ') + 1) })) : [];
  }

  get starts() {
    return this.notes.filter(({ text }) => text.startsWith('started '));
  }

  forget(mode = '') {
    rmSync(`${this.agentFolder}/notes.txt`, { force: true });
    writeFileSync(`${this.agentFolder}/mode.txt`, mode);
  }

  launch(...words) {
    this.launched = this.prefix.start('launcher', 'C:\\mamori\\mamori.exe', words, this.env);
    return this.launched;
  }

  run(...words) {
    return this.prefix.run('launcher-second', 'C:\\mamori\\mamori.exe', words, this.env);
  }

  /** Has the driver say something to the launcher's window. On a busy machine Wine now and then starts a program that does not come to its first line. */
  async say(what, ...words) {
    for (let attempt = 0; attempt < 3; attempt++) {
      const { output } = await this.prefix.run('launcher-driver', 'C:\\mamori\\driver.exe', [what, ...words], this.env);
      if (output.trim() !== '') return output.trim();
    }
    return '';
  }

  /** The same of a message; how long the launcher took for it, in ms, and NaN when there is no launcher. */
  async send(what) {
    const [, ms] = /^took (\d+)$/.exec(await this.say(what)) ?? [];
    return Number(ms);
  }

  wasTold(event) {
    return becomes(() => this.notes.some(({ text }) => new RegExp(`^told \\d+ ${event}$`).test(text)));
  }

  async killAgent() {
    const pid = this.starts.at(-1).text.split(' ')[1];
    await this.say('kill', pid);
  }
}

/**
 * The launcher, driven as Windows drives it: by starting it, by links, by messages to its window, by ending its agent.
 *
 * @param {(good: boolean, expectation: string) => void} check
 * @param {{ launcher: string, driver: string, app: { folder: string, node: string } }} built from buildForWine; the app is the real agent
 */
export async function testLauncher(check, { launcher, driver, app }) {
  const foreign = (await importsOf(launcher)).filter(name => !SYSTEM_LIBRARIES.has(name));
  check(foreign.length === 0, `launcher: imports nothing but the system's own libraries ${foreign.join(' ')}`);
  const screen = await startScreen('640x480x24'); // windows are made on a screen only
  const prefix = await WinePrefix.create('launcher');
  await prefix.restart();
  try {
    const installed = new Installed(prefix, screen.display);
    mkdirSync(`${prefix.driveC}/mamori/dist/cli`, { recursive: true });
    mkdirSync(installed.agentFolder, { recursive: true });
    copyFileSync(launcher, `${prefix.driveC}/mamori/mamori.exe`);
    copyFileSync(driver, `${prefix.driveC}/mamori/driver.exe`);
    check((await installed.run()).code === 1, 'launcher: says by its exit code that there is no program');
    copyFileSync(app.node, `${prefix.driveC}/mamori/node.exe`);
    copyFileSync(inProject('tests/windows/launcher/agent.mjs'), `${prefix.driveC}/mamori/dist/cli/main.js`);
    writeFileSync(`${prefix.driveC}/mamori/package.json`, '{ "type": "module" }');
    for (const part of [supervision, handover, systemEvents, endOfSession, registration]) await part(installed, check);
    await superviseAgent(installed, app, check);
  } finally {
    await prefix.dispose();
    screen.stop();
  }
}

async function supervision(installed, check) {
  installed.forget();
  installed.launch();
  check(await becomes(() => installed.starts.length === 1), 'launcher: starts the agent with the Node beside it');
  check(/^started \d+ 1 \["up","--supervised","--json"\]$/.test(installed.starts[0]?.text ?? ''), 'launcher: tells the agent that it is supervised');
  for (const [times, pauseMs] of [[2, 1000], [3, 2000]]) {
    const beforeMs = Date.now();
    await installed.killAgent();
    check(await becomes(() => installed.starts.length === times), `launcher: starts a killed agent again (${times - 1})`);
    check(installed.starts.at(-1).atMs - beforeMs >= pauseMs, `launcher: after a pause of ${pauseMs} ms`);
  }
  // Failing at once, it is tried again and again, each time later.
  await installed.prefix.restart();
  installed.forget('fail');
  const failing = installed.launch();
  await becomes(() => installed.starts.length === 3);
  const [a, b, c] = installed.starts.map(({ atMs }) => atMs);
  check(b - a >= 1000 && c - b >= 2000, `launcher: lengthens its pauses (${b - a} ms, ${c - b} ms)`);
  installed.forget('stop');
  check(await failing.ended === 0, 'launcher: ends when the agent was stopped, and does not start it again');
}

async function handover(installed, check) {
  installed.forget();
  installed.launch();
  await becomes(() => installed.starts.length === 1);
  check((await installed.run()).code === 0 && installed.starts.length === 1, 'launcher: a second one hands over and ends');
  check((await installed.run(`mamori:press?nonce=${NONCE}`)).code === 0, 'launcher: a link is taken');
  check(await installed.wasTold(`press ${NONCE}`), 'launcher: a pressed button reaches the agent');
  check((await installed.run('mamori:press?nonce=1234')).code === 2 && (await installed.run('mamori:stop')).code === 2, 'launcher: any other link is refused');
}

async function systemEvents(installed, check) {
  const took = await installed.send('suspend');
  check(took >= 450 && took < 3000, `launcher: holds sleep up until the agent is done (${took} ms)`);
  check(await installed.wasTold('will-sleep'), 'launcher: tells the agent of sleep');
  await installed.send('resume');
  check(await installed.wasTold('woke'), 'launcher: tells the agent of the wake');
  await installed.send('unlock');
  check(await installed.wasTold('session-unlocked'), 'launcher: tells the agent that the person is back');
  check(await installed.say('describe', 'C:\\mamori\\mamori.exe') === `version ${JSON.parse(readFileSync(inProject('package.json'), 'utf8')).version} icon`, 'launcher: carries its version and an icon');
}

async function endOfSession(installed, check) {
  await installed.send('end-called-off');
  check(!installed.notes.some(({ text }) => text.includes('session-ending')), 'launcher: a session that does not end after all changes nothing');
  const took = await installed.send('end');
  check(await installed.wasTold('session-ending logoff'), 'launcher: tells the agent of the end of the session');
  check(took >= 900 && installed.notes.at(-1).text === 'ended', `launcher: the session waits for the agent's end (${took} ms)`);
  check(await installed.launched.ended === 0 && installed.starts.length === 1, 'launcher: ends itself, and starts no agent in a session that ends');
}

async function registration(installed, check) {
  const query = async (...words) => (await installed.prefix.run('reg', 'reg', ['query', ...words], installed.env)).output;
  const register = await installed.run('--register', 'C:\\mamori\\node.exe', 'C:\\mamori\\dist\\cli\\main.js', 'C:\\other state');
  check(register.code === 0, 'launcher: registers itself');
  check((await query('HKCU\\Software\\Mamori', '/v', 'Launcher')).includes('C:\\mamori\\mamori.exe'), 'launcher: is found by the Explorer extension');
  check((await query('HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Run', '/v', 'Mamori')).includes('"C:\\mamori\\mamori.exe"'), 'launcher: starts at login');
  check((await query('HKCU\\Software\\Classes\\mamori\\shell\\open\\command', '/ve')).includes('"C:\\mamori\\mamori.exe" "%1"'), 'launcher: opens mamori: links');
  check((await query('HKCU\\Software\\Classes\\AppUserModelId\\Mamori.Backup')).includes('DisplayName'), 'launcher: has a name in toasts');
  const picture = `${installed.prefix.driveC}/other state/toast-icon.png`;
  check((await query('HKCU\\Software\\Classes\\AppUserModelId\\Mamori.Backup', '/v', 'IconUri')).includes('C:\\other state\\toast-icon.png') && readFileSync(picture).subarray(1, 4).toString() === 'PNG', 'launcher: has a picture in toasts');
  installed.forget();
  check((await installed.run('--check-alive')).code === 1, 'launcher: answers the daily check as the program does');
  check(installed.starts[0]?.text.includes('["check-alive","--home","C:\\\\other state"]') ?? false, 'launcher: asks for the state folder that was registered');
  check((await installed.run('--unregister')).code === 0 && !(await query('HKCU\\Software', '/s')).includes('mamori.exe'), 'launcher: leaves nothing of its registration');
  check(!existsSync(picture), 'launcher: nor its picture');
}
