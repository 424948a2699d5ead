import { spawn, type ChildProcess, type StdioOptions } from 'node:child_process';
import type { Socket } from 'node:net';
import { parse } from 'node:path';
import process from 'node:process';
import type { Readable } from 'node:stream';
import type { Clock } from '../../base/clock.js';
import type { Logger } from '../../base/logger.js';
import type { HostEnd, HostSpec, HostStarter, StartedHost } from '../main/hosts/host-starter.js';
import { permissionFlags } from '../main/hosts/permission-flags.js';
import { inProcessTransports, type Transport } from '../rpc/index.js';
import { HostProcess } from './host-process.js';
import { hostEnvironment } from './host-process-environment.js';
import { HostProcessOutput } from './host-process-output.js';
import { builtProgram, endingWithParent, withRealPaths, type HostProgram } from './host-process-program.js';
import { PLUGIN_PIPE_FD, SocketTransport } from './socket-transport.js';

export interface HostProcessesOptions {
  /** The protected folders, asked at each start: what `files.read` and `files.write` open. */
  readonly files: () => readonly string[];
  readonly clock: Clock;
  readonly logger: Logger;
  readonly program?: HostProgram;
}

/**
 * Starts a Node process per host, with the permissions of its grant and little of the agent's environment.
 *
 * On POSIX each is the leader of a session of its own: an interrupt at the agent's terminal does not reach it, and what its plugins start ends with it. On Windows those
 * programs stay.
 */
export function hostProcesses({ files, clock, logger, program = builtProgram() }: HostProcessesOptions): HostStarter {
  return {
    start(spec) {
      try {
        const child = spawnHost(spec, program, files());
        const output = new HostProcessOutput([child.stdout as Readable, child.stderr as Readable], { host: spec.name, clock, logger });
        const transport = new SocketTransport(child.stdio[PLUGIN_PIPE_FD] as unknown as Socket, clock);
        return new HostProcess({ child, output, transport, clock, startsPrograms: spec.granted.includes('processes') });
      } catch (failure) {
        return notStarted(failure as Error);
      }
    },
  };
}

function spawnHost({ granted, folders, storages }: HostSpec, { entry, nodeOptions, code }: HostProgram, files: readonly string[]): ChildProcess {
  const flags = permissionFlags({
    granted, code: withRealPaths([entry, ...code]), folders: withRealPaths(folders), storages: withRealPaths(storages), files: withRealPaths(files),
    known: process.allowedNodeEnvironmentFlags,
  });
  const [command, ...rest] = [...endingWithParent(), process.execPath, ...flags, ...nodeOptions, entry];
  const stdio: StdioOptions = ['ignore', 'pipe', 'pipe', 'pipe']; // the last one is PLUGIN_PIPE_FD
  return spawn(command as string, rest, {
    stdio, env: hostEnvironment(), cwd: parse(process.execPath).root, detached: process.platform !== 'win32', windowsHide: true,
  });
}

function notStarted(failure: Error): StartedHost {
  const end: HostEnd = { code: undefined, signal: undefined, outOfMemory: false, output: '', failure };
  return { transport: closedTransport(), pid: undefined, ended: Promise.resolve(end), kill: () => {} };
}

function closedTransport(): Transport {
  const [near, far] = inProcessTransports();
  far.close();
  return near;
}
