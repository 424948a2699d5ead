import type { Text } from '../text.js';

/** What `mamori status` says. */
export const statusTexts = {
  agentRunning: { ja: 'Mamoriは動いています。', en: 'Mamori is running.' },
  agentPaused: { ja: 'Mamoriは一時停止中です。「mamori resume」で再開します。', en: 'Mamori is paused. "mamori resume" goes on.' },
  agentStopped: { ja: 'Mamoriは動いていません。「mamori up」で始めます。', en: 'Mamori is not running. "mamori up" starts it.' },
  waitsUntil: { ja: '  一時停止期間のため、{time}まで待っています。', en: '  Waits for the pause window to end, at {time}.' },
  noVault: { ja: '保管庫がまだありません。「mamori up フォルダ」で始めてください。', en: 'There is no vault yet. Start with "mamori up FOLDER".' },
  vault: { ja: '保管庫: {location}（{stored}使用、空き{free}）', en: 'Vault: {location} ({stored} used, {free} free)' },
  bestEffort: { ja: 'この保管庫の場所では、停電の直前に書き込んだ内容が失われることがあります。', en: 'At this place, what was written just before a power cut may be lost.' },
  source: { ja: '■ {name}  {root}', en: '■ {name}  {root}' },
  contents: { ja: '  ファイル{files}件、{bytes}', en: '  {files#file|files}, {bytes}' },
  lastRun: { ja: '  最終バックアップ: {time}、{status}', en: '  Last backup: {time} ({status})' },
  whyIncomplete: { ja: '  原因と対処は「mamori runs {number}」で確かめられます', en: '  "mamori runs {number}" says why, and what to do' },
  lastAttempt: { ja: '  {time}のバックアップ: {status}', en: '  The backup of {time}: {status}' },
  neverRun: { ja: '  まだバックアップされていません', en: '  Not backed up yet' },
  proven: { ja: '  復元できることの最終確認: {time}', en: '  Last proven restorable: {time}' },
  neverProven: { ja: '  復元できることの確認: まだ（「mamori verify --read-data」）', en: '  Not proven restorable yet ("mamori verify --read-data")' },
  nextRun: { ja: '  次回: {time}', en: '  Next run: {time}' },
  watching: { ja: '  常時保護: 有効（{driver}）', en: '  Continuous protection: on ({driver})' },
  catchingUp: { ja: '  常時保護: 確認中（{driver}、未確認フォルダ{dirty}）', en: '  Continuous protection: catching up ({driver}, {dirty#folder|folders} to look through)' },
  notWatching: { ja: '  常時保護: オフ', en: '  Continuous protection: off' },
  degraded: { ja: '  常時保護に制限があります: {detail}', en: '  Continuous protection is limited: {detail}' },
  rescanEvery: { ja: '  {time}ごとに全体を確認します', en: '  Everything is looked through every {time}' },
  pending: { ja: '  保存待ち: {count}件', en: '  Waiting to be saved: {count}' },
  unseenNotices: { ja: '未読のお知らせが{count}件あります（「mamori notices list」）。', en: 'Unread notices: {count} ("mamori notices list").' },
  causeAt: { ja: '{cause}（{detail}）', en: '{cause} ({detail})' },
  warning: { ja: '注意: {cause}\n  対処: {remedy}', en: 'Warning: {cause}\n  What to do: {remedy}' },
} as const satisfies Readonly<Record<string, Text>>;

/** What watches folders, for people; `doctor --json` and logs have the programs' names. */
export const watcherTexts = {
  chokidar: { ja: '標準の方式', en: 'the usual way' },
  engine: { ja: '大きなフォルダ向けの方式', en: 'the way for large folders' },
  both: { ja: '標準の方式、取りこぼしの検査つき', en: 'the usual way, checked for what it misses' },
} as const satisfies Readonly<Record<string, Text>>;
