import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { endpointShim } from '../../../src/agent/endpoint-access.js';
import { silentLogger } from '../../../src/base/logger.js';
import type { ShimLibrary, StatusReader } from '../../../src/shell/ports/shim-library.js';
import { AnnouncingWriter } from '../../../src/shell/status/announcing-writer.js';
import { ManualClock } from '../../fakes/manual-clock.js';

const wide = (text: string) => Buffer.from(text, 'utf16le');
const row = (path: string) => ({ path: wide(path), state: 'in-progress', isFolder: false, reason: 0 }) as const;

describe('the writer that tells file managers', () => {
  let folder: string;
  let writer: AnnouncingWriter;
  let reader: StatusReader;
  let root: number;
  let told: string[];

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'mamori-announce-'));
    const library = await endpointShim(silentLogger);
    told = [];
    const announce: ShimLibrary['announce'] = (what, path) => told.push(`${what} ${Buffer.from(path).toString('utf16le')}`);
    const telling = { normalise: library.normalise.bind(library), keys: library.keys.bind(library), announce };
    writer = new AnnouncingWriter(library.openWriter('windows', folder), telling, 'windows', new ManualClock());
    writer.heartbeat();
    root = writer.addRoot(library.rootSpellings('windows', { longPath: wide('C:\\Docs'), mappings: [{ drive: wide('X:'), target: wide('C:\\Docs') }] }));
    reader = library.openReader(folder);
    reader.refresh();
  });
  afterEach(async () => {
    await reader.dispose();
    await writer.dispose();
    rmSync(folder, { recursive: true });
  });

  it('names what changed in the folders that are shown, as each is spelled, and nothing else', () => {
    for (const shown of ['c:\\docs\\Sub', 'X:\\', 'D:\\elsewhere', 'C:\\Docsy', 'C:\\Docs\\..']) reader.noteAsked(wide(shown));
    writer.put(root, ['sub/a.txt', 'Sub\\ファイル', 'sub/deeper/b.txt', 'top.txt', 'other/c.txt', 'sub', ''].map(row));
    expect(told.sort()).toEqual(['item X:\\sub', 'item X:\\top.txt', 'item c:\\docs\\Sub\\a.txt', 'item c:\\docs\\Sub\\ファイル']);
  });

  it('names the folders that are shown when all below a root changes at once', () => {
    reader.noteAsked(wide('C:\\Docs\\Sub'));
    writer.trustRoot(root, true);
    expect(told).toEqual(['folder C:\\Docs\\Sub']);
    writer.removeRoot(root);
    expect(told).toHaveLength(2);
    writer.put(writer.addRoot([wide('E:\\')]), [row('x')]);
    expect(told).toHaveLength(2);
  });

  it('remembers a folder that was asked about before the change', () => {
    reader.noteAsked(wide('C:\\Docs'));
    writer.heartbeat();
    writer.put(root, [row('a')]);
    writer.put(root, [row('a')]);
    expect(told).toEqual(['item C:\\Docs\\a', 'item C:\\Docs\\a']);
  });

  it('names all of them at its end, when nothing shows any more', async () => {
    reader.noteAsked(wide('C:\\Docs'));
    writer.heartbeat();
    await writer.dispose();
    expect(told).toEqual(['folder C:\\Docs']);
  });
});
