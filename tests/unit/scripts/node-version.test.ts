import { expect, it } from 'vitest';
import { nodeFits } from '../../../scripts/lib/node-version.mjs';

it.each([
  ['20.20.2', false], ['22.22.1', false], ['22.22.2', true], ['22.23.0', true], ['23.11.0', false],
  ['24.14.9', false], ['24.15.0', true], ['24.21.0', true], ['25.0.0', true], ['26.1.0', true], ['18.0.0', false],
])('Node %s fits: %s', (version, fits) => {
  expect(nodeFits(version)).toBe(fits);
});
