import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../../base/clock.js';
import type { Logger } from '../../base/logger.js';
import { FallbackToastDriver } from '../toast/fallback-toast-driver.js';
import type { ToastDriver } from '../toast/toast-driver.js';

export interface ToastSurroundings {
  readonly platform: NodeJS.Platform;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Whether the launcher started this process: then it is there to take the links of buttons. */
  readonly launched: boolean;
}

/** What shows toasts here; only its own library is loaded. On Linux without a session bus it is a driver that says so, each time: a bus may come. */
export async function openToastDriver({ platform, environment, clock, logger, launched }: ToastSurroundings): Promise<ToastDriver> {
  if (platform === 'win32') return openWindowsDriver({ environment, clock, logger, launched });
  const driver = new (await import('./dbus-toast-driver.js')).DbusToastDriver(sessionBusAddress(environment), logger);
  await driver.listen();
  return driver;
}

/** SnoreToast where nobody takes links, and where Windows PowerShell does not show the toast: a PC's policy may keep it from Windows' own types. */
async function openWindowsDriver({ environment, clock, logger, launched }: Omit<ToastSurroundings, 'platform'>): Promise<ToastDriver> {
  const snoretoast = new (await import('./node-notifier-toast-driver.js')).NodeNotifierToastDriver({ clock });
  if (!launched) return snoretoast;
  const { WindowsToastDriver, windowsPowershell } = await import('./windows-toast-driver.js');
  return new FallbackToastDriver(new WindowsToastDriver({ logger, program: windowsPowershell(environment) }), snoretoast);
}

/** As libdbus finds it; a service of systemd's may have the socket and not the variable. */
export function sessionBusAddress({ DBUS_SESSION_BUS_ADDRESS: address, XDG_RUNTIME_DIR: runtime }: ToastSurroundings['environment']): string | undefined {
  if (address) return address;
  const socket = runtime ? join(runtime, 'bus') : undefined;
  return socket !== undefined && existsSync(socket) ? `unix:path=${socket}` : undefined;
}
