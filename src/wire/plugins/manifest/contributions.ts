import * as v from 'valibot';
import type { ManifestReason } from '../../../terms/manifest-reasons.js';
import { configuration } from './configuration.js';
import { MANIFEST_LIMITS } from './limits.js';
import { title } from './local-text.js';
import type { MenuLocation } from './menu-locations.js';
import { channelName, contributionId, ownFile, scheme } from './names.js';

const several = <T extends v.GenericSchema>(item: T, max: number = MANIFEST_LIMITS.contributionsPerKind) => v.optional(v.pipe(v.array(item), v.maxLength(max)), []);
const whenClause = v.optional(v.string()); // parsed by `checkManifest`, which knows more than the schema

/** States a plugin may show on files. "Protected" is a promise that only the product can make. */
export const OVERLAY_STATES = ['in-progress', 'problem'] as const;
/** The two kinds of run that hooks surround; continuous protection never waits for a plugin. */
export const RUN_KINDS = ['scheduled', 'manual'] as const;
export const NOTICE_SEVERITIES = ['information', 'warning', 'alarm'] as const;

const command = v.strictObject({
  command: contributionId,
  title,
  category: v.optional(title),
  icon: v.optional(v.union([ownFile, v.strictObject({ light: ownFile, dark: ownFile })])),
  enablement: whenClause,
});

const menuItem = v.strictObject({
  command: contributionId,
  group: v.optional(v.pipe(v.string(), v.maxLength(64), v.regex(/^[\w-]+(?:@-?\d{1,6})?$/, 'bad-group' satisfies ManifestReason))), // name@order
  when: whenClause,
});
const menuItems = several(menuItem, MANIFEST_LIMITS.menuItemsPerLocation);

/** While it runs, the plugin hands over a bounded list of paths, each with one of these states and a reason; who installs it reads here what it may say. */
const overlay = v.strictObject({
  id: contributionId,
  title,
  states: v.pipe(v.array(v.picklist(OVERLAY_STATES)), v.minLength(1), v.maxLength(OVERLAY_STATES.length)),
});

const notice = v.strictObject({
  id: contributionId,
  title,
  severity: v.picklist(NOTICE_SEVERITIES),
  defaultChannels: v.optional(v.pipe(v.array(channelName), v.maxLength(10))), // without them, as the person has set it for all notices
});

const noticeChannel = v.strictObject({ id: contributionId, title });

const destination = v.strictObject({
  schemes: v.pipe(v.array(scheme), v.minLength(1), v.maxLength(MANIFEST_LIMITS.schemesPerDestination)),
  title,
});

const runHook = v.strictObject({
  id: contributionId,
  title: v.optional(title),
  phase: v.picklist(['before', 'after']),
  sources: v.optional(v.pipe(v.array(v.pipe(v.string(), v.minLength(1), v.maxLength(255))), v.minLength(1), v.maxLength(100))), // names; without it every source
  runs: v.optional(v.pipe(v.array(v.picklist(RUN_KINDS)), v.minLength(1), v.maxLength(RUN_KINDS.length)), [...RUN_KINDS]),
  timeLimitSeconds: v.optional(v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(MANIFEST_LIMITS.runHookSeconds)), 60),
  onFailure: v.optional(v.picklist(['skip', 'warn', 'fail']), 'warn'), //  skip the run · tell and go on · end the run as failed
});

/** A named set of exclusion patterns (as in a source's own settings) that a person can switch on; it is never on by itself. */
const sourceFilter = v.strictObject({
  id: contributionId,
  title,
  patterns: v.pipe(v.array(v.pipe(v.string(), v.minLength(1), v.maxLength(255))), v.minLength(1), v.maxLength(MANIFEST_LIMITS.patternsPerFilter)),
});

/** Everything a plugin can add. A point this version does not know is refused: `engines.mamori` is there to ask for a newer one. */
export const contributions = v.strictObject({
  commands: several(command, MANIFEST_LIMITS.commands),
  menus: v.optional(v.strictObject({ file: menuItems, folder: menuItems, 'folder/background': menuItems, tray: menuItems } satisfies Record<MenuLocation, v.GenericSchema>), {}),
  overlays: several(overlay),
  notices: several(notice),
  noticeChannels: several(noticeChannel),
  destinations: several(destination),
  runHooks: several(runHook),
  configuration: v.optional(configuration),
  sourceFilters: several(sourceFilter),
});
