import * as v from 'valibot';

/** One run of scripts/windows-check.ps1 on a PC with Windows. */
export const WindowsCheckRun = v.object({
  date: v.pipe(v.string(), v.regex(/^\d{4}-\d{2}-\d{2}$/)),
  build: v.pipe(v.string(), v.regex(/^\d+(\.\d+)*$/)), // of Windows, as 26100.2314
  version: v.pipe(v.string(), v.minLength(1)), //         of Mamori
  passed: v.pipe(v.number(), v.integer(), v.minValue(0)),
  failed: v.pipe(v.number(), v.integer(), v.minValue(0)),
});
export type WindowsCheckRun = v.InferOutput<typeof WindowsCheckRun>;

/** docs/windows-checks.json: all runs, oldest first. */
export const WindowsCheckRuns = v.object({ runs: v.array(WindowsCheckRun) });

/** The last run in the words of README.md. */
export function lastRunWords(run: WindowsCheckRun | undefined): string {
  return run ? `${run.date} (build ${run.build}, Mamori ${run.version}: ${run.passed} passed, ${run.failed} failed)` : 'never';
}
