import { existsSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The environment in which a keyring can be reached; undefined where there is no session bus to reach it by.
 *
 * Jobs started by cron or ssh often lack the variables although the person's session, and its unlocked
 * keyring, are there: then the bus at its usual place is named. Without a bus no process is started at all,
 * which also keeps libraries from launching one of their own that nobody ends. Costs two stats at most.
 */
export function keyringEnvironment(
  environment: NodeJS.ProcessEnv, platform: NodeJS.Platform = process.platform,
): NodeJS.ProcessEnv | undefined {
  if (platform !== 'linux') return environment;
  const { DBUS_SESSION_BUS_ADDRESS: address, XDG_RUNTIME_DIR: runtimeFolder } = environment;
  if (address) return address.startsWith('disabled:') ? undefined : environment;
  const socket = join(runtimeFolder || `/run/user/${process.geteuid?.()}`, 'bus');
  return existsSync(socket) ? { ...environment, DBUS_SESSION_BUS_ADDRESS: `unix:path=${socket}` } : undefined;
}
