import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../../../src/base/clock.js';
import { crashReports, onUncaught, writeCrashReport } from '../../../../src/platform/logging/crash-reports.js';
import { FileLogger, LOG_FILES, logFiles } from '../../../../src/platform/logging/file-logger.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mamori-log-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('the log', () => {
  it('keeps to its number of files and their size, the newest lines in the first', () => {
    const path = join(folder, 'logs', 'mamori.log');
    const logger = new FileLogger({ path, level: () => 'info', clock: systemClock, maxBytes: 1_000 });
    for (let line = 0; line < 200; line++) logger.info('line', { line });
    expect(readdirSync(join(folder, 'logs')).length).toBe(LOG_FILES);
    const lines = logFiles(path).toReversed().flatMap(file => readFileSync(file, 'utf8').trim().split('\n').map(text => (JSON.parse(text) as { line: number }).line));
    expect(lines).toEqual(Array.from(lines, (_, index) => 200 - lines.length + index));
    for (const file of logFiles(path)) expect(statSync(file).size).toBeLessThan(1_200);
  });

  it('holds details only when it is set to troubleshooting', () => {
    const [normal, troubleshooting] = (['info', 'debug'] as const).map(level => {
      const path = join(folder, level);
      new FileLogger({ path, level: () => level, clock: systemClock }).debug('a detail');
      return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
    });
    expect(normal).toBe(0);
    expect(troubleshooting).toBeGreaterThan(0);
  });

  it('follows the setting while it is open', () => {
    const path = join(folder, 'mamori.log');
    let level: 'info' | 'debug' = 'info';
    const logger = new FileLogger({ path, level: () => level, clock: systemClock });
    logger.debug('before');
    level = 'debug';
    logger.debug('after');
    expect(readFileSync(path, 'utf8').trim().split('\n').map(line => (JSON.parse(line) as { message: string }).message)).toEqual(['after']);
  });
});

describe('crash reports', () => {
  it('tell the failure with its causes and versions, and only the newest ten are kept', () => {
    for (let crash = 0; crash < 14; crash++) {
      const failure = new Error(`crash ${crash}`, { cause: Object.assign(new Error('below'), { code: 'EIO' }) });
      writeCrashReport(failure, { folder, program: '1.2.3', clock: { ...systemClock, nowMs: () => crash * 1000 } });
    }
    const reports = crashReports(folder).map(file => JSON.parse(readFileSync(file, 'utf8')) as { program: string; failures: readonly { message: string; code?: string; stack: string }[] });
    expect(reports.map(({ failures }) => failures[0]?.message)).toEqual(Array.from({ length: 10 }, (_, age) => `crash ${13 - age}`));
    expect(reports[0]).toMatchObject({ program: '1.2.3', node: process.versions.node, failures: [{ stack: expect.stringContaining('file-logger.test') as string }, { message: 'below', code: 'EIO' }] });
    expect(statSync(crashReports(folder)[0] as string).mode & 0o077).toBe(0);
  });

  it('are written before an error that nobody caught ends the process, and no longer once that was taken back', () => {
    const told: unknown[] = [];
    const takeBack = onUncaught(failure => told.push(failure));
    (process as NodeJS.EventEmitter).emit('uncaughtExceptionMonitor', new Error('a'));
    takeBack();
    (process as NodeJS.EventEmitter).emit('uncaughtExceptionMonitor', new Error('b'));
    expect(told).toEqual([new Error('a')]);
  });

  it('never fail, whatever was thrown and wherever they should go', () => {
    const occupied = join(folder, 'a file');
    writeFileSync(occupied, '');
    for (const failure of [undefined, null, 'text', { cause: 1 }]) writeCrashReport(failure, { folder: occupied, program: '', clock: systemClock });
    expect(crashReports(occupied)).toEqual([]);
  });
});
