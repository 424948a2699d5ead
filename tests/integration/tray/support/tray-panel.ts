import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { eventually } from '../../../e2e/support/eventually.js';
import type { DesktopSession } from '../../notifications/support/desktop-session.js';

const WIDTH = 1024;
const HEIGHT = 32;
/** Of the pictures in src/shell/tray/icon-pixels.ts. */
const COLOURS = { protected: [0x10, 0x7c, 0x10], working: [0x0f, 0x6c, 0xbd], problem: [0xc4, 0x2b, 0x1c], paused: [0x5c, 0x5c, 0x5c] } as const;
/** Of 255: panels scale pictures. */
const NEAR = 12;

const SETTINGS = `<?xml version="1.0" encoding="UTF-8"?>
<channel name="xfce4-panel" version="1.0">
  <property name="configver" type="int" value="2"/>
  <property name="panels" type="array">
    <value type="int" value="1"/>
    <property name="panel-1" type="empty">
      <property name="position" type="string" value="p=6;x=0;y=0"/>
      <property name="length" type="uint" value="100"/>
      <property name="position-locked" type="bool" value="true"/>
      <property name="size" type="uint" value="${HEIGHT}"/>
      <property name="plugin-ids" type="array"><value type="int" value="1"/></property>
    </property>
  </property>
  <property name="plugins" type="empty"><property name="plugin-1" type="string" value="systray"/></property>
</channel>
`;

/** A real panel at the top of the screen that shows nothing but a tray: xfce4-panel. */
export class TrayPanel {
  readonly #desktop: DesktopSession;

  private constructor(desktop: DesktopSession) {
    this.#desktop = desktop;
  }

  static start(desktop: DesktopSession): TrayPanel {
    const settings = join(desktop.folder, 'xfce4/xfconf/xfce-perchannel-xml/xfce4-panel.xml');
    mkdirSync(dirname(settings), { recursive: true });
    writeFileSync(settings, SETTINGS);
    desktop.start('xfce4-panel', ['--disable-wm-check']);
    return new TrayPanel(desktop);
  }

  /** Resolves once the tray shows the icon, to where. */
  icon(name: keyof typeof COLOURS): Promise<{ readonly x: number; readonly y: number }> {
    const colour = COLOURS[name];
    return eventually(`the tray shows "${name}"`, 30_000, async () => {
      const screen = await this.#desktop.pixels({ x: 0, y: 0, width: WIDTH, height: HEIGHT });
      const hits = Array.from({ length: screen.length / 3 }, (_, index) => index).filter(index => colour.every((wanted, channel) => Math.abs((screen[3 * index + channel] as number) - wanted) <= NEAR));
      if (hits.length < 30) return undefined;
      const middle = (of: (index: number) => number) => Math.round(hits.reduce((sum, index) => sum + of(index), 0) / hits.length);
      return { x: middle(index => index % WIDTH), y: middle(index => Math.floor(index / WIDTH)) };
    });
  }

  /** Opens the menu and chooses the entry with an access key. */
  async choose(name: keyof typeof COLOURS, key: string): Promise<void> {
    const { x, y } = await this.icon(name);
    const below = { x: 0, y: HEIGHT + 8, width: 200, height: 200 };
    const before = await this.#desktop.pixels(below);
    await this.#desktop.click(x, y, 'right');
    let last = before;
    await eventually('the menu is open', 10_000, async () => {
      const now = await this.#desktop.pixels(below);
      const isOpen = !now.equals(before) && now.equals(last);
      last = now;
      return isOpen;
    });
    await this.#desktop.pressKey(key);
  }
}
