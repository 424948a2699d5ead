import { CodedError } from '../../base/coded-error.js';
import { shimErrors } from '../../terms/errors/shim-errors.js';

/** Versions of mamori_shim.h that this agent can drive. It binds the tray's functions, which came with 3, so an older library is none for it. */
export const DRIVEN_VERSIONS = { oldest: 3, newest: 3 } as const;

export interface VersionRange {
  readonly oldest: number;
  readonly newest: number;
}

/**
 * The version to speak: the newest that both sides know.
 *
 * The library decides (`mamori_negotiate`), because it may be newer than this agent and serve the agent's version still. A negative
 * answer, or one outside what was asked for, is no agreement.
 *
 * @throws CodedError `shim.other-version`
 */
export function negotiateAbi(negotiate: (oldest: number, newest: number) => number, { oldest, newest }: VersionRange = DRIVEN_VERSIONS): number {
  const agreed = negotiate(oldest, newest);
  if (agreed >= oldest && agreed <= newest) return agreed;
  throw CodedError.of(shimErrors, 'shim.other-version', 'the shim serves no version that this agent drives', { data: { oldest, newest, answered: agreed } });
}
