import type { Explanation, Version } from '../../host/api/index.js';

/**
 * The newest version that differs from what is there now; undefined when there is none.
 *
 * A file that is `protected` is what its newest version says; any other one (changed since, gone, unreadable) differs from that. Versions differ by size or time of change: a version made
 * for changed attributes alone brings nothing back.
 */
export function previousVersion(versions: readonly Version[], answer: Explanation['answer']): Version | undefined {
  const [newest] = versions;
  if (!newest) return undefined;
  const isNow = answer === 'protected' && newest.state === 'present';
  return versions.find(({ state, sizeBytes, modifiedMs }) => (
    state === 'present' && !(isNow && sizeBytes === newest.sizeBytes && modifiedMs === newest.modifiedMs)
  ));
}
