/*
 * What a host process runs. It ends with the pipe that joins it to the agent, also when the agent was killed. Nothing is caught here: an exception that a plugin leaves
 * unhandled ends the process, which is how the agent learns of it.
 */
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import { createPluginApi } from '../child/api/index.js';
import { servePlugins } from '../child/main.js';
import { inheritedTransport } from './socket-transport.js';

const peer = servePlugins({
  transport: inheritedTransport(),
  createApi: createPluginApi,
  load: ({ folder, main }) => import(pathToFileURL(join(folder, main)).href),
});
await peer.closed;
process.exit(0);
