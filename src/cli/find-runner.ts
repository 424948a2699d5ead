import { homedir } from 'node:os';
import { endpointAddress, endpointCandidates, stateHome, type UserSurroundings } from '../wire/meeting-place.js';
import { systemClock, type Clock } from '../base/clock.js';
import { CodedError } from '../base/coded-error.js';
import type { CallerPlace } from './command.js';
import { connectToAgent } from './endpoint-client.js';
import { LastingRunner } from './lasting-runner.js';
import { programVersion } from './program-version.js';
import type { VerbRunner } from './verb-runner.js';

/** Where the agent of this command line lives: `home` is `--home`, which goes before MAMORI_HOME. */
export function agentPlace({ absolute }: CallerPlace, home: string | undefined) {
  const environment = home === undefined ? process.env : { ...process.env, MAMORI_HOME: absolute(home) };
  const surroundings: UserSurroundings = { platform: process.platform, environment, userHome: homedir(), userId: process.getuid?.() ?? -1 };
  const folder = stateHome(surroundings);
  return { home: folder, address: endpointAddress(folder, surroundings), surroundings, program: programVersion() };
}

export type AgentPlace = ReturnType<typeof agentPlace>;

/** The agent that runs, if one does. */
export async function runningAgent({ home, surroundings }: AgentPlace): Promise<VerbRunner | undefined> {
  for (const address of endpointCandidates(home, surroundings)) {
    const agent = await connectToAgent(address);
    if (agent) return agent;
  }
  return undefined;
}

/** Whoever can carry out verbs: the agent that runs, else its core in this process, which takes much longer to load. */
export async function findRunner(caller: CallerPlace, home: string | undefined): Promise<VerbRunner> {
  const place = agentPlace(caller, home);
  const find = () => patiently(async () => await runningAgent(place) ?? (await import('../agent/index.js')).openVerbRunner(place));
  return new LastingRunner(await find(), find);
}

/** A command holds the state folder for a moment, and an agent that starts does not answer at once: both are over within seconds. */
const PATIENCE_MS = 10_000;
const LOOK_AGAIN_MS = 50;

/** Tries again for a while when another process has the state folder but does not answer yet. */
export async function patiently<T>(attempt: () => Promise<T>, clock: Clock = systemClock): Promise<T> {
  for (const beganMs = clock.monotonicMs(); ;) {
    try {
      return await attempt();
    } catch (failure) {
      const isTaken = failure instanceof CodedError && failure.code === 'agent.already-running' && failure.retry === 'later';
      if (!isTaken || clock.monotonicMs() - beganMs > PATIENCE_MS) throw failure;
      await new Promise<void>(resolve => clock.after(LOOK_AGAIN_MS, resolve));
    }
  }
}
