/**
 * Why a file shows a problem, as the number that its row in the status table carries (16 bits).
 *
 * Numbers are a protocol with file managers' extensions of other versions: a code keeps its number, and a number is not used again.
 */
export const SHELL_REASONS = {
  'file.no-permission': 2,
  'file.locked': 3,
  'file.encrypted': 4,
  'file.changing': 5,
  'file.read-failed': 6,
  'file.name-too-long': 7,
  'file.no-resources': 8,
  'folder.no-permission': 9,
  'folder.read-failed': 10,
  'folder.unmounted': 11,
  'folder.contains-itself': 12,
  'scan.root-gone': 13,
  'scan.root-unreadable': 14,
  'scan.directory-denied': 15,
  'scan.directory-unreadable': 16,
  'scan.directory-cycle': 17,
  'file.too-large': 18,
  'file.path-too-long': 19,
  'file.forbidden-name': 20,
  'store.full': 32,
  'store.gone': 33,
  'store.io': 34,
  'store.read-only': 35,
} as const satisfies Readonly<Record<string, number>>;

/** Of a failure that has no number of its own; 0 stands for no failure. */
export const OTHER_REASON = 1;
/** Of what a plugin says of a file: its words are for `mamori why` to tell. */
export const PLUGIN_REASON = 48;

export function shellReason(code: string): number {
  return Object.hasOwn(SHELL_REASONS, code) ? SHELL_REASONS[code as keyof typeof SHELL_REASONS] : OTHER_REASON;
}
