import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { endpointAccess } from '../../../src/agent/endpoint-access.js';
import { systemClock } from '../../../src/base/clock.js';
import type { Disposable } from '../../../src/base/disposable.js';
import { silentLogger } from '../../../src/base/logger.js';
import { serveShellSocket } from '../../../src/shell/adapters/shell-socket-server.js';

const MIB = 1024 * 1024;
const chosen: string[] = [];
const answers = {
  version: '1', menuTitle: 'Mamori', statusOf: () => 'OK' as const, menuOf: () => Promise.resolve([{ command: 'ONE', title: 'One', enabled: true }]),
  choose: (command: string, paths: readonly Buffer[]) => void chosen.push(`${command} ${paths.length}`),
};

describe.runIf(process.platform === 'linux')('the compatibility listener among hostile extensions', () => {
  let folder: string;
  let address: string;
  let server: Disposable;
  const sockets: Socket[] = [];

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'mamori-extensions-'));
    address = join(folder, 'ownCloud/socket');
    mkdirSync(dirname(address), { mode: 0o755 });
    server = await serveShellSocket({ address, access: endpointAccess(silentLogger), clock: systemClock, logger: silentLogger, answers, roots: () => ['/r'] });
  });
  afterEach(async () => {
    for (const socket of sockets.splice(0)) socket.destroy();
    await server.dispose();
    rmSync(folder, { recursive: true });
    chosen.length = 0;
  });

  async function extension(): Promise<Socket> {
    const socket = connect(address).on('error', () => undefined);
    sockets.push(socket);
    await once(socket, 'connect');
    return socket;
  }

  /** Speaks as a well-behaved extension and is answered. */
  async function isServed(): Promise<void> {
    const socket = await extension();
    socket.write('VERSION:\nRETRIEVE_FILE_STATUS:/r/a\nGET_MENU_ITEMS:/r/a\n');
    let heard = '';
    while (!heard.includes('GET_MENU_ITEMS:END')) heard += String((await once(socket, 'data') as [Buffer])[0]);
    expect(heard.split('\n')).toEqual(expect.arrayContaining(['REGISTER_PATH:/r', 'VERSION:1:1.1', 'STATUS:OK:/r/a', 'MENU_ITEM:ONE::One']));
    socket.destroy();
  }

  const isCutOff = async (socket: Socket) => {
    if (!socket.closed) await new Promise<void>(resolve => { socket.once('close', () => resolve()); });
  };

  it('closes the folder that the other client left open below one of this user alone', async () => {
    expect(statSync(dirname(address)).mode & 0o777).toBe(0o700);
    await isServed();
  });

  it.each<[string, (socket: Socket) => void]>([
    ['a line without end', socket => { for (let sent = 0; sent < 6; sent += 1) socket.resume().write(Buffer.alloc(MIB, 'a')); }],
    ['questions for menus faster than they can be made', socket => { socket.resume().write('GET_MENU_ITEMS:/r/a\n'.repeat(2_000)); }],
    ['a flood of questions and never reads', socket => { socket.write(`RETRIEVE_FILE_STATUS:/r/${'x'.repeat(4_000)}\n`.repeat(8_000)); }],
  ])('cuts off who sends %s, and serves the others', async (_, misbehave) => {
    const socket = await extension();
    misbehave(socket);
    await isServed();
    await isCutOff(socket);
    await isServed();
  });

  it('carries out nothing of a click that breaks off in the middle, and takes lines of any bytes', async () => {
    const [broken, odd] = [await extension(), await extension()];
    await new Promise<void>(resolve => { broken.end('MAMORI_BACKUP:/r/a\x1e/r/b', () => resolve()); });
    odd.write(Buffer.concat([Buffer.from(':\n\n\x1e\nNO COLON\n\r\n'), Buffer.from([0, 0xff, 0xfe, 0x3a, 0x0a]), Buffer.from('MAMORI_BACKUP:\x1e\x1e\nMAMORI_BACKUP:/r/c\n')]));
    await isServed();
    expect(chosen.filter(line => line.startsWith('MAMORI_BACKUP'))).toEqual(['MAMORI_BACKUP 1']);
  });

  it('turns newcomers away past its bound, and takes them again once others have left', async () => {
    const crowd: Socket[] = [];
    for (let client = 0; client < 64; client += 1) crowd.push(await extension());
    await isCutOff((await extension()).resume());
    const gone = crowd.map(isCutOff);
    for (const socket of crowd) socket.destroy();
    await Promise.all(gone);
    await isServed();
  });
});
