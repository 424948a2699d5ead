import * as v from 'valibot';
import { Click } from '../click.js';
import { MENU_LOCATIONS } from '../plugins/manifest/menu-locations.js';
import type { AutostartResult } from './autostart-results.js';
import type { CommandResult, MenuResult } from './menu-results.js';
import { pluginAnswer, pluginGrant, pluginId, pluginOrigin } from './plugin-params.js';
import type { PluginInstallResult, PluginRow } from './plugin-results.js';
import type { AliveResult, NoticesResult, NotifyTestResult } from './notice-results.js';
import type {
  BackupResult, CollectResult, DoctorCheck, KeySlotRow, ListResult, OperationRow, RestoreResult, RunDetails, RunSummary, Schedule, StatusResult,
  SourceState, UndoResult, VerifyResult, VersionsResult, WhyResult,
} from './results.js';
import type { ShellInstallResult, ShellUninstallResult } from './shell-results.js';
import type { TrayResult } from './tray-results.js';

const path = v.pipe(v.string(), v.minLength(1), v.maxLength(65_536)); // absolute, escaped
const paths = v.pipe(v.array(path), v.maxLength(100_000));
const scope = { device: v.optional(v.string()), source: v.optional(v.string()) };
/** As the histories of restores and deletions print it: 000042-0, also without what follows the dash. */
const operationNumber = v.pipe(v.string(), v.regex(/^\d{1,9}(-\d{1,9})?$/));
const page = v.optional(v.pipe(v.number(), v.integer(), v.minValue(1)), 1);
const timeOfDay = v.pipe(v.string(), v.regex(/^([01]\d|2[0-3]):[0-5]\d$/)); // HH:MM
const language = v.optional(v.picklist(['ja', 'en'])); // of words that are wanted
const when = v.optional(v.pipe(v.string(), v.maxLength(64)));

/** Parameters of every verb. The command line resolves relative paths before it asks. */
export const VERB_PARAMS = {
  status: v.object({ paths: v.optional(paths, []) }),
  backup: v.object({ paths: v.optional(paths, []) }),
  versions: v.object({ path, limit: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))), ...scope }), // the newest `limit` states
  ls: v.object({ path: v.optional(path), at: when, ...scope }),
  find: v.object({ pattern: v.pipe(v.string(), v.minLength(1)), at: when, limit: v.optional(v.number(), 1000), ...scope }),
  restore: v.object({
    paths: v.pipe(paths, v.minLength(1)), at: when, version: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
    nearest: v.optional(v.boolean(), false), to: v.optional(path), overwrite: v.optional(v.picklist(['never', 'if-changed', 'always']), 'if-changed'),
    dryRun: v.optional(v.boolean(), false), ...scope,
  }),
  undo: v.object({ number: v.optional(operationNumber) }),
  runs: v.object({ page }),
  operations: v.object({ kind: v.picklist(['restore', 'delete']), page, number: v.optional(operationNumber) }),
  run: v.object({ number: v.string() }),
  why: v.object({ paths: v.pipe(paths, v.minLength(1)), language }),
  click: Click,
  stop: v.object({}),
  pause: v.object({}),
  resume: v.object({}),
  cancel: v.object({}),
  'source.list': v.object({}),
  'source.add': v.object({ path, name: v.optional(v.pipe(v.string(), v.maxLength(255))) }),
  'source.remove': v.object({ source: v.string() }),
  'source.rename': v.object({ source: v.optional(v.string()), name: v.pipe(v.string(), v.minLength(1), v.maxLength(255)) }),
  'source.separate': v.object({ name: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(255))) }),
  'schedule.get': v.object({}),
  'schedule.set': v.object({
    time: v.optional(timeOfDay), days: v.optional(v.array(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(6)))),
    on: v.optional(v.boolean()), off: v.optional(v.boolean(), false),
    pauseWindow: v.optional(v.union([v.object({ from: timeOfDay, to: timeOfDay }), v.literal('none')])), catchUp: v.optional(v.picklist(['tell', 'run'])),
  }),
  'config.get': v.object({ key: v.optional(v.string()) }),
  'config.set': v.object({ key: v.string(), value: v.unknown() }),
  verify: v.object({ packs: v.optional(v.boolean(), false), readDataPercent: v.optional(v.pipe(v.number(), v.minValue(0.01), v.maxValue(100))) }),
  'rebuild-catalog': v.object({ accept: v.optional(v.boolean(), false) }),
  delete: v.object({ paths: v.pipe(paths, v.minLength(1)), ...scope }),
  gc: v.object({ discardDamaged: v.optional(v.boolean(), false) }),
  'key.list': v.object({}),
  'key.add': v.object({ kind: v.picklist(['passphrase', 'administrator']), label: v.optional(v.string(), ''), passphrase: v.optional(v.string()), publicKey: v.optional(v.string()) }),
  'key.remove': v.object({ slot: v.string() }),
  'key.rotate': v.object({}),
  'key.recovery-code': v.object({}),
  'plugin.list': v.object({}),
  'plugin.install': v.union([v.object({ from: pluginOrigin, grant: pluginGrant, allowProposed: v.optional(v.boolean(), false) }), pluginAnswer]),
  'plugin.update': v.union([v.object({ plugin: pluginId, grant: pluginGrant, allowProposed: v.optional(v.boolean(), false) }), pluginAnswer]),
  'plugin.remove': v.object({ plugin: pluginId, keepData: v.optional(v.boolean(), false) }),
  'plugin.enable': v.object({ plugin: pluginId }),
  'plugin.disable': v.object({ plugin: pluginId }),
  'command.run': v.object({ command: v.pipe(v.string(), v.minLength(1), v.maxLength(128)), paths: v.optional(paths, []), origin: v.optional(v.picklist(['menu', 'command-line', 'notice']), 'menu'), extra: v.optional(v.unknown()) }),
  'menu.get': v.object({ location: v.picklist(MENU_LOCATIONS), paths: v.optional(paths, []) }),
  'tray.get': v.object({ language }),
  'tray.choose': v.object({ key: v.pipe(v.string(), v.minLength(1), v.maxLength(65_536)) }),
  'notices.list': v.object({ all: v.optional(v.boolean(), false) }),
  'notices.seen': v.object({ numbers: v.optional(v.pipe(v.array(v.pipe(v.number(), v.integer(), v.minValue(1))), v.maxLength(1_000))) }),
  'notices.reset': v.object({}),
  'notices.press': v.object({ nonce: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)) }),
  'notify.test': v.object({ mail: v.optional(v.boolean(), false) }),
  'mail.password': v.object({ password: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(1_200))) }),
  'check-alive': v.object({}),
  'check-alive.set': v.object({ enabled: v.boolean() }),
  'autostart.get': v.object({}),
  'autostart.set': v.object({ enabled: v.boolean() }),
  doctor: v.object({}),
  'export-logs': v.object({ file: path, paths: v.optional(v.boolean(), false) }),
  'shell.install': v.object({}),
  'shell.uninstall': v.object({}),
  'shell.doctor': v.object({}),
} as const;

