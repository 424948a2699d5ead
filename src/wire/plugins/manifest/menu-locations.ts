/** Where a menu item can stand: on files, on folders, on the empty space of a folder, in the tray. Apart from the schema, which not every reader loads. */
export const MENU_LOCATIONS = ['file', 'folder', 'folder/background', 'tray'] as const;
export type MenuLocation = (typeof MENU_LOCATIONS)[number];
