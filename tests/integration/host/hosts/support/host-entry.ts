/* A host process whose plugins get the small API. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { inheritedTransport } from '../../../../../src/host/adapters/socket-transport.js';
import { servePlugins } from '../../../../../src/host/child/main.js';
import { createSmallApi } from './small-api.js';

const peer = servePlugins({
  transport: inheritedTransport(), createApi: createSmallApi, load: ({ folder, main }) => import(pathToFileURL(join(folder, main)).href),
});
await peer.closed;
process.exit(0);
