/**
 * Bounds of a manifest. They keep its check, its index and the menus made from it small, and leave room for plugins of a thousand commands;
 * with each of them in two menus such a manifest measures 430 KiB.
 */
export const MANIFEST_LIMITS = {
  fileBytes: 1024 * 1024,
  commands: 2000,
  menuItemsPerLocation: 2000,
  activationEvents: 500,
  hosts: 50,
  proposals: 50,
  settings: 500,
  contributionsPerKind: 100, // overlays, notices, channels, destinations, hooks, filters
  schemesPerDestination: 10,
  patternsPerFilter: 200,
  enumValues: 200,
  idChars: 128,
  nameChars: 63,
  titleChars: 200,
  descriptionChars: 2000,
  pathChars: 260,
  runHookSeconds: 3600,
  reportedProblems: 50, //      a manifest with more mistakes is told the first ones
} as const;
