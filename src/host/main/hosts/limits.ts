import type { Share } from '../../rpc/index.js';

/** Bounds of extension hosts and of the plugins in them. Times in milliseconds of the Clock. */
export interface HostLimits {
  /** From the start of a process until it says hello; no code of a plugin has run by then. Far above the 100 ms it takes, for a machine that is starting up. */
  readonly startMs: number;
  readonly activateMs: number;
  readonly deactivateMs: number;
  /** Silence between two pings. */
  readonly pingEveryMs: number;
  /** How long a ping may stay without answer. */
  readonly verdictMs: number;
  /** Memory of a process, looked at with every ping: the heap has a limit of its own (permission-flags.ts), buffers have this one. */
  readonly residentBytes: number;
  /** From the end of the conversation until a process that is still there is killed. */
  readonly exitMs: number;
  /** Calls of one plugin that may be open; with 256 for a host (RPC_LIMITS) a second plugin gets its turn beside a stuck one. */
  readonly openCalls: number;
  /** What the calls of a host process may take of the agent's thread; what is built in is not rationed. */
  readonly share: Share;
  /** So many crashes within `crashWindowMs` disable a plugin. */
  readonly crashes: number;
  readonly crashWindowMs: number;
}

export const HOST_LIMITS: HostLimits = {
  startMs: 30_000,
  activateMs: 10_000,
  deactivateMs: 5_000,
  pingEveryMs: 5_000,
  verdictMs: 10_000,
  residentBytes: 1024 * 1024 * 1024,
  exitMs: 2_000,
  openCalls: 128,
  share: { part: 0.1, burstMs: 100 },
  crashes: 3,
  crashWindowMs: 5 * 60_000,
};
