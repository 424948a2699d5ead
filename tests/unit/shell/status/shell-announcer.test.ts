import { describe, expect, it } from 'vitest';
import { ShellAnnouncer } from '../../../../src/shell/status/shell-announcer.js';
import { ManualClock } from '../../../fakes/manual-clock.js';

function world() {
  const clock = new ManualClock();
  const told: string[] = [];
  const announcer = new ShellAnnouncer(clock, (what, path) => told.push(`${what} ${String(path)}`));
  const change = (folder: string, name: string) => announcer.item({ folder: Buffer.from(folder), path: Buffer.from(`${folder}\\${name}`) });
  return { clock, told, announcer, change };
}

describe('the announcer to file managers', () => {
  it('tells single changes at once', () => {
    const { told, announcer, change } = world();
    change('C:\\a', 'x');
    announcer.folder(Buffer.from('C:\\b'));
    expect(told).toEqual(['item C:\\a\\x', 'folder C:\\b']);
  });

  it('makes one notice of a folder out of what is more than a hundred in a second', async () => {
    const { clock, told, change } = world();
    for (let file = 0; file < 1_000; file++) change(file % 2 === 0 ? 'C:\\a' : 'C:\\b', String(file));
    expect(told).toHaveLength(100);
    await clock.advance(1_000);
    expect(told.slice(100)).toEqual(['folder C:\\a', 'folder C:\\b']);
    change('C:\\a', 'later');
    expect(told.at(-1)).toBe('item C:\\a\\later');
    await clock.advance(10_000);
    expect(told).toHaveLength(103);
  });

  it('lets more than a hundred folders take turns', async () => {
    const { clock, told, announcer } = world();
    for (let folder = 0; folder < 250; folder++) announcer.folder(Buffer.from(String(folder)));
    expect(told).toHaveLength(100);
    await clock.advance(1_000);
    expect(told).toHaveLength(200);
    await clock.advance(1_000);
    expect(new Set(told).size).toBe(250);
  });

  it('says nothing after its end', async () => {
    const { clock, told, announcer, change } = world();
    for (let file = 0; file < 200; file++) change('C:\\a', String(file));
    announcer.dispose();
    await clock.advance(5_000);
    expect(told).toHaveLength(100);
  });
});
