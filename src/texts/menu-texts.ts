import type { Text } from './text.js';

/** The product's own entries in file managers. '&' marks the access key, the same in both languages; native/explorer and native/filemanager say the same while no agent has said anything. */
export const menuTexts = {
  backup: { ja: '今すぐバックアップ(&B)', en: '&Back up now' },
  versions: { ja: 'すべてのバージョン(&A)…', en: '&All versions…' },
  copy: { ja: 'コピーを復元(&C)…', en: 'Restore a &copy…' },
  why: { ja: '守られているか調べる(&W)', en: '&Why is this protected?' },
} as const satisfies Readonly<Record<string, Text>>;
