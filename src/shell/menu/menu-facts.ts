import type { ContextValue, WhenContext } from '../../wire/plugins/when/index.js';

/** Menus of file managers, by their numbers in a decision list (MAMORI_MENU_…). */
export const FILE_MANAGER_MENUS = ['file', 'folder', 'folder/background'] as const;
export type FileManagerMenu = (typeof FILE_MANAGER_MENUS)[number];

/** Context keys that a file manager knows of a selection, by their numbers in a decision list. */
export const FACT_KEYS = ['resourceKind', 'resourceExtension', 'resourceStatus', 'inRoot', 'selectionCount'] as const;
export type FactKey = (typeof FACT_KEYS)[number];
export const isFactKey = (key: string): key is FactKey => (FACT_KEYS as readonly string[]).includes(key);

export const FACT_KINDS = ['file', 'folder'] as const;
/** What the status table tells of a path, in the words of `why`: less than the agent knows. */
export const FACT_STATUSES = ['protected', 'waiting', 'failing', 'outside'] as const;

/** What is selected, as a file manager knows it; a value that is not there is not known, or differs among what is selected. */
export interface MenuFacts {
  readonly menu: FileManagerMenu;
  readonly count: number;
  readonly inRoot: boolean;
  readonly kind?: (typeof FACT_KINDS)[number] | undefined;
  readonly extension?: string | undefined;
  readonly status?: (typeof FACT_STATUSES)[number] | undefined;
}

/** The facts as conditions ask for them. */
export function contextOfFacts({ count, inRoot, kind, extension, status }: MenuFacts): WhenContext {
  const values: Readonly<Record<FactKey, ContextValue | undefined>> = {
    resourceKind: kind, resourceExtension: extension, resourceStatus: status, inRoot, selectionCount: count,
  };
  return { get: key => (isFactKey(key) ? values[key] : undefined) };
}
