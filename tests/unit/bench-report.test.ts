import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AgentProcess } from '../bench/agent-process.mjs';
import { Meter } from '../bench/measure.mjs';
import { readOptions } from '../bench/options.mjs';
import { median, percentile, RowResult } from '../bench/row-result.mjs';
import { renderTable, renderVerdict } from '../bench/table.mjs';
import { Workspace } from '../bench/workspace.mjs';

let folder: string;
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'bench-report-')); });
afterEach(() => rmSync(folder, { recursive: true }));

function rowOf(mamori: number, restic?: number) {
  const row = new RowResult('first-100k', 'first backup', [{ measure: 'seconds', against: 'restic', atMost: 0.4 }, { measure: 'seconds', atMost: 4 }]);
  row.add('mamori', { seconds: mamori, peakBytes: 50e6 });
  if (restic !== undefined) row.add('restic', { seconds: restic, peakBytes: 100e6 });
  return row;
}

describe('verdicts', () => {
  it('compare with the rival of the same call, or say that nothing was compared', () => {
    expect(rowOf(3.1, 10).verdicts.map(renderVerdict)).toEqual(['≤ 0.40 of restic: 0.31 ✓', '≤ 4.00 s: 3.10 s ✓']);
    expect(rowOf(5, 10).verdicts.map(({ met }) => met)).toEqual([false, false]);
    expect(renderVerdict(rowOf(3).verdicts[0]!)).toBe('≤ 0.40 of restic: not compared');
  });

  it('stand in a table beside the values and their ratios', () => {
    const row = rowOf(3.1, 10);
    row.add('cp -a', { seconds: 1 });
    const table = renderTable([row]);
    expect(table).toMatch(/\| first-100k \| time +\| 3\.10 s \| 10\.0 s \(0\.31\) +\| +\| cp -a 1\.00 s \|/);
    expect(table).toContain('| peak memory | 50 MB  | 100 MB (0.50) |');
  });
});

describe('statistics', () => {
  it('are the median and the nearest-rank percentile', () => {
    expect([median([3, 1, 2]), median([4, 1, 2, 3]), median([])]).toEqual([2, 2.5, undefined]);
    const hundred = Array.from({ length: 100 }, (_, index) => index + 1);
    expect([percentile(hundred, 0.99), percentile(hundred, 0.5), percentile([7], 0.99)]).toEqual([99, 50, 7]);
  });
});

describe('options', () => {
  const names = ['first-100k', 'disk-2gib'];
  it('choose rows and scale', () => {
    expect([...readOptions([], names).rows]).toEqual(names);
    const chosen = readOptions(['--rows', 'disk-2gib', '--quick', '--runs', '3'], names);
    expect([[...chosen.rows], chosen.runs, chosen.scale.name]).toEqual([['disk-2gib'], 3, 'quick']);
    expect(readOptions(['--scale', '0.5'], names).scale.tinyFiles).toBe(500_000);
  });

  it('refuse what does not exist', () => {
    for (const wrong of [['--rows', 'other'], ['--runs', '0'], ['--scale', 'x'], ['--nonsense']]) expect(() => readOptions(wrong, names)).toThrow(RangeError);
  });
});

describe('the meter', () => {
  it('accounts time and memory of the whole tree of processes', async () => {
    const meter = new Meter(folder);
    const script = 'const b = Buffer.alloc(150e6, 1); const t = Date.now(); while (Date.now() - t < 200) b.fill(2)';
    const sample = await meter.measure({ program: 'sh', args: ['-c', `"$0" -e '${script}'; true`, process.execPath] });
    expect(sample.seconds).toBeGreaterThan(0.2);
    expect(sample.cpuSeconds).toBeGreaterThan(0.1);
    expect(sample.peakBytes).toBeGreaterThan(150e6);
  });

  it('shows the end of the output of a command that fails', async () => {
    await expect(new Meter(folder).measure({ program: 'sh', args: ['-c', 'echo disk is on fire; exit 3'] })).rejects.toThrow(/ended with 3:\n {2}disk is on fire/);
  });
});

describe('the workspace', () => {
  it('keeps everything in one folder and removes it', () => {
    const workspace = new Workspace(folder);
    const place = workspace.place({ name: 'mamori' }, 'row');
    expect(place.vault.startsWith(workspace.folder)).toBe(true);
    workspace.remove();
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('an agent under measurement', () => {
  const agent = (script: string) => new AgentProcess({ program: 'sh', args: ['-c', script], env: {}, cwd: folder });
  it('answers when a line came, earlier ones included', async () => {
    const running = agent('echo one; echo two; exec sleep 600');
    const second = await running.lineMatching(/two/, 10_000);
    expect(second).toBeLessThanOrEqual(performance.now());
    expect(running.memory().residentBytes).toBeGreaterThan(0);
    await running.stop();
  });

  it('rejects when the agent ends instead', async () => {
    const running = agent('echo one; exit 4');
    await expect(running.lineMatching(/two/, 10_000)).rejects.toThrow('ended');
    await running.exit;
  });
});
