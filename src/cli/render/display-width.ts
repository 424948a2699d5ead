const WIDE = /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;
/** Marks that sit on the character before them, as in decomposed が, and characters without any shape. */
const WITHOUT_WIDTH = /[\p{Mn}\p{Me}\u200b-\u200d\u2060\ufeff]/u;

/** Cells a text takes on a terminal: two for an East Asian wide character (Unicode UAX #11), none for a combining mark. */
export function displayWidth(text: string): number {
  let width = 0;
  for (const character of text) width += widthOf(character);
  return width;
}

/** As much of the beginning as fits into `cells`. */
export function headOfWidth(text: string, cells: number): string {
  return takeWidth([...text], cells).join('');
}

/** As much of the end as fits into `cells`. */
export function tailOfWidth(text: string, cells: number): string {
  return takeWidth([...text].toReversed(), cells).toReversed().join('');
}

function takeWidth(characters: readonly string[], cells: number): string[] {
  let width = 0;
  const end = characters.findIndex(character => (width += widthOf(character)) > cells);
  return end < 0 ? [...characters] : characters.slice(0, end);
}

function widthOf(character: string): number {
  if (character <= '\u007f') return 1;
  return WITHOUT_WIDTH.test(character) ? 0 : WIDE.test(character) ? 2 : 1;
}
