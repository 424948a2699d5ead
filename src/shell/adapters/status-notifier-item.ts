import type { InterfaceDescriptor, MessageBus } from 'dbus-native';
import { ICON_SIZES, iconPixels } from '../tray/icon-pixels.js';
import { trayIcons, type TrayIcon, type TrayView } from '../tray/tray-view.js';
import { MENU_PATH } from './dbus-menu.js';

export const ITEM_PATH = '/StatusNotifierItem';
/** The specification says org.freedesktop; every host and every program says org.kde. */
const ITEM = 'org.kde.StatusNotifierItem';

const read = (type: string) => ({ type, access: 'read' as const });
const DESCRIPTION: InterfaceDescriptor = {
  name: ITEM,
  methods: {
    Activate: ['ii', '', ['x', 'y'], []], SecondaryActivate: ['ii', '', ['x', 'y'], []], ContextMenu: ['ii', '', ['x', 'y'], []], Scroll: ['is', '', ['delta', 'orientation'], []],
    ProvideXdgActivationToken: ['s', '', ['token'], []],
  },
  signals: { NewTitle: [''], NewIcon: [''], NewAttentionIcon: [''], NewOverlayIcon: [''], NewToolTip: [''], NewStatus: ['s', 'status'] },
  properties: {
    Category: read('s'), Id: read('s'), Title: read('s'), Status: read('s'), WindowId: read('i'), IconThemePath: read('s'), ItemIsMenu: read('b'), Menu: read('o'),
    IconName: read('s'), IconPixmap: read('a(iiay)'), OverlayIconName: read('s'), OverlayIconPixmap: read('a(iiay)'),
    AttentionIconName: read('s'), AttentionIconPixmap: read('a(iiay)'), AttentionMovieName: read('s'), ToolTip: read('(sa(iiay)ss)'),
  },
};

type Pixmaps = readonly (readonly [width: number, height: number, pixels: Buffer])[];

/** The icon on D-Bus, by the StatusNotifierItem specification (freedesktop.org, version 0.1). The pictures are its own, so that no icon theme need know them. */
export class StatusNotifierItem {
  readonly #onActivated: () => void;
  readonly #pixmaps = new Map<TrayIcon, Pixmaps>();
  #bus: MessageBus | undefined;
  #shown: Pick<TrayView, 'icon' | 'tooltip'> = { icon: trayIcons[0], tooltip: { title: 'Mamori', text: '' } };

  constructor(onActivated: () => void) {
    this.#onActivated = onActivated;
  }

  exportOn(bus: MessageBus): void {
    this.#bus = bus;
    bus.exportInterface(this.#object(), ITEM_PATH, DESCRIPTION);
  }

  show({ icon, tooltip }: TrayView): void {
    const before = this.#shown;
    this.#shown = { icon, tooltip };
    if (before.icon !== icon) {
      this.#signal('NewIcon');
      this.#signal('NewAttentionIcon');
      this.#signal('NewStatus', 's', [this.#status]);
    }
    if (before.tooltip.title !== tooltip.title || before.tooltip.text !== tooltip.text) this.#signal('NewToolTip');
  }

  /** Panels hide what is passive; what needs attention is brought out of where it was hidden. */
  get #status(): 'Active' | 'NeedsAttention' {
    return this.#shown.icon === 'problem' ? 'NeedsAttention' : 'Active';
  }

  /** Without a prototype: a peer may call any name, and must find nothing but these. */
  #object(): object {
    const own = { status: () => this.#status, pixmaps: () => this.#pixmapsOf(this.#shown.icon), tooltip: () => this.#shown.tooltip };
    const object = Object.create(null) as object;
    const activate = () => {
      this.#onActivated();
      return null;
    };
    const nothing = () => null;
    return Object.defineProperties(Object.assign(object, {
      Category: 'ApplicationStatus', Id: 'mamori', Title: 'Mamori', WindowId: 0, IconThemePath: '', ItemIsMenu: false, Menu: MENU_PATH,
      IconName: '', OverlayIconName: '', OverlayIconPixmap: [], AttentionIconName: '', AttentionMovieName: '',
      Activate: activate, SecondaryActivate: activate, ContextMenu: nothing, Scroll: nothing, ProvideXdgActivationToken: nothing,
    }), {
      Status: { get: own.status }, IconPixmap: { get: own.pixmaps }, AttentionIconPixmap: { get: own.pixmaps },
      ToolTip: { get: () => ['', [], escaped(own.tooltip().title), escaped(own.tooltip().text)] },
    });
  }

  #pixmapsOf(icon: TrayIcon): Pixmaps {
    const known = this.#pixmaps.get(icon);
    if (known) return known;
    const pixmaps = ICON_SIZES.map(size => [size, size, iconPixels(icon, size)] as const);
    this.#pixmaps.set(icon, pixmaps);
    return pixmaps;
  }

  #signal(name: string, signature?: string, body?: readonly unknown[]): void {
    if (signature === undefined) this.#bus?.sendSignal(ITEM_PATH, ITEM, name);
    else this.#bus?.sendSignal(ITEM_PATH, ITEM, name, signature, [...body ?? []]);
  }
}

/** The specification allows markup in a tooltip; names of files and folders must not become any. */
function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