export type VerbName = keyof typeof VERB_PARAMS;
export type VerbParams<N extends VerbName> = v.InferOutput<(typeof VERB_PARAMS)[N]>;

/** Results of every verb. */
export interface VerbResults {
  status: StatusResult;
  backup: BackupResult;
  versions: VersionsResult;
  ls: ListResult;
  find: ListResult;
  restore: RestoreResult;
  undo: UndoResult;
  runs: { readonly runs: readonly RunSummary[]; readonly page: number; readonly pages: number };
  operations: { readonly operations: readonly OperationRow[]; readonly page: number; readonly pages: number };
  run: RunDetails;
  why: readonly WhyResult[];
  click: { readonly accepted: boolean }; // false: known already; either way it is on the disk
  stop: { readonly stopping: boolean };
  pause: { readonly paused: boolean };
  resume: { readonly paused: boolean };
  cancel: { readonly cancelled: number };
  'source.list': readonly SourceState[];
  'source.add': SourceState;
  'source.remove': { readonly removed: string };
  'source.rename': { readonly was: string; readonly name: string };
  'source.separate': { readonly device: string; readonly sources: readonly { readonly name: string; readonly root: string }[] };
  'schedule.get': { readonly schedule: Schedule | undefined };
  'schedule.set': { readonly schedule: Schedule | undefined };
  'config.get': Readonly<Record<string, unknown>>;
  'config.set': Readonly<Record<string, unknown>>;
  verify: VerifyResult;
  'rebuild-catalog': { readonly sources: number; readonly versions: number };
  delete: { readonly deletedVersions: number; readonly paths: number };
  gc: CollectResult;
  'key.list': readonly KeySlotRow[];
  'key.add': KeySlotRow;
  'key.remove': { readonly removed: string; readonly epoch: number };
  'key.rotate': { readonly epoch: number };
  'key.recovery-code': { readonly recoveryCode: string; readonly earlierSlots: readonly string[] };
  'plugin.list': readonly PluginRow[];
  'plugin.install': PluginInstallResult;
  'plugin.update': PluginInstallResult;
  'plugin.remove': { readonly removed: string; readonly version: string; readonly keptData: boolean };
  'plugin.enable': PluginRow;
  'plugin.disable': PluginRow;
  'command.run': CommandResult;
  'menu.get': MenuResult;
  'tray.get': TrayResult;
  'tray.choose': { readonly chosen: string };
  'notices.list': NoticesResult;
  'notices.seen': { readonly seen: number };
  'notices.reset': { readonly reset: number };
  'notices.press': Readonly<Record<string, never>>;
  'notify.test': NotifyTestResult;
  'mail.password': { readonly kept: boolean };
  'check-alive': AliveResult;
  'check-alive.set': { readonly enabled: boolean };
  'autostart.get': AutostartResult;
  'autostart.set': AutostartResult;
  doctor: { readonly checks: readonly DoctorCheck[] };
  'export-logs': { readonly file: string; readonly bytes: number; readonly entries: readonly string[]; readonly hashedPaths: boolean };
  'shell.install': ShellInstallResult;
  'shell.uninstall': ShellUninstallResult;
  'shell.doctor': { readonly checks: readonly DoctorCheck[] };
}
