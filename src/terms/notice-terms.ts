/** How loudly a notice is told. Plugins use the same words (src/host/api/notices.ts). */
export const severities = ['information', 'warning', 'alarm'] as const;
export type Severity = (typeof severities)[number];

/**
 * What the product itself has to say. A plugin's kinds are named `plugin/<plugin>/<kind>` and are not listed.
 *
 * `answer`: somebody has just asked for it, so it is told at once, also in quiet hours, and each time. `news` obeys the policies.
 */
export const noticeKinds = {
  'missed-backup': { severity: 'warning', manner: 'news' },
  'backup-failed': { severity: 'warning', manner: 'news' },
  'backup-overdue': { severity: 'warning', manner: 'news' }, // rises to an alarm
  'vault-unreachable': { severity: 'warning', manner: 'news' },
  'agent-not-running': { severity: 'warning', manner: 'news' },
  'plugin-disabled': { severity: 'warning', manner: 'news' },
  'monthly-usage': { severity: 'information', manner: 'news' },
  'mail-failed': { severity: 'warning', manner: 'news' },
  'restore-finished': { severity: 'information', manner: 'answer' },
  'copy-restored': { severity: 'information', manner: 'answer' },
  'backup-finished': { severity: 'information', manner: 'answer' }, // one that a button asked for
  'command-finished': { severity: 'information', manner: 'answer' }, // a plugin's, from a menu
  'protection-explained': { severity: 'information', manner: 'answer' },
  'undo-finished': { severity: 'information', manner: 'answer' },
  'action-failed': { severity: 'warning', manner: 'answer' },
  'action-expired': { severity: 'information', manner: 'answer' },
  'notify-test': { severity: 'information', manner: 'answer' },
} as const satisfies Readonly<Record<string, { readonly severity: Severity; readonly manner: 'answer' | 'news' }>>;
export type NoticeKind = keyof typeof noticeKinds;

export const PLUGIN_KIND = 'plugin/';

export function isNoticeKind(kind: string): kind is NoticeKind {
  return Object.hasOwn(noticeKinds, kind);
}

/** What the buttons of our own notices are called; texts in src/texts/notices. A plugin names its own. */
export const actionNames = ['back-up-now', 'undo', 'details', 'mute', 'restore', 'restore-copy'] as const;
export type ActionName = (typeof actionNames)[number];

/**
 * Where a notice is in its life.
 *
 * `held` until quiet hours or the period of its kind are over, `due` until a channel has told it, then `told`. `folded`: another of its kind was told for it. `silent`: its kind is not to be shown.
 * `replaced` by a later one with its key; `withdrawn` because it is no longer true. All but the last two are listed until they are seen.
 */
export const noticeFates = ['held', 'due', 'told', 'folded', 'silent', 'replaced', 'withdrawn'] as const;
export type NoticeFate = (typeof noticeFates)[number];
