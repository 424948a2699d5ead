import { homedir } from 'node:os';
import { endpointAddress, endpointCandidates, stateHome, type UserSurroundings } from '../wire/meeting-place.js';
import { systemClock, type Clock } from '../base/clock.js';
import { CodedError } from '../base/coded-error.js';
import { agentErrors } from '../terms/errors/agent-errors.js';
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

/**
 * The agent that protects continuously, if one runs.
 *
 * @throws CodedError `agent.already-running`, for `patiently`, while a one-off command serves others: it is no agent, and nothing is protected once it ends.
 */
export async function protectingAgent(place: AgentPlace): Promise<VerbRunner | undefined> {
  const runner = await runningAgent(place);
  if (!runner || (await isAgent(runner))) return runner;
  await runner.dispose(); // it goes on for as long as somebody is connected
  throw CodedError.of(agentErrors, 'agent.already-running', 'another command is under way', { data: { endsByItself: true } });
}

/** Whether it is an agent, not a command that serves others on the way; one that went meanwhile was a command. */
export async function isAgent(runner: VerbRunner): Promise<boolean> {
  try {
    const { agent } = await runner.call('status', { paths: [] }, { signal: new AbortController().signal, onProgress: () => undefined });
    return agent !== 'stopped';
  } catch (failure) {
    if (runner.isLost) return false;
    throw failure;
  }
}

/** A command holds the state folder for a moment, and an agent that starts does not answer at once: both are over within seconds. */
const PATIENCE_MS = 10_000;
const LOOK_AGAIN_MS = 50;

/**
 * Tries again for a while when another process has the state folder but does not answer yet; for one that answers and ends by itself, as long as that takes.
 *
 * @param onLongWait called once, before a wait that may be long
 */
export async function patiently<T>(attempt: () => Promise<T>, onLongWait: () => void = () => undefined, clock: Clock = systemClock): Promise<T> {
  let told = false;
  for (let beganMs = clock.monotonicMs(); ;) {
    try {
      return await attempt();
    } catch (failure) {
      const isTaken = failure instanceof CodedError && failure.code === 'agent.already-running' && failure.retry === 'later';
      if (!isTaken) throw failure;
      if (failure.data['endsByItself'] === true) {
        if (!told) onLongWait();
        told = true;
        beganMs = clock.monotonicMs();
      }
      if (clock.monotonicMs() - beganMs > PATIENCE_MS) throw failure;
      await new Promise<void>(resolve => clock.after(LOOK_AGAIN_MS, resolve));
    }
  }
}
