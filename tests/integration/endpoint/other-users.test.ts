import { once } from 'node:events';
import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { endpointAccess } from '../../../src/agent/endpoint-access.js';
import type { Disposable } from '../../../src/base/disposable.js';
import { silentLogger } from '../../../src/base/logger.js';
import { connectToAgent } from '../../../src/cli/endpoint-client.js';
import { serveEndpoint } from '../../../src/shell/adapters/endpoint-server.js';
import { encodeFrame } from '../../../src/wire/frames.js';
import { endpointAddress } from '../../../src/wire/meeting-place.js';
import { ENDPOINT_PROTOCOL } from '../../../src/wire/protocol-version.js';

const NOBODY = 65_534;
const HELLO = encodeFrame({ type: 'hello', protocol: ENDPOINT_PROTOCOL, role: 'cli', program: 'test' });

/** What is done at once here is noted by the kernel as another user's. */
function asNobody<T>(action: () => T): T {
  process.seteuid?.(NOBODY);
  try {
    return action();
  } finally {
    process.seteuid?.(0);
  }
}

// Only root can be somebody else for a moment.
describe.skipIf(process.getuid?.() !== 0)('the endpoint and other users', () => {
  let runtime: string;
  let address: string;
  const owned: Disposable[] = [];

  beforeEach(() => {
    runtime = mkdtempSync(join(tmpdir(), 'mamori-users-'));
    address = endpointAddress('/home', { platform: process.platform, environment: { XDG_RUNTIME_DIR: runtime }, userHome: '/', userId: 0 });
  });
  afterEach(async () => {
    for (const each of owned.splice(0).reverse()) await each.dispose();
    rmSync(runtime, { recursive: true });
  });

  it('cuts off a client of another user, even where somebody opened the folder', async () => {
    owned.push(await serveEndpoint({ address, access: endpointAccess(silentLogger), handler: { call: async () => ({}) }, logger: silentLogger, program: 'test' }));
    for (const folder of [runtime, dirname(address)]) chmodSync(folder, 0o755);
    chmodSync(address, 0o666);
    const own = connect(address);
    owned.push({ dispose: () => void own.destroy() });
    own.write(HELLO);
    await once(own, 'data');
    const stranger = asNobody(() => connect(address));
    stranger.on('error', () => undefined).write(HELLO);
    await new Promise(resolve => stranger.resume().once('close', resolve)); // with or without an error before
    expect(stranger.bytesRead).toBe(0);
  });

  it('is not trusted by a client when another user listens there, even in a folder of this user', async () => {
    mkdirSync(dirname(address));
    for (const folder of [runtime, dirname(address)]) chmodSync(folder, 0o777);
    const server = asNobody(() => createServer().listen(address));
    await once(server, 'listening');
    owned.push({ dispose: () => new Promise<void>(resolve => { server.close(() => resolve()); }) });
    chownSync(address, 0, 0);
    chmodSync(dirname(address), 0o700);
    await expect(connectToAgent(address)).rejects.toMatchObject({ code: 'wire.foreign-server' });
  });
});
