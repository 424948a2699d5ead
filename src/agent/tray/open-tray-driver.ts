import { CodedError } from '../../base/coded-error.js';
import { sessionBusAddress } from '../../notifications/adapters/open-toast-driver.js';
import type { TrayDriver } from '../../shell/tray/tray-driver.js';
import { noticeErrors } from '../../terms/errors/notice-errors.js';
import { endpointShim } from '../endpoint-access.js';
import type { Workspace } from '../workspace.js';

/** What draws the tray on this system; undefined where none is known of. Only its own library is loaded, and nothing is tried before it starts. */
export async function openTrayDriver({ clock, logger, place: { surroundings } }: Pick<Workspace, 'clock' | 'logger' | 'place'>): Promise<TrayDriver | undefined> {
  switch (surroundings.platform) {
    case 'win32': {
      const { WindowsTrayDriver } = await import('../../shell/adapters/windows-tray-driver.js');
      return new WindowsTrayDriver({ clock, logger, openWindow: async () => (await endpointShim(logger)).openTray() });
    }
    case 'linux': {
      const { DbusTrayDriver } = await import('../../shell/adapters/dbus-tray-driver.js');
      const address = sessionBusAddress(surroundings.environment);
      return new DbusTrayDriver({
        clock, logger, processId: process.pid,
        connect: async listeners => {
          if (address === undefined) throw CodedError.of(noticeErrors, 'notice.channel-unavailable', 'no session bus');
          return (await import('../../notifications/adapters/session-bus.js')).connectSessionBus(address, listeners);
        },
      });
    }
    default: return undefined;
  }
}
