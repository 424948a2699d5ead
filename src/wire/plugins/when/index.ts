export { evaluate } from './evaluate.js';
export { keysOf } from './keys-of.js';
export { parseWhen, type WhenResult } from './parse-when.js';
export { print } from './print-when.js';
export { allOf, anyOf, CONTEXT_KEYS, not, type Comparison, type ContextValue, type Scalar, type WhenClause, type WhenContext } from './when-clause.js';
export type { WhenFailure, WhenReason } from './when-failure.js';
export { WHEN_LIMITS } from './when-limits.js';
