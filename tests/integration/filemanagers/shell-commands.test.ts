import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect } from 'vitest';
import type { DoctorCheck } from '../../../src/wire/verbs/results.js';
import type { ShellInstallResult, ShellUninstallResult } from '../../../src/wire/verbs/shell-results.js';
import { write } from '../../e2e/support/sample-trees.js';
import { test, type World } from '../../e2e/support/world.js';

const dataOf = ({ pc }: World) => pc.environment['XDG_DATA_HOME'] as string;
const filesBelow = (folder: string) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(path => statSync(join(folder, path)).isFile());

function codeOf(checks: readonly DoctorCheck[], name: string): string | undefined {
  const check = checks.find(candidate => candidate.name === name);
  return check && (check.code ?? check.state);
}

async function doctor({ pc }: World, code: number): Promise<readonly DoctorCheck[]> {
  return (await pc.json<{ readonly checks: readonly DoctorCheck[] }>(['shell', 'doctor'], { code })).checks;
}

describe.skipIf(process.platform !== 'linux')('mamori shell', () => {
  test('installs for this user, tells what is wrong and what to do, and leaves nothing of itself', async ({ world }) => {
    const { pc, source } = world;
    const data = dataOf(world);
    mkdirSync(join(data, 'icons/hicolor'), { recursive: true });
    writeFileSync(join(data, 'icons/hicolor/mine.txt'), 'the user\'s own');
    const before = await doctor(world, 1);
    expect(['agent', 'status table', 'extension', 'emblems'].map(name => codeOf(before, name))).toEqual(['shell.no-agent', 'shell.no-table', 'shell.not-installed', 'shell.no-icons']);

    write(source, 'file.txt', 'text');
    await world.setUp();
    const agent = await pc.up();
    const { installed } = await pc.json<ShellInstallResult>(['shell', 'install']);
    expect(installed.filter(path => !path.startsWith(data))).toEqual([]);
    const after = await doctor(world, 0);
    expect(['agent', 'status table', 'extension', 'emblems'].map(name => codeOf(after, name))).toEqual(['ok', 'ok', 'ok', 'ok']);

    writeFileSync(join(data, 'nemo-python/extensions/mamori-filemanager.py'), '# of another version');
    expect(codeOf(await doctor(world, 1), 'extension')).toBe('shell.outdated');
    await pc.json(['shell', 'install']);
    expect(codeOf(await doctor(world, 0), 'extension')).toBe('ok');

    const caches = ['mamori-filemanager.cpython-311.pyc', 'somebody_else.cpython-311.pyc'].map(name => `nemo-python/extensions/__pycache__/${name}`);
    for (const path of caches) write(data, path, 'compiled');
    const { removed } = await pc.json<ShellUninstallResult>(['shell', 'uninstall']);
    expect([...removed].sort()).toEqual([...installed].sort());
    expect(filesBelow(data).sort()).toEqual(['icons/hicolor/mine.txt', caches[1]]);
    expect(await pc.json<ShellUninstallResult>(['shell', 'uninstall'])).toEqual({ removed: [] });
    await agent.stop();
  });

  test('notices settings of another home or of a program that was moved, emblems that are gone, and that there is no file manager', async ({ world }) => {
    const { pc } = world;
    const settingsFile = join(dataOf(world), 'mamori/filemanager/filemanager.json');
    await pc.json(['shell', 'install']);
    const right = readFileSync(settingsFile, 'utf8');
    for (const wrong of ['', '{}', right.replace(pc.home, '/elsewhere'), right.replace('cli/main.js', 'cli/moved.js')]) {
      writeFileSync(settingsFile, wrong);
      expect(codeOf(await doctor(world, 1), 'extension')).toBe('shell.outdated');
    }
    rmSync(join(dataOf(world), 'icons/HighContrast/16x16/emblems/emblem-mamori-problem.png'));
    expect(codeOf(await doctor(world, 1), 'emblems')).toBe('shell.no-icons');
    await pc.json(['shell', 'install']); // as both remedies say
    const checks = await doctor(world, 1);
    expect(['extension', 'emblems'].map(name => codeOf(checks, name))).toEqual(['ok', 'ok']);
    const without = await pc.json<{ readonly checks: readonly DoctorCheck[] }>(['shell', 'doctor'], { code: 1, environment: { PATH: dirname(process.execPath) } });
    expect(codeOf(without.checks, 'file managers')).toBe('shell.no-file-manager');
  });

  test('tells scripts where the agent of this home is', async ({ world }) => {
    await world.pc.json(['shell', 'install']);
    const settings = JSON.parse(readFileSync(join(dataOf(world), 'mamori/filemanager/filemanager.json'), 'utf8')) as { readonly shim: string; readonly home: string; readonly start: readonly string[] };
    expect(settings.home).toBe(world.pc.home);
    expect(statSync(settings.shim).size).toBeGreaterThan(10_000);
    expect(settings.start.slice(-3)).toEqual(['up', '--home', world.pc.home]);
    execFileSync('python3', ['-m', 'py_compile', join(dataOf(world), 'mamori/filemanager/mamori_agent.py')], { stdio: 'ignore' });
  });

  test('names the file that cannot be written', async ({ world }) => {
    mkdirSync(dataOf(world), { recursive: true });
    writeFileSync(join(dataOf(world), 'mamori'), 'a file where a folder must be');
    expect(await world.pc.failure(['shell', 'install'])).toBe('shell.install-failed');
  });
});
