import type { NoticeChannel } from '../delivery/channel.js';
import type { ToastDriver } from './toast-driver.js';

/** Windows shows five buttons, GNOME three; a toast with more is not read. */
const MAX_BUTTONS = 3;

/** `listens`: this process will be there when a button is pressed; otherwise there are none. */
export function toastChannel(driver: ToastDriver, { listens }: { readonly listens: boolean }): NoticeChannel {
  return {
    id: 'toast',
    deliver: ({ id, title, text, severity, actions, dedupeKey }, signal) => driver.show({
      id, title, text, severity, slot: dedupeKey,
      buttons: actions.slice(0, listens ? MAX_BUTTONS : 0).map(({ nonce, title: label }) => ({ key: nonce, title: label })),
    }, signal),
  };
}
