import type { PluginId } from '../../../wire/plugins/manifest/index.js';
import type { Crash, CrashCause, HostProfile } from './crash.js';
import type { HostEnd } from './host-starter.js';

/** What was seen of a host's end, as one record. What the agent itself noticed (`cause`) comes before how the process then ended, which may be the agent's doing. */
export function crashOf({ end, cause, detail, suspects, profile }: {
  readonly end: HostEnd; readonly cause: CrashCause | undefined; readonly detail: string | undefined; readonly suspects: readonly PluginId[];
  readonly profile: HostProfile | undefined;
}): Crash {
  const endCause: CrashCause = end.outOfMemory ? 'out-of-memory' : end.signal === undefined ? 'exit' : 'signal';
  const endDetail = end.failure?.message ?? (end.signal === undefined ? `exit code ${end.code ?? 'unknown'}` : `signal ${end.signal}`);
  return {
    cause: end.failure ? 'not-started' : cause ?? endCause, detail: detail ?? endDetail, suspects, output: end.output,
    ...(profile && { profile }),
  };
}
