/**
 * The number that a context value's text is for an ordering: a decimal number of at most 15 digits, else undefined.
 *
 * So few that digits and power of ten are whole doubles, and their quotient is the same wherever it is computed: file managers evaluate conditions as well
 * (native/shim/menu/selection_facts.cc).
 */
export function decimalIn(text: string): number | undefined {
  const found = /^[+-]?(\d+)(?:\.(\d+))?$/.exec(text);
  if (!found || `${found[1]}${found[2] ?? ''}`.length > 15) return undefined;
  return Number(text) + 0; // + 0: there is one zero
}
