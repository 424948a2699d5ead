// On Windows' Node, on a desktop with a taskbar: node tray.mjs DIST NOTES. Shows the agent's icon through the shim until "quit" is chosen in its menu, and writes what happens into the file
// NOTES, a line of JSON each. scripts/lib/wine-tray.mjs is the person at the screen.
import { appendFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [dist, notes] = process.argv.slice(2);
const load = path => import(pathToFileURL(join(dist, path)).href);
const { systemClock } = await load('base/clock.js');
const { loadShimLibrary } = await load('shell/adapters/shim-loader.js');
const { WindowsTrayDriver } = await load('shell/adapters/windows-tray-driver.js');
const { trayView } = await load('shell/tray/tray-model.js');

const WORKING_MS = 500;
const note = what => appendFileSync(notes, `${JSON.stringify(what)}\n`);
const logger = { debug() {}, info() {}, warn: (message, data) => note({ type: 'warning', message, data }), error: (message, data) => note({ type: 'error', message, data }) };

/** Tells how long each call of the shim took. */
function timed(window, tookMs) {
  const timedCall = name => (...values) => {
    const began = performance.now();
    const result = window[name](...values);
    tookMs.push(performance.now() - began);
    return result;
  };
  return Object.fromEntries(['bell', 'setPicture', 'show', 'take', 'dispose'].map(name => [name, timedCall(name)]));
}

let filesDone = 20;
const facts = () => ({
  paused: false, unseenNotices: 2, problem: undefined, catchingUp: false, lastBackup: '2026-11-22 12:30', nextBackup: '2026-11-23 12:30',
  work: { kind: 'backup', subject: '書類 R&D', progress: { filesDone, filesTotal: 200, bytesDone: filesDone, bytesTotal: 200, totalsFinal: true, currentPath: `C:\\Users\\花子\\書類 R&D\\2026年\\見積書${filesDone}.xlsx` } },
  sources: [{ name: '書類 R&D', root: 'C:\\docs' }], settings: { scheduled: true, monthlyUsage: false, resultMail: undefined }, contributed: [],
});

/** As Explorer does after it crashed: every window is told. */
function announceTaskbar() {
  const user32 = createRequire(join(dist, 'main.js'))('koffi').load('user32.dll');
  const message = user32.func('uint32_t RegisterWindowMessageW(str16)')('TaskbarCreated');
  user32.func('int PostMessageW(intptr_t, uint32_t, uintptr_t, intptr_t)')(0xffff, message, 0, 0);
}

const tookMs = [];
const { library } = await loadShimLibrary(join(dist, '../build/Release/mamori_shim.dll'), logger, ['koffi']);
const driver = new WindowsTrayDriver({ clock: systemClock, logger, openWindow: async () => timed(library.openTray(), tookMs) });
const show = () => {
  filesDone = Math.min(filesDone + 1, 199);
  driver.show(trayView(facts(), 'ja'));
};
const working = setInterval(() => {
  show();
  note({ type: 'state', state: driver.state, filesDone });
}, WORKING_MS);

async function end() {
  clearInterval(working);
  const began = performance.now();
  await driver.dispose();
  tookMs.sort((a, b) => a - b);
  note({ type: 'end', disposeMs: Math.round(performance.now() - began), calls: tookMs.length, halfWithinMs: tookMs[Math.floor(tookMs.length / 2)] });
}

driver.onDidHear(event => {
  note(event);
  if (event.type === 'registered') show();
  else if (event.choice?.type === 'verb' && event.choice.verb === 'stop') void end();
  else if (event.choice?.type === 'page') announceTaskbar();
});
await driver.start();
