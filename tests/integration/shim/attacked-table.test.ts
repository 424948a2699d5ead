import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { silentLogger } from '../../../src/base/logger.js';
import { builtShimPath } from '../../../src/platform/native-binding.js';
import { loadShimLibrary, SHIM_DRIVERS } from '../../../src/shell/adapters/shim-loader.js';
import type { ShimLibrary, StatusWriter } from '../../../src/shell/ports/shim-library.js';

const ROUNDS = 400;
const bytes = (text: string) => Buffer.from(text);

/** The file managers' own module; of what it asks its neighbour only where the library is. It looks up until its input ends, and says how often it found what. */
const FILE_MANAGER = `
import select, sys, types
sys.modules["mamori_agent"] = types.SimpleNamespace(settings=lambda: {"shim": sys.argv[1]})
sys.path.insert(0, sys.argv[2])
from mamori_table import Table
table, found = Table(), 0
print("ready", flush=True)
while not select.select([sys.stdin], [], [], 0)[0]:
    for _ in range(100):
        found += table.emblem(b"/r/x") == "mamori-protected"
    table.entries("file", [(b"/r/x", False)])
    table.lives() or table.refresh()
print(found)
`;

/** What a process of the same user can do to every file that it finds there. */
const ATTACKS: readonly ((path: string) => void)[] = [
  path => truncateSync(path, 0),
  path => truncateSync(path, 1 << 20),
  path => writeFileSync(path, Buffer.alloc(8_192, 0xff)),
  path => rmSync(path),
  path => renameSync(path, `${path}.away`),
  path => {
    rmSync(path);
    symlinkSync('/etc/passwd', path);
  },
];

describe.runIf(process.platform === 'linux').each(SHIM_DRIVERS)('a table whose files somebody shortens, replaces and removes, by %s', driver => {
  let runtime: string;
  let folder: string;
  let library: ShimLibrary;
  let writer: StatusWriter;
  beforeEach(async () => {
    runtime = mkdtempSync(join(tmpdir(), 'shim-'));
    folder = join(runtime, 'mamori');
    mkdirSync(folder, { mode: 0o700 });
    ({ library } = await loadShimLibrary(builtShimPath, silentLogger, [driver]));
    writer = library.openWriter('linux', folder);
    writer.heartbeat();
    const root = writer.addRoot([bytes('/r')]);
    writer.trustRoot(root, true);
    writer.put(root, [{ path: bytes('x'), state: 'protected', isFolder: false, reason: 0 }]);
  });
  afterEach(async () => {
    await writer.dispose();
    rmSync(runtime, { recursive: true });
  });

  function attack(round: number): void {
    for (const name of readdirSync(folder)) if (name !== 'writer.lock') ATTACKS[round % ATTACKS.length]?.(join(folder, name));
  }

  it('goes on being read and written by Node', async () => {
    const reader = library.openReader(folder);
    reader.refresh();
    for (let round = 0; round < ROUNDS; round += 1) {
      attack(round);
      expect(reader.lookUp(bytes('/r/x'))).toMatchObject({ state: 'protected' });
      reader.noteAsked(bytes(`/r/${round}`));
      expect(writer.takeAsked()).toHaveLength(1);
      writer.heartbeat();
      expect(library.examineTable(folder).found).toBe('published');
    }
    await reader.dispose();
  });

  it('ends no file manager', async () => {
    const child = spawn('python3', ['-c', FILE_MANAGER, builtShimPath, fileURLToPath(new URL('../../../native/filemanager', import.meta.url))], {
      env: { ...process.env, XDG_RUNTIME_DIR: runtime, PYTHONDONTWRITEBYTECODE: '1' }, stdio: ['pipe', 'pipe', 'inherit'],
    });
    const ended = once(child, 'exit');
    let said = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => { said += text; });
    await once(child.stdout, 'data');
    for (let round = 0; round < ROUNDS; round += 1) {
      attack(round);
      await new Promise(resolve => { setImmediate(resolve); });
      writer.heartbeat();
    }
    child.stdin.end('\n');
    expect(await ended).toEqual([0, null]);
    expect(Number(/^ready\n(\d+)/u.exec(said)?.[1])).toBeGreaterThan(100);
  });
});
