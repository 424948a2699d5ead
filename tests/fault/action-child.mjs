/*
 * Does what a started agent does with clicks and buttons of an existing installation, and ends: goes on with what an earlier process left, carries out the clicks in the spool folder, presses the buttons
 * named as arguments (`undo` of a notice, once). Prints the histories and all notices as one JSON line.
 */
import { homedir } from 'node:os';
import { AgentNotices } from '../../dist/agent/notices/agent-notices.js';
import { startClicks } from '../../dist/agent/clicks/clicks.js';
import { VerbRouter } from '../../dist/agent/verbs/verb-router.js';
import { openWorkspace } from '../../dist/agent/workspace.js';
import { endpointAddress } from '../../dist/wire/meeting-place.js';

const home = process.env.MAMORI_HOME;
const surroundings = { platform: process.platform, environment: process.env, userHome: homedir(), userId: process.getuid() };
const workspace = await openWorkspace({ home, address: endpointAddress(home, surroundings), surroundings, program: 'test' }, { secret: process.env.MAMORI_PASSPHRASE });
const router = new VerbRouter({ workspace, protection: undefined, stop: undefined });
const call = (verb, params, context = { signal: new AbortController().signal, onProgress() {} }) => router.call(verb, params, context);
const notices = await AgentNotices.open({ workspace, call, protection: () => undefined, listens: false });
const kept = workspace.state.notices;

notices.start();
const clicks = startClicks(workspace, call, () => notices);
await clicks.settled();
for (const name of process.argv.slice(2)) {
  const button = kept.list({ all: true, limit: 100 }).flatMap(({ id }) => kept.openActions(id)).find(action => action.name === name);
  if (button) await notices.centre.press(button.nonce);
}
while (kept.unfinished().length > 0) await new Promise(setImmediate); // of an earlier process
await notices.centre.settled();
const { operations } = await call('operations', { kind: 'restore', page: 1 });
const { runs } = await call('runs', { page: 1 });
process.stdout.write(`${JSON.stringify({ operations, runs, notices: kept.list({ all: true, limit: 100 }).map(({ id, kind, body }) => ({ id, kind, values: body.values })) })}\n`);
await clicks.dispose();
await notices.dispose();
await workspace.dispose();
