import type { Clock } from '../../../base/clock.js';
import type { Logger } from '../../../base/logger.js';
import type { LoadModule } from '../../child/loader.js';
import { servePlugins } from '../../child/main.js';
import type { CreatePluginApi } from '../../child/plugin-side.js';
import { inProcessTransports } from '../../rpc/index.js';
import type { HostEnd, HostStarter } from './host-starter.js';

/** Hosts within the agent, for what comes with the product: nothing restrains them, but they say and hear only what would pass a process border. */
export function inAgentHosts({ createApi, load, clock, logger }: {
  readonly createApi: CreatePluginApi; readonly load: LoadModule; readonly clock: Clock; readonly logger: Logger;
}): HostStarter {
  return {
    start() {
      const [transport, theirs] = inProcessTransports(clock);
      const peer = servePlugins({ transport: theirs, createApi, load, logger });
      const ended = peer.closed.then((): HostEnd => ({ code: 0, signal: undefined, outOfMemory: false, output: '' }));
      return { transport, pid: undefined, ended, kill: () => peer.dispose() };
    },
  };
}
