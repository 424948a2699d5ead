import { afterEach, beforeEach, expect, it } from 'vitest';
import { CONTRACT_LIMITS } from '../../../src/core/backup/destination-limits.js';
import { RunWorld } from './run-world.js';

let world: RunWorld;
beforeEach(() => { world = new RunWorld(); });
afterEach(() => world.dispose());

it('limits that a destination advertises count without any setting, in scans and in saves of single files', async () => {
  Object.assign(world.store, { capabilities: { ...world.store.capabilities, limits: { ...CONTRACT_LIMITS, fileBytes: 1_000 } } });
  for (const path of ['fits.txt', 'what?.txt', '.dot', `${'d'.repeat(130)}/${'e'.repeat(130)}`]) world.write(path, 'x');
  world.write('large.bin', Buffer.alloc(1_001));
  const installation = await world.open();
  const { status, failures } = await installation.backUp();
  expect(status).toBe('several-errors');
  expect(failures.map(({ path, code }) => `${path.slice(0, 9)} ${code}`).toSorted()).toEqual(['.dot file.forbidden-name', 'ddddddddd file.path-too-long', 'large.bin file.too-large', 'what?.txt file.forbidden-name']);

  world.write('large.bin', Buffer.alloc(1_000));
  world.write('also?.txt');
  const saved = await installation.backUp('continuous', { type: 'paths', paths: ['large.bin', 'also?.txt'] });
  expect(saved).toMatchObject({ status: 'forbidden-characters', counts: { new: 1, failed: 1 }, failures: [{ path: 'also?.txt', code: 'file.forbidden-name' }] });
});
