import type { Text } from './text.js';

/** The product's own entries in file managers. '&' marks the access key, the same in both languages; Explorer and the extension of the other file managers say the same while no agent has said anything. */
export const menuTexts = {
  backup: { ja: '今すぐバックアップ(&B)', en: '&Back up now' },
  versions: { ja: 'すべてのバージョン(&A)…', en: '&All versions…' },
  copy: { ja: 'コピーを復元(&C)…', en: 'Restore a &copy…' },
  why: { ja: '守られているか調べる(&W)', en: '&Why is this protected?' },
} as const satisfies Readonly<Record<string, Text>>;

/** Words of the menu that the extensions of other sync clients show for us; they know no access keys and no menus below menus. */
export const compatibilityTexts = {
  title: { ja: 'Mamori', en: 'Mamori' },
  restore: { ja: '{time}の版に戻す（{size}）', en: 'Restore the version of {time} ({size})' },
} as const satisfies Readonly<Record<string, Text>>;
