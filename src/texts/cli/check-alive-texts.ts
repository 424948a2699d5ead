import type { Text } from '../text.js';

/** What `mamori check-alive` says. */
export const checkAliveTexts = {
  enable: { ja: '毎日自動で確かめる', en: 'check daily by itself' },
  disable: { ja: '毎日の確認をやめる', en: 'check daily no more' },
  running: { ja: 'Mamoriは動いています。', en: 'Mamori is running.' },
  notRunning: { ja: 'Mamoriは動いていません（最後に動いていた日時: {time}）。「mamori up」で始めてください。', en: 'Mamori is not running; it last ran at {time}. Start it with "mamori up".' },
  neverRan: { ja: 'Mamoriはまだ一度も動き続けたことがありません。「mamori up」で始めてください。', en: 'Mamori has never run on its own. Start it with "mamori up".' },
  good: { ja: '{source}: 最終バックアップ {time}', en: '{source}: last backed up at {time}' },
  overdue: { ja: '{source}: バックアップが遅れています（最終 {time}）', en: '{source}: backup overdue (last at {time})' },
  enabled: { ja: '毎日確かめます。', en: 'It is checked daily.' },
  disabled: { ja: '毎日の確認をやめました。', en: 'It is checked daily no more.' },
} as const satisfies Readonly<Record<string, Text>>;
