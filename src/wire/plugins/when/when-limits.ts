/** Bounds of a clause and of the expressions in it; with them the longest evaluation stays below a few milliseconds. */
export const WHEN_LIMITS = {
  clauseChars: 1000,
  depth: 32, //          parentheses within parentheses
  patternChars: 200,
  patternStates: 500, // after counted repetitions are written out
  subjectChars: 4096, // a longer value matches no expression
} as const;
