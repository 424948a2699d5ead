/** One line per step on stderr, so that stdout stays the command's own. */
export const announce = message => process.stderr.write(`mamori: ${message}\n`);

/** Ends the process for a failure: one line for what a person can mend, a stack for a defect. */
export function fail(failure) {
  announce(failure?.name === 'StepFailure' ? failure.message : failure?.stack ?? String(failure));
  process.exit(1);
}
