import type { Text } from '../text.js';

/** What the launcher says by itself. See explorer-menu-texts.ts. */
export const launcherTexts = {
  sessionWaits: { ja: 'Mamoriがバックアップを終えています。', en: 'Mamori is bringing a backup to a good end.' },
} as const satisfies Readonly<Record<string, Text>>;
