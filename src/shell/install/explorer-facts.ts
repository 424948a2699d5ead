import type { OpenPlace } from '../ports/windows-machine.js';

/** Fixed for ever; native/explorer/com/class_ids.h. */
export const EXPLORER_MENU_CLASS = '{8D1C3F60-2F64-4B7E-9A3E-51C40E7B6D04}';

/** The overlays of the extension, in the order of their weight: as the registry calls them, and as the extension notes that the shell asked for them. */
export const EXPLORER_OVERLAYS = [
  { key: '     Mamori1Problem', place: 'Problem' },
  { key: '     Mamori2InProgress', place: 'InProgress' },
  { key: '     Mamori3Protected', place: 'Protected' },
] as const;

/** What a PC tells about the extension in Explorer. */
export interface ExplorerFacts {
  /** The DLL that is registered for all users; nothing: none is. */
  readonly module: string | undefined;
  readonly moduleIsThere: boolean;
  /** Where others than administrators could put something else in its place. */
  readonly openPlace: OpenPlace | undefined;
  /** Whether it is the one that was built with this program. */
  readonly isCurrent: boolean;
  /** All overlays that are registered on this PC, of whatever product, in the order in which the shell takes them. */
  readonly overlays: readonly string[];
  /** When the shell last asked for each of ours: it asks only those that have one of its places. */
  readonly askedMs: Readonly<Partial<Record<string, number>>>;
  /** Windows' start; the shell hands out places when a person signs in. */
  readonly startedMs: number;
  /** Whether the package for the menu of Windows 11 is registered. */
  readonly hasPackage: boolean;
}
