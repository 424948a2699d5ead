/** A stream of 32-bit numbers that depends on its seed alone. */

/** Spreads a seed and a label over 32 bits (FNV-1a), so that parts of a data set have streams of their own. */
export function seedOf(seed, label) {
  let hash = 0x811c9dc5 ^ seed;
  for (let i = 0; i < label.length; i++) hash = Math.imul(hash ^ label.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

/**
 * sfc32 (Chris Doty-Humphrey's small fast counting generator, of PractRand): 128 bits of state, period ≥ 2^32; about 2 ns a number.
 *
 * @param {number} seed
 * @returns {() => number} the next number, 0 … 2^32 − 1
 */
export function randomStream(seed) {
  let a = seed | 0, b = 0x9e3779b9 | 0, c = 0x243f6a88 | 0, counter = 1;
  const next = () => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum | 0;
    return sum >>> 0;
  };
  for (let i = 0; i < 12; i++) next();
  return next;
}

const RANGE = 2 ** 32;

/** A number in [0, 1). */
export const fraction = next => next() / RANGE;

/** An integer in [low, high]. */
export const between = (next, low, high) => low + Math.floor(fraction(next) * (high - low + 1));

/** A draw from the standard normal distribution (Box and Muller). */
export function normal(next) {
  return Math.sqrt(-2 * Math.log((next() + 1) / RANGE)) * Math.cos(2 * Math.PI * fraction(next));
}
