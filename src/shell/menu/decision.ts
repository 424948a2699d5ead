import type { Comparison, LinearPattern } from '../../wire/plugins/when/index.js';
import type { FactKey } from './menu-facts.js';

/** A condition as a file manager decides it: by what is selected, and by booleans that the agent publishes. */
export type Decision =
  | { readonly kind: 'literal'; readonly value: boolean }
  | { readonly kind: 'boolean'; readonly index: number }
  | { readonly kind: 'truthy'; readonly key: FactKey }
  | { readonly kind: 'equals'; readonly key: FactKey; readonly value: string }
  | { readonly kind: 'compare'; readonly key: FactKey; readonly operator: Comparison; readonly value: number }
  | { readonly kind: 'match'; readonly key: FactKey; readonly pattern: LinearPattern }
  | { readonly kind: 'not'; readonly decision: Decision }
  | { readonly kind: 'all' | 'any'; readonly decisions: readonly Decision[] }; // of none: true, false
