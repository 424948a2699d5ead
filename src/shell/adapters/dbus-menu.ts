import { Variant, type InterfaceDescriptor, type MessageBus } from 'dbus-native';
import { menuProperties, sameProperties, type MenuProperties } from '../tray/dbus-menu-properties.js';
import { everyItem, MenuNumbers, ROOT, sameLayout, type NumberedItem } from '../tray/menu-numbers.js';
import type { TrayChoice, TrayItem } from '../tray/tray-view.js';

export const MENU_PATH = '/MenuBar';
const MENU = 'com.canonical.dbusmenu';
const CLICKED = 'clicked';

/** com.canonical.dbusmenu as libdbusmenu's dbus-menu.xml has it, version 3. */
const DESCRIPTION: InterfaceDescriptor = {
  name: MENU,
  methods: {
    GetLayout: ['iias', 'u(ia{sv}av)', ['parentId', 'recursionDepth', 'propertyNames'], ['revision', 'layout']],
    GetGroupProperties: ['aias', 'a(ia{sv})', ['ids', 'propertyNames'], ['properties']],
    GetProperty: ['is', 'v', ['id', 'name'], ['value']],
    Event: ['isvu', '', ['id', 'eventId', 'data', 'timestamp'], []],
    EventGroup: ['a(isvu)', 'ai', ['events'], ['idErrors']],
    AboutToShow: ['i', 'b', ['id'], ['needUpdate']],
    AboutToShowGroup: ['ai', 'aiai', ['ids'], ['updatesNeeded', 'idErrors']],
  },
  signals: {
    ItemsPropertiesUpdated: ['a(ia{sv})a(ias)', 'updatedProps', 'removedProps'],
    LayoutUpdated: ['ui', 'revision', 'parent'],
    ItemActivationRequested: ['iu', 'id', 'timestamp'],
  },
  properties: { Version: { type: 'u', access: 'read' }, TextDirection: { type: 's', access: 'read' }, Status: { type: 's', access: 'read' }, IconThemePath: { type: 'as', access: 'read' } },
};

type Layout = readonly [number: number, properties: readonly (readonly [string, Variant])[], children: readonly Variant[]];

/** A menu that other programs show: answers what they ask, tells them what has changed, hears what was chosen. */
export class DbusMenu {
  readonly #numbers = new MenuNumbers();
  readonly #onChosen: (choice: TrayChoice) => void;
  #bus: MessageBus | undefined;
  #tree: NumberedItem = this.#numbers.tree([]);
  #revision = 1;

  constructor(onChosen: (choice: TrayChoice) => void) {
    this.#onChosen = onChosen;
  }

  exportOn(bus: MessageBus): void {
    this.#bus = bus;
    bus.exportInterface(this.#object(), MENU_PATH, DESCRIPTION);
  }

  /** Words that change are told item by item, so that an open menu stays open. */
  show(items: readonly TrayItem[]): void {
    const before = this.#tree;
    this.#tree = this.#numbers.tree(items);
    if (!sameLayout(before, this.#tree)) {
      this.#revision += 1;
      this.#bus?.sendSignal(MENU_PATH, MENU, 'LayoutUpdated', 'ui', [this.#revision, ROOT]);
      return;
    }
    const known = new Map([...everyItem(before)].map(({ number, item }) => [number, menuProperties(item)]));
    const changed = [...everyItem(this.#tree)].flatMap(({ number, item }) => {
      const [now, then] = [menuProperties(item), known.get(number) as MenuProperties];
      return sameProperties(now, then) ? [] : [{ number, now, gone: [...then.keys()].filter(name => !now.has(name)) }];
    });
    if (changed.length === 0) return;
    const updated = changed.map(({ number, now }) => [number, onTheWire(now)]);
    const removed = changed.flatMap(({ number, gone }) => (gone.length > 0 ? [[number, gone]] : []));
    this.#bus?.sendSignal(MENU_PATH, MENU, 'ItemsPropertiesUpdated', 'a(ia{sv})a(ias)', [updated, removed]);
  }

  /** Without a prototype: a peer may call any name, and must find nothing but these. */
  #object(): object {
    const { find, event } = { find: (number: number) => this.#find(number), event: (number: number, name: string) => this.#event(number, name) };
    return Object.assign(Object.create(null) as object, {
      Version: 3, TextDirection: 'ltr', Status: 'normal', IconThemePath: [],
      GetLayout: (parent: number, depth: number, names: readonly string[]) => [this.#revision, layoutOf(this.#existing(parent), depth, names)],
      GetGroupProperties: (numbers: readonly number[], names: readonly string[]) => {
        const wanted = numbers.length > 0 ? numbers.flatMap(number => find(number) ?? []) : [...everyItem(this.#tree)];
        return wanted.map(({ number, item }) => [number, onTheWire(menuProperties(item), names)]);
      },
      GetProperty: (number: number, name: string) => {
        const property = menuProperties(this.#existing(number).item).get(name);
        if (!property) throw refusal(`item ${number} has no ${name}`);
        return new Variant(...property);
      },
      Event: (number: number, name: string) => {
        if (!event(number, name)) throw refusal(`no item ${number}`);
        return null;
      },
      EventGroup: (events: readonly (readonly [number, string])[]) => events.filter(([number, name]) => !event(number, name)).map(([number]) => number),
      AboutToShow: () => false, // the menu is always as it should be
      AboutToShowGroup: (numbers: readonly number[]) => [[], numbers.filter(number => !find(number))],
    });
  }

  #event(number: number, name: string): boolean {
    const found = this.#find(number);
    if (name === CLICKED && found?.item?.type === 'entry' && found.item.enabled) this.#onChosen(found.item.choice);
    return found !== undefined;
  }

  #find(number: number): NumberedItem | undefined {
    return [...everyItem(this.#tree)].find(found => found.number === number);
  }

  #existing(number: number): NumberedItem {
    const found = this.#find(number);
    if (!found) throw refusal(`no item ${number}`);
    return found;
  }
}

/** `depth` -1: everything below; 0: the item alone. */
function layoutOf({ number, item, children }: NumberedItem, depth: number, names: readonly string[]): Layout {
  return [number, onTheWire(menuProperties(item), names), depth === 0 ? [] : children.map(child => new Variant('(ia{sv}av)', layoutOf(child, depth - 1, names)))];
}

/** All of them where no names are given. */
function onTheWire(properties: MenuProperties, names: readonly string[] = []): readonly (readonly [string, Variant])[] {
  return [...properties].flatMap(([name, property]) => (names.length === 0 || names.includes(name) ? [[name, new Variant(...property)] as const] : []));
}

function refusal(message: string): Error {
  return Object.assign(new Error(message), { dbusName: 'com.canonical.dbusmenu.Error' });
}
