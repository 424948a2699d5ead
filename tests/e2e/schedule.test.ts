import { expect } from 'vitest';
import type { Schedule } from '../../src/wire/verbs/results.js';
import { write } from './support/sample-trees.js';
import { test, type World } from './support/world.js';

const scheduled = async ({ pc }: World, ...words: readonly string[]) => (await pc.json<{ readonly schedule: Schedule }>(['schedule', ...words])).schedule;

test('a schedule changes in what is said, and keeps the rest', async ({ world }) => {
  write(world.source, 'a.txt', 'a');
  await world.setUp();
  expect(await scheduled(world)).toMatchObject({ on: true, days: [0, 1, 2, 3, 4, 5, 6] });
  expect(await scheduled(world, '12:30', '--days', 'fri,mon', '--pause', '17:00-18:00', '--missed', 'run')).toMatchObject({
    on: true, time: '12:30', days: [1, 5], pauseWindow: { from: '17:00', to: '18:00' }, catchUp: 'run',
  });
  expect(await scheduled(world, 'off')).toMatchObject({ on: false, time: '12:30', days: [1, 5] });
  expect(await scheduled(world, '13:00')).toMatchObject({ on: true, time: '13:00', days: [1, 5], pauseWindow: { from: '17:00', to: '18:00' }, catchUp: 'run' });
  expect(await scheduled(world, '13:00', '--days', '毎日', '--pause', 'none')).toEqual({ on: true, time: '13:00', days: [0, 1, 2, 3, 4, 5, 6], catchUp: 'run' });
  expect(await world.pc.run(['schedule', '13:00', '--days', 'someday'])).toMatchObject({ code: 2 });
});
