import { expect, it } from 'vitest';
import type { TrayDriver, TrayEvent } from '../../src/shell/tray/tray-driver.js';
import type { TrayItem, TrayView } from '../../src/shell/tray/tray-view.js';
import { eventually } from '../e2e/support/eventually.js';

/** A driver and what shows it: a panel, or the notification area. */
export interface TrayPlace extends AsyncDisposable {
  readonly driver: TrayDriver;
  /** Words as a person reads them, access keys as `&`; `-` is a separator, a tick comes first, what is in a submenu is indented. Undefined: there is no icon. */
  seen(): Promise<{ readonly title: string; readonly menu: readonly string[] } | undefined>;
  /** Clicks on the item with these words in what was seen last, be it there still or not. */
  click(label: string): Promise<void>;
  hostComes(): Promise<void>;
  hostGoes(): Promise<void>;
}

/** `hasHost`: whether there is something that shows icons when the driver starts. */
export type OpenTrayPlace = (options: { readonly hasHost: boolean }) => Promise<TrayPlace>;

const entry = (key: string, label: string, changes: Partial<Extract<TrayItem, { type: 'entry' }>> = {}): TrayItem => ({ type: 'entry', key, label, enabled: true, choice: { type: 'command', command: key }, ...changes });
const settings: TrayItem = { type: 'submenu', key: 'settings', label: '&Settings', items: [entry('tick', '&Mail', { checked: true }), entry('no-tick', '&Usage', { checked: false })] };
const view: TrayView = {
  icon: 'protected', tooltip: { title: 'Mamori: 保護', text: 'Last backup: 12:00' },
  menu: [{ type: 'line', key: 'state', label: 'Protected' }, { type: 'separator', key: '-' }, entry('back-up', '&Back up now'), entry('grey', '&Grey', { enabled: false }), settings],
};
const LABELS = ['Protected', '-', '&Back up now', '&Grey', '&Settings', '  ✓ &Mail', '  &Usage'];
const chosen = (command: string): TrayEvent => ({ type: 'chosen', choice: { type: 'command', command } });

/** The promises of src/shell/tray/tray-driver.ts. */
export function testTrayDriver(open: OpenTrayPlace): void {
  const opened = async (hasHost = true) => {
    const place = await open({ hasHost });
    const heard: TrayEvent[] = [];
    place.driver.onDidHear(event => heard.push(event));
    return { place, driver: place.driver, heard, [Symbol.asyncDispose]: () => place[Symbol.asyncDispose]() };
  };
  const shownIn = async (of: Awaited<ReturnType<typeof opened>>) => {
    await of.driver.start();
    await eventually('it registers', 10_000, () => of.heard.some(({ type }) => type === 'registered'));
    of.driver.show(view);
    await eventually('it is shown', 10_000, () => of.driver.state === 'shown');
    return of;
  };
  const sees = (place: TrayPlace, menu: readonly string[]) => eventually(`the menu is ${menu.join(', ')}`, 10_000, async () => JSON.stringify((await place.seen())?.menu) === JSON.stringify(menu));

  it('does nothing before it starts, and says when there is something that shows it', async () => {
    await using of = await opened();
    of.driver.show(view);
    expect([of.driver.state, await of.place.seen()]).toEqual(['no-bus', undefined]);
    await shownIn(of);
    expect(await of.place.seen()).toEqual({ title: 'Mamori: 保護', menu: LABELS });
  });

  it('shows the newest view, also one from before there was anything to show it', async () => {
    await using of = await opened(false);
    await of.driver.start();
    await eventually('it knows that nothing shows it', 10_000, () => of.driver.state === 'no-host');
    of.driver.show(view);
    of.driver.show({ ...view, icon: 'working', menu: view.menu.slice(0, 3) });
    await of.place.hostComes();
    await eventually('it is shown', 10_000, () => of.driver.state === 'shown');
    await sees(of.place, LABELS.slice(0, 3));
    expect(of.heard).toContainEqual({ type: 'registered' });
    of.driver.show(view);
    await sees(of.place, LABELS);
  });

  it('tells what was chosen, and nothing of what is grey or no entry', async () => {
    await using of = await shownIn(await opened());
    await sees(of.place, LABELS);
    for (const label of ['&Back up now', '&Grey', 'Protected', '&Settings', '✓ &Mail']) await of.place.click(label);
    await eventually('both are told', 10_000, () => of.heard.filter(({ type }) => type === 'chosen').length === 2);
    expect(of.heard.filter(({ type }) => type === 'chosen')).toEqual([chosen('back-up'), chosen('tick')]);
  });

  it('takes a click on what has moved for what the person saw, and on what has gone for nothing', async () => {
    await using of = await shownIn(await opened());
    await sees(of.place, LABELS);
    of.driver.show({ ...view, menu: [entry('new', '&New'), ...view.menu.slice(1, 4)] });
    await of.place.click('✓ &Mail');
    await of.place.click('&Back up now');
    await eventually('it is told', 10_000, () => of.heard.some(({ type }) => type === 'chosen'));
    expect(of.heard.filter(({ type }) => type === 'chosen')).toEqual([chosen('back-up')]);
  });

  it('comes back with whatever shows it', async () => {
    await using of = await shownIn(await opened());
    await of.place.hostGoes();
    await eventually('it knows', 10_000, () => of.driver.state === 'no-host');
    const before = of.heard.length;
    await of.place.hostComes();
    await eventually('it registers anew', 10_000, () => of.heard.slice(before).some(({ type }) => type === 'registered') && of.driver.state === 'shown');
    await sees(of.place, LABELS);
  });

  it('can be ended by who hears of a choice', async () => {
    await using of = await shownIn(await opened());
    await sees(of.place, LABELS);
    const ended = new Promise<void>(resolve => { of.driver.onDidHear(event => { if (event.type === 'chosen') resolve(of.driver.dispose() as Promise<void>); }); });
    await of.place.click('&Back up now');
    await ended;
    expect(await of.place.seen()).toBeUndefined();
  });

  it('takes the icon away at its end, and tells nothing more', async () => {
    await using of = await shownIn(await opened());
    await sees(of.place, LABELS);
    const before = of.heard.length;
    await of.driver.dispose();
    of.driver.show({ ...view, icon: 'paused' });
    await of.place.click('&Back up now').catch(() => undefined);
    expect([await of.place.seen(), of.heard.length]).toEqual([undefined, before]);
    await of.driver.dispose();
  });
}
