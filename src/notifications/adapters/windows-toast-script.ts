import { createHash } from 'node:crypto';

/** The launcher's AppUserModelID; native/launcher/registration enters its name and icon. */
export const APP_USER_MODEL_ID = 'Mamori.Backup';
const GROUP = 'mamori';

/** What the script ends with when it shows nothing for a reason of its own; 1 is PowerShell's for whatever went wrong. */
export const SCRIPT_ENDS = { turnedOff: 3, notRegistered: 4 } as const;

const TYPES = [
  'Windows.UI.Notifications.ToastNotificationManager, Windows.UI.Notifications', 'Windows.UI.Notifications.ToastNotification, Windows.UI.Notifications',
  'Windows.Data.Xml.Dom.XmlDocument, Windows.Data.Xml.Dom.XmlDocument',
];
const PREAMBLE = [
  "$ErrorActionPreference = 'Stop'",
  "$ProgressPreference = 'SilentlyContinue'",
  ...TYPES.map(type => `$null = [${type}, ContentType = WindowsRuntime]`),
];

/**
 * What shows a toast: for Windows PowerShell 5, which knows the types of Windows Runtime (PowerShell 7 does not).
 *
 * Nothing of the toast's words stands in it, only their base64. `Setting` fails for an application that never showed a toast; that is no reason not to show the first.
 */
export function showingScript(xml: string, slot: string): string {
  return [
    ...PREAMBLE,
    `if ($null -eq [Microsoft.Win32.Registry]::CurrentUser.OpenSubKey('Software\\Classes\\AppUserModelId\\${APP_USER_MODEL_ID}')) { exit ${SCRIPT_ENDS.notRegistered} }`,
    `$notifier = [Windows.UI.Notifications.ToastNotificationManager]::CreateToastNotifier('${APP_USER_MODEL_ID}')`,
    `$off = $false; try { $off = [int]$notifier.Setting -gt 0 } catch { }; if ($off) { exit ${SCRIPT_ENDS.turnedOff} }`,
    '$xml = [Windows.Data.Xml.Dom.XmlDocument]::new()',
    `$xml.LoadXml([Text.Encoding]::UTF8.GetString([Convert]::FromBase64String('${Buffer.from(xml, 'utf8').toString('base64')}')))`,
    '$toast = [Windows.UI.Notifications.ToastNotification]::new($xml)',
    `$toast.Tag = '${tagOf(slot)}'`,
    `$toast.Group = '${GROUP}'`,
    '$notifier.Show($toast)',
  ].join('\n');
}

/** What takes a toast off the screen and out of the Action Center. */
export function withdrawingScript(slot: string): string {
  return [...PREAMBLE, `[Windows.UI.Notifications.ToastNotificationManager]::History.Remove('${tagOf(slot)}', '${GROUP}', '${APP_USER_MODEL_ID}')`].join('\n');
}

/** The words for powershell.exe. An execution policy is about script files, and this is none; it is set aside for what PowerShell may load by itself. */
export function powershellWords(script: string): readonly string[] {
  const encoded = Buffer.from(script, 'utf16le').toString('base64');
  return ['-NoLogo', '-NoProfile', '-NonInteractive', '-WindowStyle', 'Hidden', '-ExecutionPolicy', 'Bypass', '-EncodedCommand', encoded];
}

/** A toast takes the place of the one with its tag and group. Windows 10 before 1703 takes 16 characters, and a slot may hold any. */
function tagOf(slot: string): string {
  return createHash('sha256').update(slot, 'utf8').digest('hex').slice(0, 16);
}
