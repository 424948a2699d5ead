import { sessionBus, toPlain, type MessageBus } from 'dbus-native';

const WATCHER = 'org.kde.StatusNotifierWatcher';
const ITEM = 'org.kde.StatusNotifierItem';
const MENU = 'com.canonical.dbusmenu';

export interface MenuRow {
  readonly number: number;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly children: readonly MenuRow[];
}

/** The other side of a tray, as a panel is it: a watcher that keeps who registered, and a client that asks what is to be drawn. */
export class TrayClient {
  readonly registered: string[] = [];
  readonly signals: { readonly member: string; readonly body: readonly unknown[] }[] = [];
  readonly #bus: MessageBus;

  private constructor(bus: MessageBus) {
    this.#bus = bus;
  }

  /** `hasHost`: whether a panel has announced itself to the watcher. */
  static async start(busAddress: string, { hasHost = true } = {}): Promise<TrayClient> {
    const bus = sessionBus({ busAddress });
    bus.connection.on('error', () => undefined); // of a bus that ends before it
    const client = new TrayClient(bus);
    const watcher = { RegisterStatusNotifierItem: (service: string) => void client.registered.push(service), IsStatusNotifierHostRegistered: hasHost };
    bus.exportInterface(watcher, '/StatusNotifierWatcher', {
      name: WATCHER, methods: { RegisterStatusNotifierItem: ['s', '', ['service'], []] }, properties: { IsStatusNotifierHostRegistered: { type: 'b', access: 'read' } }, signals: { StatusNotifierHostRegistered: [''] },
    });
    for (const from of [ITEM, MENU]) await bus.addMatch(`type='signal',interface='${from}'`);
    bus.connection.on('message', ({ type, interface: from, member = '', body = [] }) => {
      if (type === 4 && (from === ITEM || from === MENU)) client.signals.push({ member, body });
    });
    await bus.requestName(WATCHER, 0);
    return client;
  }

  announceHost(): void {
    this.#bus.exportedObjects['/StatusNotifierWatcher']![WATCHER]![1].IsStatusNotifierHostRegistered = true;
    this.#bus.sendSignal('/StatusNotifierWatcher', WATCHER, 'StatusNotifierHostRegistered');
  }

  async itemProperties(): Promise<Readonly<Record<string, unknown>>> {
    return toPlain(await this.#invoke('/StatusNotifierItem', 'org.freedesktop.DBus.Properties', 'GetAll', 's', [ITEM]));
  }

  callItem(member: string, signature = '', body: readonly unknown[] = []): Promise<unknown> {
    return this.#invoke('/StatusNotifierItem', ITEM, member, signature, body);
  }

  /** As a panel reads it: recursively, all properties. */
  async menu(parent = 0, depth = -1): Promise<MenuRow> {
    const bus = this.#bus;
    const [, layout] = await new Promise<[number, unknown]>((resolve, reject) => {
      bus.invoke({ ...this.#call('GetLayout', 'iias', [parent, depth, []]) }, (failure, revision, found) => (failure ? reject(failure) : resolve([revision as number, found])));
    });
    return rowOf(toPlain(layout));
  }

  async row(label: string): Promise<MenuRow> {
    const found = [...everyRow(await this.menu())].find(({ properties }) => properties['label'] === label);
    if (!found) throw new Error(`no menu item ${label}`);
    return found;
  }

  click({ number }: MenuRow): Promise<unknown> {
    return this.callMenu('Event', 'isvu', [number, 'clicked', ['s', ''], 0]);
  }

  callMenu(member: string, signature: string, body: readonly unknown[]): Promise<unknown> {
    return Promise.resolve(this.#bus.invoke(this.#call(member, signature, body)));
  }

  close(): Promise<void> {
    return this.#bus.close();
  }

  #call(member: string, signature: string, body: readonly unknown[]) {
    return { destination: this.registered.at(-1) as string, path: '/MenuBar', interface: MENU, member, ...(signature !== '' && { signature, body: [...body] }) };
  }

  #invoke(path: string, face: string, member: string, signature: string, body: readonly unknown[]): Promise<unknown> {
    return Promise.resolve(this.#bus.invoke({ destination: this.registered.at(-1) as string, path, interface: face, member, ...(signature !== '' && { signature, body: [...body] }) }));
  }
}

export function* everyRow(row: MenuRow): Iterable<MenuRow> {
  yield row;
  for (const child of row.children) yield* everyRow(child);
}

function rowOf(layout: unknown): MenuRow {
  const [number, properties, children] = layout as [number, Record<string, unknown>, unknown[]];
  return { number, properties: Array.isArray(properties) ? {} : properties, children: children.map(rowOf) };
}
