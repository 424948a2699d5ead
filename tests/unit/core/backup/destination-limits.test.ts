import { expect, it } from 'vitest';
import { limitsOf } from '../../../../src/agent/limits.js';
import { preferencesFrom } from '../../../../src/agent/setting-values.js';
import { CONTRACT_LIMITS, strictest } from '../../../../src/core/backup/destination-limits.js';

it('of destination and settings the smaller limit of each kind counts', () => {
  expect(strictest({}, {})).toEqual({});
  expect(strictest(CONTRACT_LIMITS, {})).toEqual({ fileBytes: 30_000_000_000, pathCharacters: 260, plainNames: true, files: 1_000_000 });
  expect(strictest(CONTRACT_LIMITS, { fileBytes: 5, pathCharacters: 1_000 })).toMatchObject({ fileBytes: 5, pathCharacters: 260 });
});

it('nothing is limited by the settings until somebody sets it', () => {
  expect(limitsOf(preferencesFrom({}))).toEqual({});
  expect(limitsOf(preferencesFrom({ 'limits.fileGigabytes': 1.5, 'limits.plainNames': true }))).toEqual({ fileBytes: 1_500_000_000, plainNames: true });
});
