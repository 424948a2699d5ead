import { describe, expect } from 'vitest';
import type { KeySlotRow } from '../../src/wire/verbs/results.js';
import { write } from './support/sample-trees.js';
import { test } from './support/world.js';

describe('a new passphrase', () => {
  test('that is weak makes no slot later, and a warning at the first start; a good one opens the vault; a label is used once', async ({ world }) => {
    const { pc, source, vault } = world;
    write(source, 'a.txt', 'a');
    const events = await pc.upOnce([source, '--vault', vault], { passphrase: 'short' });
    expect(events.filter(({ type }) => type === 'warning')).toContainEqual(expect.objectContaining({ warning: expect.objectContaining({ code: 'agent.passphrase-too-short' }) as unknown }));
    expect(await pc.failure(['key', 'add'], { passphrase: '' })).toBe('agent.passphrase-needed');
    expect(await pc.failure(['key', 'add'], { passphrase: 'elevenchars' })).toBe('agent.passphrase-too-short');
    expect(await pc.failure(['key', 'add'], { passphrase: 'mamori-mamori' })).toBe('agent.passphrase-guessable');
    expect(await pc.failure(['key', 'add', '--label', 'front desk'], { passphrase: 'Front Desk 1234' })).toBe('agent.passphrase-guessable');
    await pc.json(['key', 'add', '--label', 'front desk'], { passphrase: 'seaside pine and kettle' });
    expect(await pc.failure(['key', 'add', '--label', 'front desk'], { passphrase: 'another kettle of pines' })).toBe('agent.label-taken');
    expect((await pc.json<readonly KeySlotRow[]>(['key', 'list'])).map(({ kind }) => kind).toSorted()).toEqual(['passphrase', 'passphrase', 'recovery']);
    await world.pcNamed('b').upOnce([world.newFolder('own'), '--vault', vault], { passphrase: 'seaside pine and kettle' });
  });
});
