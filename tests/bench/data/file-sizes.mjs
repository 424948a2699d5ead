import { between, normal, randomStream } from './random.mjs';

const SIGMA = 1.3; // of the sizes' logarithms: the median is 0.43 of the mean, one file in a thousand is 24 times the mean
const SMALLEST = 64;

/** Lognormal sizes in bytes whose mean is near `meanBytes`; the share of one file in the total stays below `4096 × mean`. */
export function lognormalSizes(count, meanBytes, seed) {
  const next = randomStream(seed);
  const mu = Math.log(meanBytes) - SIGMA * SIGMA / 2;
  return Uint32Array.from({ length: count }, () => Math.min(4096 * meanBytes, Math.max(SMALLEST, Math.round(Math.exp(mu + SIGMA * normal(next))))));
}

/** Sizes spread evenly over [low, high]. */
export function uniformSizes(count, low, high, seed) {
  const next = randomStream(seed);
  return Uint32Array.from({ length: count }, () => between(next, low, high));
}
