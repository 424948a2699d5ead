import type { CapabilityName } from '../../../wire/plugins/manifest/index.js';

/**
 * What it is worth that a capability was not granted.
 *
 * - `enforced`: a plugin without it is refused, by Node or by the agent.
 * - `declared-only`: the plugin says that it does not do it, and nothing would stop it.
 */
export type Enforcement = 'enforced' | 'declared-only';

/**
 * For the installer's prompt: who grants `granted` to a plugin reads per capability whether the border holds on this Node.
 *
 * A program that a plugin starts is bound by nothing, so with `processes` only what goes through the agent is still enforced. The list of hosts in `network` is declared
 * only, on every Node: `--allow-net` opens all or nothing.
 */
export function enforcement(capability: CapabilityName, granted: readonly CapabilityName[], known: ReadonlySet<string>): Enforcement {
  switch (capability) {
    case 'secrets':
    case 'destinations':
      return 'enforced'; // asked of the agent, which checks
    case 'processes':
      return known.has('--permission') ? 'enforced' : 'declared-only';
    case 'files.read':
    case 'files.write':
      return known.has('--permission') && !granted.includes('processes') ? 'enforced' : 'declared-only';
    case 'network':
      return known.has('--allow-net') && !granted.includes('processes') && !granted.includes('network') ? 'enforced' : 'declared-only';
  }
}
