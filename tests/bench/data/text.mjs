import { between, fraction, randomStream } from './random.mjs';

/**
 * Text that never repeats itself yet shares its words across files, as the files of one office do.
 *
 * Tuned by measurement (docs/benchmarks.md): restic 0.19.1 stores 0.92 of files of 11 KB on average, zstd level 3 makes 0.72 of
 * each file alone and 0.49 of 1 MiB pieces. 40,000 words of 8–24 characters are drawn by a power law, one in twenty from the
 * few that its file comes back to. A fixed text copied again and again would reward deduplication that real files do not offer.
 */
const WORDS = 40_000;
const SHORTEST = 8;
const LONGEST = 24;
const SKEW = 1.5; //          rank = WORDS × u^SKEW
const RANKS = 1 << 16;
const VOCABULARY_SEED = 20_260_401;
const TOPIC_WORDS = 48; //   words that a file comes back to
const TOPIC_SHARE = 0.05; //  of its words
const SPACE = 0x20;
const NEWLINE = 0x0a;
const LINE_EVERY = 12; //     words
const NUMBER_EVERY = 40; //   words
const MARKUP = ['<p>', '</p>', '<td>', '</td>', '## ', '- '].map(mark => Buffer.from(mark));

/** The words one after another, where each begins, and the word of each of RANKS equally likely draws. */
function makeVocabulary() {
  const next = randomStream(VOCABULARY_SEED);
  const starts = new Uint32Array(WORDS + 1);
  const bytes = new Uint8Array(WORDS * LONGEST);
  let at = 0;
  for (let word = 0; word < WORDS; word++) {
    starts[word] = at;
    for (const end = at + between(next, SHORTEST, LONGEST); at < end; at++) bytes[at] = between(next, 48, 111);
  }
  starts[WORDS] = at;
  const wordOfDraw = Uint16Array.from({ length: RANKS }, (_, draw) => Math.floor(WORDS * (draw / RANKS) ** SKEW));
  return { bytes, starts, wordOfDraw };
}

let vocabulary;

/**
 * Fills `target` with text; about 300 MB/s.
 *
 * @param {Uint8Array} target
 * @param {() => number} next from randomStream
 */
export function fillText(target, next) {
  vocabulary ??= makeVocabulary();
  const { bytes, starts, wordOfDraw } = vocabulary;
  const size = target.length;
  const topic = Uint32Array.from({ length: TOPIC_WORDS }, () => wordOfDraw[next() >>> 16]);
  let at = 0;
  while (at < size) {
    const draw = next();
    const word = (draw & 0xff) < TOPIC_SHARE * 0x100 ? topic[(draw >>> 16) % TOPIC_WORDS] : wordOfDraw[draw >>> 16];
    const end = starts[word + 1];
    for (let from = starts[word]; from < end && at < size; from++) target[at++] = bytes[from];
    if (at < size) target[at++] = (draw & 0xffff) % LINE_EVERY === 0 ? NEWLINE : SPACE;
    if ((draw & 0xffff) % NUMBER_EVERY === 1) at = putAside(target, at, next);
  }
}

/** A number or a piece of markup between two words. */
function putAside(target, at, next) {
  const aside = next() & 1 ? MARKUP[next() % MARKUP.length] : Buffer.from(`${(fraction(next) * 1e6).toFixed(2)} `);
  const end = Math.min(target.length, at + aside.length);
  for (let from = 0; at + from < end; from++) target[at + from] = aside[from];
  return end;
}
