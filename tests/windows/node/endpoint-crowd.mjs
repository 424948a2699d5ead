// On Windows' Node: node endpoint-crowd.mjs DIST. The pipe that the shim makes, with many clients at once; prints "ok" or "FAILED" and what was expected.
import { once } from 'node:events';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const dist = process.argv[2];
const load = path => import(pathToFileURL(join(dist, path)).href);
const { endpointAccess, openAgentSocket } = await load('agent/endpoint-access.js');
const { serveEndpoint } = await load('shell/adapters/endpoint-server.js');
const { connectToAgent } = await load('cli/endpoint-client.js');

const PLACE = 'c0ffee';
const logger = { debug() {}, info() {}, warn: console.log, error: console.log };
const quietly = { signal: new AbortController().signal, onProgress: () => undefined };
const check = (good, expectation) => console.log(`${good ? 'ok' : 'FAILED'}: ${expectation}`);

const serve = () => serveEndpoint({ address: PLACE, access: endpointAccess(logger), handler: { call: async (_verb, { paths }) => paths }, logger, program: 'test' });
check(await connectToAgent(PLACE) === undefined, 'nobody is found where nobody listens');
let server = await serve();
const clients = await Promise.all(Array.from({ length: 100 }, () => connectToAgent(PLACE)));
check(clients.every(client => client !== undefined), 'a hundred clients that come at once are all served');
const text = 'あ'.repeat(20_000);
const answers = await Promise.all(clients.map((client, index) => client.call('status', { paths: [`${index}${text}`] }, quietly)));
check(answers.every(([answer], index) => answer === `${index}${text}`), 'each has its own answer, whole');
const rude = await openAgentSocket(PLACE);
rude.write('GET / HTTP/1.1\r\n\r\n');
rude.resume();
await once(rude, 'close');
check((await clients[0].call('status', { paths: ['x'] }, quietly))[0] === 'x', 'one that breaks the protocol is cut off, and the others are served');
await server.dispose();
const ends = await Promise.all(clients.map(client => client.call('status', { paths: [] }, quietly).catch(failure => failure.code)));
check(ends.every(code => code === 'wire.disconnected'), 'everybody learns of its end');
check(await connectToAgent(PLACE) === undefined, 'after it nobody is found');
server = await serve();
const again = await connectToAgent(PLACE);
check((await again.call('status', { paths: ['y'] }, quietly))[0] === 'y', 'a new one is found under its new name');
await again.dispose();
await server.dispose();
