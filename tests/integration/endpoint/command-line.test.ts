import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CodedError } from '../../../src/base/coded-error.js';
import type { Disposable } from '../../../src/base/disposable.js';
import { silentLogger } from '../../../src/base/logger.js';
import { endpointAccess } from '../../../src/agent/endpoint-access.js';
import { serveEndpoint } from '../../../src/shell/adapters/endpoint-server.js';
import type { VerbHandler } from '../../../src/shell/endpoint/connection.js';
import { endpointAddress } from '../../../src/wire/meeting-place.js';

const loader = fileURLToPath(new URL('../watch/sources-as-typescript.mjs', import.meta.url));
const program = fileURLToPath(new URL('../../../src/cli/main.ts', import.meta.url));

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

describe.skipIf(process.platform === 'win32')('the command line beside a running agent', () => {
  let folder: string;
  let server: Disposable | undefined;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'mamori-cli-'));
  });
  afterEach(async () => {
    await server?.dispose();
    server = undefined;
    rmSync(folder, { recursive: true });
  });

  async function agent(call: VerbHandler['call']): Promise<void> {
    const address = endpointAddress(join(folder, 'home'), { platform: process.platform, environment: { XDG_RUNTIME_DIR: folder }, userHome: '/', userId: process.getuid?.() ?? -1 });
    server = await serveEndpoint({ address, access: endpointAccess(silentLogger), handler: { call }, logger: silentLogger, program: 'test' });
  }

  function start(words: readonly string[], environment: Record<string, string | undefined> = {}) {
    const child = spawn(process.execPath, ['--no-warnings', '--import', loader, program, ...words], {
      cwd: folder,
      env: { ...process.env, XDG_RUNTIME_DIR: folder, MAMORI_HOME: join(folder, 'home'), MAMORI_LANGUAGE: 'en', MAMORI_PASSPHRASE: '', npm_lifecycle_event: undefined, ...environment },
    });
    let out = '';
    let err = '';
    child.stdout.on('data', chunk => (out += String(chunk)));
    child.stderr.on('data', chunk => (err += String(chunk)));
    child.stdin.end();
    const ended = once(child, 'close').then(([code]): Ended => ({ code: code as number | null, out, err }));
    return { child, ended };
  }
  const mamori = (words: readonly string[], environment?: Record<string, string | undefined>) => start(words, environment).ended;

  it('asks with absolute paths and prints one JSON document', async () => {
    await agent(async (verb, params) => ({ verb, params }));
    const { code, out, err } = await mamori(['--json', 'versions', 'a\n']);
    expect(JSON.parse(out)).toEqual({ verb: 'versions', params: { path: join(folder, 'a\n') } });
    expect([code, err]).toEqual([0, '']);
  });

  it('takes paths relative to the caller\'s folder, also under npm start', async () => {
    await agent(async (_verb, params) => params);
    const { out } = await mamori(['why', 'a', '--json'], { npm_lifecycle_event: 'start', INIT_CWD: '/elsewhere' });
    expect(JSON.parse(out)).toEqual({ paths: ['/elsewhere/a'] });
  });

  it('ends with 3 when some files failed, and names them', async () => {
    await agent(async () => ({ runs: [], errors: [{ path: '/x', code: 'vault.wrong-key', message: '' }] }));
    const { code, out } = await mamori(['backup']);
    expect(code).toBe(3);
    expect(out).toContain('/x');
  });

  it('ends with 1 and a remedy when the agent fails', async () => {
    await agent(async () => {
      throw new CodedError('vault.wrong-key', 'no', { kind: 'expected', retry: 'never' });
    });
    const { code, out, err } = await mamori(['gc']);
    expect([code, out]).toEqual([1, '']);
    expect(err).toMatch(/^Failed: .+\nWhat to do: .+\nDetails: \[vault\.wrong-key\] no\n$/);
  });

  it('ends with 2 for wrong usage without asking anybody', async () => {
    await agent(() => Promise.reject(new Error('asked')));
    const { code, out, err } = await mamori(['restore']);
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(/^Wrong usage: PATH is needed\.\nmamori restore PATH/);
    expect(await mamori(['versoins'])).toMatchObject({ code: 2, err: expect.stringContaining('did you mean versions, verify?') });
    expect(await mamori([])).toMatchObject({ code: 2, out: expect.stringContaining('Usage: mamori COMMAND') });
    expect(await mamori(['help', 'gc'])).toMatchObject({ code: 0, out: expect.stringContaining('mamori gc') });
    expect(await mamori(['version', 'x'])).toMatchObject({ code: 2 });
  });

  it('interrupts the work on Ctrl+C and says so', async () => {
    const began = Promise.withResolvers<void>();
    const aborted = Promise.withResolvers<void>();
    await agent((_verb, _params, { signal, onProgress }) => new Promise((_resolve, reject) => {
      onProgress({ step: 'saving', subject: 'Docs' });
      signal.addEventListener('abort', () => {
        aborted.resolve();
        reject(signal.reason as Error);
      });
      began.resolve();
    }));
    const { child, ended } = start(['backup', '--json']);
    await began.promise;
    child.kill('SIGINT');
    await aborted.promise;
    const { code, out, err } = await ended;
    expect(code).toBe(1);
    expect(err).toMatch(/Interrupting\.\.\. \(Ctrl\+C again ends at once\)\n.*The work was interrupted\.\n/);
    expect(JSON.parse(out)).toMatchObject({ error: { code: 'wire.cancelled' } });
  });

  it('ends at once on a second Ctrl+C although the agent does not answer', async () => {
    const began = Promise.withResolvers<void>();
    const aborted = Promise.withResolvers<void>();
    await agent((_verb, _params, { signal }) => {
      signal.addEventListener('abort', () => aborted.resolve());
      began.resolve();
      return new Promise(() => undefined);
    });
    const { child, ended } = start(['backup']);
    await began.promise;
    child.kill('SIGINT');
    await aborted.promise;
    child.kill('SIGINT');
    expect((await ended).code).toBe(130);
  });

  it('says so when the agent stops in the middle', async () => {
    const began = Promise.withResolvers<void>();
    await agent(() => {
      began.resolve();
      return new Promise(() => undefined);
    });
    const { ended } = start(['backup']);
    await began.promise;
    await server?.dispose();
    expect(await ended).toMatchObject({ code: 1, err: expect.stringContaining('[wire.disconnected]') });
  });

  it('adds the passphrase of the environment, and asks nobody who is not there', async () => {
    await agent(async (_verb, params) => params);
    expect(JSON.parse((await mamori(['key', 'add', '--json'], { MAMORI_PASSPHRASE: 'open sesame' })).out)).toEqual({ kind: 'passphrase', label: '', passphrase: 'open sesame' });
    expect(await mamori(['key', 'add'])).toMatchObject({ code: 1, err: expect.stringContaining('[agent.passphrase-needed]') });
    expect(JSON.parse((await mamori(['key', 'add', '--json', '--administrator', 'K'])).out)).toEqual({ kind: 'administrator', label: '', publicKey: 'K' });
  });

  it('is content when the reader of its output goes away', async () => {
    await agent(async () => ({ path: '/', atMs: undefined, entries: Array.from({ length: 20_000 }, (_, index) => ({ path: `/f${index}`, name: 'f', type: 'file', state: 'present', sizeBytes: 1, modifiedMs: 0, savedMs: 0, version: 1 })) }));
    const { child, ended } = start(['find', 'f']);
    child.stdout.destroy();
    expect(await ended).toMatchObject({ code: 0, err: '' });
  });

  it('says which file it cannot write', async () => {
    await agent(async () => ({ runs: [], page: 1, pages: 1 }));
    writeFileSync(join(folder, 'file'), '');
    expect(await mamori(['runs', '--csv', 'file/h.csv'])).toMatchObject({ code: 1, err: expect.stringContaining('[cli.file-not-written]') });
    expect(await mamori(['runs', '--csv', 'h.csv'])).toMatchObject({ code: 0, out: 'Written to h.csv.\n' });
  });
});
