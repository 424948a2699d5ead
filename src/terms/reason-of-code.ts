import type { ErrorCode } from './errors/index.js';
import type { RunReason } from './run-reasons.js';

/** Areas whose errors can end a file, a folder, or a run as a whole; the compiler asks for a reason for each of their codes. */
type RunArea = 'agent' | 'catalog' | 'database' | 'engine' | 'file' | 'folder' | 'index' | 'restore' | 'scan' | 'source' | 'store' | 'vault';
/** Of these areas' codes most are answers to a person who sets something up; the ones named can end a run. */
type OtherRunCode =
  | 'credential.store-locked' | 'credential.store-unavailable' | 'credential.file-exposed' | 'credential.file-damaged' | 'credential.file-unusable'
  | 'plugin.destination-closed' | 'plugin.failed' | 'plugin.host-gone' | 'plugin.unresponsive' | 'plugin.busy' | 'plugin.too-many-calls' | 'plugin.hook-failed' | 'plugin.hook-timeout'
  | 'plugin.activation-failed' | 'plugin.disabled' | 'plugin.all-off' | 'plugin.unknown-contribution' | 'plugin.no-handler' | 'wire.cancelled';
export type RunCode = Extract<ErrorCode, `${RunArea}.${string}`> | OtherRunCode;

