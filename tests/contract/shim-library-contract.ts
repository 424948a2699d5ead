import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync, truncateSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { compileMenu } from '../../src/shell/menu/compile-menu.js';
import { MAX_ROWS_PER_PUT, type ShimLibrary, type StatusRow } from '../../src/shell/ports/shim-library.js';
import { parseWhen } from '../../src/wire/plugins/when/index.js';

const bytes = (text: string) => Buffer.from(text);
const wide = (text: string) => Buffer.from(text, 'utf16le');
const row = (path: string, state: StatusRow['state'], more: Partial<StatusRow> = {}): StatusRow => ({ path: bytes(path), state, isFolder: false, reason: 0, ...more });

/** The promises of src/shell/ports/shim-library.ts, for a library that drives the real shim. */
export function describeShimLibrary(name: string, load: () => Promise<ShimLibrary>): void {
  describe(`shim library contract: ${name}`, () => {
    let folder: string;
    let library: ShimLibrary;
    beforeEach(async () => {
      folder = mkdtempSync(join(tmpdir(), 'shim-'));
      library = await load();
    });
    afterEach(() => rmSync(folder, { recursive: true }));

    it('speaks a version that both sides know', () => {
      expect(library.abi).toBe(3);
    });

    it.each([
      ['linux', bytes('//a//B/'), bytes('/a/B')],
      ['windows', wide('c:/größe\\'), wide('C:\\GRÖßE')],
      ['linux', bytes('a/../b'), undefined],
      ['linux', Buffer.alloc(0), Buffer.alloc(0)],
    ] as const)('normalises %s paths (%#)', (style, path, normal) => {
      expect(library.normalise(style, path)).toEqual(normal);
    });

    it('hashes in bulk, the same for every spelling of a path, another for every root and key', () => {
      const key = Buffer.alloc(16, 7);
      const [first, second, third, refused] = library.keys('linux', key, 3, ['a/b', 'a//b/', 'a/B', '..'].map(bytes)) as unknown as [bigint, bigint, bigint, bigint];
      expect(first).toBe(second);
      expect(new Set([first, third, refused]).size).toBe(3);
      expect(refused).toBe(0n);
      expect(library.keys('linux', key, 4, [bytes('a/b')])[0]).not.toBe(first);
      expect(library.keys('linux', Buffer.alloc(16, 8), 3, [bytes('a/b')])[0]).not.toBe(first);
      expect(library.keys('linux', key, 3, [])).toHaveLength(0);
    });

    it('lists every spelling of a root', () => {
      const spellings = library.rootSpellings('windows', {
        longPath: wide('Z:\\Docs'), shortPath: wide('Z:\\DOCS~1'), mappings: [{ drive: wide('Z:'), target: wide('\\\\srv\\share') }],
      });
      expect(new Set(spellings.map(spelling => spelling.toString('utf16le')))).toEqual(new Set([
        'Z:\\DOCS', 'Z:\\DOCS~1', '\\\\?\\Z:\\DOCS', '\\\\?\\Z:\\DOCS~1',
        '\\\\SRV\\SHARE\\DOCS', '\\\\SRV\\SHARE\\DOCS~1', '\\\\?\\UNC\\SRV\\SHARE\\DOCS', '\\\\?\\UNC\\SRV\\SHARE\\DOCS~1',
      ]));
      expect(library.rootSpellings('linux', { longPath: bytes('/a//b'), finalPath: bytes('/c'), mappings: [] }).map(String)).toEqual(['/a/b', '/c']);
    });

    it('publishes rows that readers see at once, and withdraws them', async () => {
      const [writer, reader] = [library.openWriter('linux', folder), library.openReader(folder)];
      const root = writer.addRoot([bytes('/r')]);
      expect(reader.lookUp(bytes('/r/x'))).toEqual({ found: 'stale' });
      expect(reader.refresh()).toBe(true);
      expect(reader.lookUp(bytes('/r/x'))).toEqual({ found: 'no-agent' });
      writer.heartbeat();
      expect(writer.put(root, [row('x', 'protected'), row('d', 'problem', { isFolder: true, reason: 65_535 }), row('../y', 'protected')])).toBe(2);
      expect(reader.lookUp(bytes('/r/x'))).toMatchObject({ found: 'row', state: 'none' });
      writer.trustRoot(root, true);
      expect(reader.lookUp(bytes('/r/x'))).toEqual({ found: 'row', state: 'protected', isFolder: false, reason: 0 });
      expect(reader.lookUp(bytes('/r/d'))).toEqual({ found: 'row', state: 'problem', isFolder: true, reason: 65_535 });
      expect(reader.lookUp(bytes('/r/other'))).toEqual({ found: 'unlisted' });
      expect(reader.lookUp(bytes('/elsewhere'))).toEqual({ found: 'outside' });
      expect(reader.lookUp(bytes('/r/../x'))).toEqual({ found: 'no-path' });
      writer.put(root, [row('x', 'removed')]);
      expect(reader.lookUp(bytes('/r/x'))).toEqual({ found: 'unlisted' });
      writer.renameRoot(root, [bytes('/s'), bytes('/t')]);
      expect(reader.lookUp(bytes('/t/d'))).toMatchObject({ state: 'problem' });
      writer.removeRoot(root);
      expect(reader.lookUp(bytes('/t/d'))).toEqual({ found: 'outside' });
      await writer.dispose();
      expect(reader.lookUp(bytes('/t/d'))).toEqual({ found: 'no-agent' });
      await reader.dispose();
    });

    it('carries the menu, the booleans and the folders that were asked for', async () => {
      const [writer, reader] = [library.openWriter('linux', folder), library.openReader(folder)];
      writer.heartbeat();
      reader.refresh();
      writer.setMenu(7, bytes('decisions'));
      writer.setBooleans(0x8000_0000_0000_0001n);
      expect(reader.menu()).toEqual({ version: 7, decisions: bytes('decisions') });
      expect(reader.booleans()).toBe(0x8000_0000_0000_0001n);
      reader.noteAsked(bytes('/r/a'));
      reader.noteAsked(bytes('/r/ü'));
      expect(writer.takeAsked().map(String)).toEqual(['/r/a', '/r/ü']);
      expect(writer.takeAsked()).toEqual([]);
      expect(() => writer.setMenu(8, Buffer.alloc(70_000))).toThrow(expect.objectContaining({ code: 'shim.full' }));
      await Promise.all([writer.dispose(), reader.dispose()]);
    });

    it('decides what a menu shows for what is selected, and knows whether its writer runs', async () => {
      const [writer, reader] = [library.openWriter('linux', folder), library.openReader(folder)];
      writer.heartbeat();
      const root = writer.addRoot([bytes('/r')]);
      writer.trustRoot(root, true);
      writer.put(root, [row('a.txt', 'protected'), row('b.TXT', 'protected'), row('c.png', 'problem')]);
      reader.refresh();
      const file = (path: string) => ({ path: bytes(path), kind: 'file' as const });
      expect(reader.select('linux', 'file', [file('/r/a.txt'), file('/r/b.TXT')])).toEqual({ menu: 'file', count: 2, inRoot: true, kind: 'file', extension: 'txt', status: 'protected' });
      expect(reader.select('linux', 'file', [file('/r/a.txt'), { path: bytes('/r/c.png'), kind: 'folder' }])).toEqual({ menu: 'file', count: 2, inRoot: true });
      expect(reader.select('linux', 'folder', [file('/e/c')])).toEqual({ menu: 'folder', count: 1, inRoot: false, kind: 'file', extension: '', status: 'outside' });
      expect(reader.select('linux', 'file', Array.from({ length: 101 }, () => file('/r/a.txt')))).toEqual({ menu: 'file', count: 101, inRoot: true });
      const condition = parseWhen('config.on && resourceExtension =~ /^T.T$/i');
      const item = { command: 'acme.one', title: '&One 守', action: 'command' as const, group: '', when: condition.ok ? condition.clause : undefined };
      const { decisions, booleans } = compileMenu({ 'file': [item], 'folder': [], 'folder/background': [] }, new Map());
      const facts = reader.select('linux', 'file', [file('/r/a.txt')]);
      expect(library.evaluateMenu(decisions, booleans(new Map([['config.on', true]])), facts, 5)).toEqual([{ command: 'acme.one', title: '&One 守', action: 'command', group: 0, enabled: true }]);
      expect(library.evaluateMenu(decisions, 0n, facts, 5)).toEqual([]);
      expect(library.evaluateMenu(bytes('no list'), 0n, facts, 5)).toBeUndefined();
      expect(reader.writerLives()).toBe(true);
      await Promise.all([writer.dispose(), reader.dispose()]);
    });

    it('says why a table is not shown', async () => {
      const found = () => library.examineTable(folder).found;
      expect(library.examineTable(folder)).toEqual({ found: 'nothing', writerPid: 0, format: 0, generation: 0, silentMs: 0 });
      const writer = library.openWriter('linux', folder);
      expect(found()).toBe('silent');
      writer.heartbeat();
      expect(library.examineTable(folder)).toMatchObject({ found: 'published', writerPid: process.pid, format: 1, generation: 1 });
      truncateSync(join(folder, 'status'), 3);
      expect(found()).toBe('damaged');
      writer.heartbeat();
      expect(found()).toBe('published');
      chmodSync(folder, 0o755);
      expect(found()).toBe('foreign');
      expect(() => writer.heartbeat()).toThrow(expect.objectContaining({ code: 'shim.foreign-folder' }));
      await writer.dispose();
      chmodSync(folder, 0o700);
      expect(found()).toBe('nothing');
      expect(library.tableFolder()).toMatch(/\/mamori(-\d+)?$/u);
    });

    it('knows that the other end of a socket is of the same user', async () => {
      const address = join(folder, 'socket');
      const server = createServer().listen(address);
      await once(server, 'listening');
      const client = connect(address);
      const [accepted] = await once(server, 'connection') as [Socket];
      // Node keeps the descriptor to itself but for this.
      const descriptorOf = (socket: Socket) => (Reflect.get(socket, '_handle') as { readonly fd: number }).fd;
      expect([client, accepted].map(socket => library.peerIsOwn(descriptorOf(socket)))).toEqual([true, true]);
      client.destroy();
      accepted.destroy();
      await new Promise(resolve => { server.close(resolve); });
    });

    it('has a tray on Windows alone', () => {
      expect(library.openTray()).toBeUndefined();
    });

    it('fails with codes where the world is wrong, and as a bug where the caller is', async () => {
      const writer = library.openWriter('linux', folder);
      expect(() => library.openWriter('linux', folder)).toThrow(expect.objectContaining({ code: 'shim.busy' }));
      expect(() => writer.trustRoot(5, true)).toThrow('bug:');
      expect(() => writer.put(0, Array.from({ length: MAX_ROWS_PER_PUT + 1 }, () => row('x', 'none')))).toThrow('bug:');
      await writer.dispose();
      await writer.dispose();
      expect(() => writer.heartbeat()).toThrow('bug:');
      chmodSync(folder, 0o755);
      expect(() => library.openWriter('linux', folder)).toThrow(expect.objectContaining({ code: 'shim.foreign-folder', message: expect.stringContaining(folder) }));
      expect(() => library.openWriter('linux', join(folder, 'no/such'))).toThrow(expect.objectContaining({ code: 'shim.failed', data: expect.objectContaining({ errno: 2 }) }));
    });

    it('grows under 200,000 rows without a call that holds up the event loop', async () => {
      const [writer, reader] = [library.openWriter('linux', folder), library.openReader(folder)];
      writer.heartbeat();
      const root = writer.addRoot([bytes('/r')]);
      writer.trustRoot(root, true);
      const tookMs: number[] = [];
      const timed = <T>(call: () => T): T => {
        const began = performance.now();
        const result = call();
        tookMs.push(performance.now() - began);
        return result;
      };
      for (let from = 0; from < 200_000; from += MAX_ROWS_PER_PUT) {
        const rows = Array.from({ length: Math.min(MAX_ROWS_PER_PUT, 200_000 - from) }, (_, index) => row(`folder/${from + index}`, 'protected'));
        timed(() => writer.put(root, rows));
        timed(() => writer.step());
      }
      while (timed(() => writer.step())) { /* until nothing is due */ }
      expect(writer.stats()).toMatchObject({ rows: 200_000, growing: false });
      reader.refresh();
      expect(reader.lookUp(bytes('/r/folder/199999'))).toMatchObject({ state: 'protected' });
      // A shared machine may take the processor away at any moment: the bound is asked of nearly all calls.
      tookMs.sort((a, b) => a - b);
      expect(tookMs[Math.floor(tookMs.length * 0.9)]).toBeLessThan(5);
      await Promise.all([writer.dispose(), reader.dispose()]);
    });
  });
}
