import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { release } from 'node:os';
import { join } from 'node:path';
import type { Clock } from '../../base/clock.js';

/** Newer ones push the oldest out. */
const KEPT_REPORTS = 10;
/** A stack that repeats itself says nothing new after this many characters. */
const MAX_STACK = 20_000;
const MAX_CAUSES = 8;
const NAME = /^crash-[\dTZ-]+-\d+\.json$/;

export interface CrashReportOptions {
  readonly folder: string;
  readonly program: string; // version
  readonly clock: Clock;
}

/**
 * Writes down what ended this process, for the export of logs; nothing is sent anywhere. A report that cannot be written is given up silently: there is no one left to tell.
 *
 * It holds the failure as it is, paths and all, readable by this user only.
 */
export function writeCrashReport(failure: unknown, { folder, program, clock }: CrashReportOptions): void {
  const time = new Date(clock.nowMs()).toISOString();
  const report = {
    time, program, node: process.versions.node, platform: process.platform, architecture: process.arch, system: release(), pid: process.pid,
    uptimeSeconds: Math.round(process.uptime()), residentBytes: process.memoryUsage.rss(), failures: chainOf(failure),
  };
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    writeFileSync(join(folder, `crash-${time.replaceAll(/[:.]/g, '-')}-${process.pid}.json`), `${JSON.stringify(report, undefined, 2)}\n`, { mode: 0o600 });
    for (const old of crashReports(folder).slice(KEPT_REPORTS)) rmSync(old, { force: true });
  } catch {
    // the process ends anyway
  }
}

/** The reports in a folder, newest first. */
export function crashReports(folder: string): readonly string[] {
  try {
    return readdirSync(folder).filter(name => NAME.test(name)).toSorted().toReversed().map(name => join(folder, name));
  } catch {
    return [];
  }
}

/** Calls `write` before an error that nobody caught ends the process; the end itself stays Node's. Returns what takes it back. */
export function onUncaught(write: (failure: unknown) => void): () => void {
  process.on('uncaughtExceptionMonitor', write);
  return () => void process.off('uncaughtExceptionMonitor', write);
}

/** A failure and its causes, outermost first. */
function chainOf(failure: unknown): readonly object[] {
  const chain: object[] = [];
  for (let link = failure; link !== undefined && link !== null && chain.length < MAX_CAUSES; link = (link as { readonly cause?: unknown }).cause) {
    chain.push(link instanceof Error ? { name: link.name, code: (link as NodeJS.ErrnoException).code, message: link.message, stack: link.stack?.slice(0, MAX_STACK) } : { value: String(link) });
  }
  return chain;
}