/** The reason that the history gives for each error, so that no error is told as something that its remedy does not help against. */
export const REASON_BY_CODE: Readonly<Record<RunCode, RunReason>> = {
  'agent.already-running': 'invalid-settings', 'agent.not-set-up': 'invalid-settings', 'agent.no-source': 'invalid-settings', 'agent.key-needed': 'device-restricted',
  'agent.vault-on-same-disk': 'invalid-settings', 'agent.other-vault': 'invalid-settings', 'agent.unknown-setting': 'invalid-settings', 'agent.setting-refused': 'invalid-settings', 'agent.passphrase-needed': 'device-restricted', 'agent.passphrase-too-short': 'invalid-settings',
  'agent.passphrase-guessable': 'invalid-settings', 'agent.label-taken': 'invalid-settings',
  'agent.vault-place-unsupported': 'invalid-settings',
  'catalog.corrupt': 'unexpected-change', 'catalog.newer-schema': 'invalid-settings', 'catalog.busy': 'unexpected-change', 'catalog.full': 'capacity-shortage', 'catalog.io': 'no-access',
  'catalog.read-only': 'no-access', 'catalog.unknown-source': 'invalid-settings', 'catalog.bad-record': 'unexpected-change',
  'credential.store-locked': 'device-restricted', 'credential.store-unavailable': 'device-restricted', 'credential.file-exposed': 'device-restricted', 'credential.file-damaged': 'device-restricted',
  'credential.file-unusable': 'device-restricted',
  'database.address-invalid': 'invalid-settings', 'database.tool-missing': 'invalid-settings', 'database.file-missing': 'no-access', 'database.file-damaged': 'unexpected-change',
  'database.dump-failed': 'communication-error', 'database.time-limit': 'communication-error',
  'engine.crypto-unavailable': 'invalid-settings', 'engine.out-of-memory': 'out-of-memory', 'engine.bad-argument': 'unexpected-change', 'engine.callback-failed': 'unexpected-change',
  'engine.image-damaged': 'unexpected-change', 'engine.image-unwritable': 'folder-creation-failed', 'engine.lock-failed': 'no-access', 'engine.not-built': 'invalid-settings',
  'file.no-permission': 'no-access', 'file.vanished': 'unexpected-change', 'file.locked': 'no-access', 'file.encrypted': 'no-access', 'file.changing': 'unexpected-change',
  'file.read-failed': 'no-access', 'file.name-too-long': 'path-too-long', 'file.no-resources': 'out-of-memory',
  'file.too-large': 'file-too-large', 'file.path-too-long': 'path-too-long', 'file.forbidden-name': 'forbidden-characters',
  'folder.no-permission': 'no-access', 'folder.read-failed': 'no-access', 'folder.unmounted': 'no-access', 'folder.contains-itself': 'unexpected-change',
  'index.damaged': 'unexpected-change', 'index.unreadable': 'no-access', 'index.unwritable': 'folder-creation-failed',
  'plugin.destination-closed': 'communication-error', 'plugin.failed': 'communication-error', 'plugin.host-gone': 'communication-error', 'plugin.unresponsive': 'communication-error',
  'plugin.busy': 'communication-error', 'plugin.too-many-calls': 'communication-error', 'plugin.hook-failed': 'unexpected-change', 'plugin.hook-timeout': 'communication-error',
  'plugin.activation-failed': 'invalid-settings', 'plugin.disabled': 'invalid-settings', 'plugin.all-off': 'invalid-settings', 'plugin.unknown-contribution': 'invalid-settings',
  'plugin.no-handler': 'invalid-settings',
  'restore.bad-time': 'invalid-settings', 'restore.unknown-path': 'invalid-settings', 'restore.unknown-version': 'invalid-settings', 'restore.unknown-run': 'invalid-settings',
  'restore.unknown-source': 'invalid-settings', 'restore.ambiguous-source': 'invalid-settings', 'restore.needs-target': 'invalid-settings', 'restore.inside-vault': 'invalid-settings',
  'restore.nothing-to-undo': 'invalid-settings', 'restore.changed-since': 'unexpected-change', 'restore.target-unusable': 'no-access', 'restore.target-occupied': 'no-access',
  'restore.no-permission': 'no-access', 'restore.disk-full': 'capacity-shortage', 'restore.name-not-possible': 'path-too-long', 'restore.kind-not-possible': 'no-access',
  'restore.unsafe-path': 'unexpected-change', 'restore.write-failed': 'no-access', 'restore.content-missing': 'unexpected-change', 'restore.content-damaged': 'unexpected-change',
  'scan.root-gone': 'no-access', 'scan.root-unreadable': 'no-access', 'scan.directory-denied': 'no-access', 'scan.directory-vanished': 'unexpected-change',
  'scan.directory-unreadable': 'no-access', 'scan.directory-cycle': 'unexpected-change',
  'source.not-a-folder': 'no-access', 'source.contains-vault': 'invalid-settings', 'source.overlaps': 'invalid-settings', 'source.unknown': 'invalid-settings', 'source.too-many-files': 'invalid-settings', 'source.name-taken': 'invalid-settings', 'source.name-refused': 'invalid-settings',
  'store.full': 'capacity-shortage', 'store.no-resources': 'out-of-memory', 'store.read-only': 'folder-creation-failed', 'store.gone': 'communication-error', 'store.not-found': 'communication-error', 'store.exists': 'communication-error',
  'store.io': 'communication-error', 'store.bad-name': 'communication-error', 'store.corrupt-range': 'communication-error',
  'vault.not-found': 'communication-error', 'vault.already-exists': 'invalid-settings', 'vault.newer-format': 'invalid-settings', 'vault.wrong-key': 'device-restricted',
  'vault.bad-recovery-code': 'device-restricted', 'vault.bad-public-key': 'device-restricted', 'vault.untrusted-slot': 'device-restricted', 'vault.newer-epoch': 'device-restricted',
  'vault.slot-not-found': 'invalid-settings', 'vault.last-slot': 'invalid-settings', 'vault.damaged-object': 'unexpected-change', 'vault.missing-object': 'unexpected-change',
  'vault.forked-source': 'device-restricted', 'vault.rolled-back': 'unexpected-change', 'vault.collection-blocked': 'unexpected-change', 'vault.clock-disagrees': 'invalid-settings',
  'wire.cancelled': 'interrupted',
};

/** What a folder, or a file, on a drive that cannot be reached fails with; a missing permission for one file has another remedy. */
const OUT_OF_REACH: ReadonlySet<string> = new Set<RunCode>([
  'scan.root-gone', 'scan.root-unreadable', 'scan.directory-unreadable', 'folder.read-failed', 'folder.unmounted', 'file.read-failed', 'source.not-a-folder', 'restore.target-unusable', 'restore.write-failed',
]);

/**
 * The reason of one error; of an error that nobody foresaw, a plugin's own for example, "unexpected change". `onNetwork`: it is of a source on a network drive; that the drive cannot be reached has another
 * remedy than a missing permission.
 */
export function reasonOfCode(code: string, onNetwork = false): RunReason {
  if (onNetwork && OUT_OF_REACH.has(code)) return 'network-drive-no-access';
  return Object.hasOwn(REASON_BY_CODE, code) ? REASON_BY_CODE[code as RunCode] : 'unexpected-change';
}
