import type { Text } from '../text.js';

/** What `mamori status` says. */
export const statusTexts = {
  agentRunning: { ja: 'Mamoriは動いています。', en: 'Mamori is running.' },
  agentPaused: { ja: 'Mamoriは一時停止中です。「mamori resume」で再開します。', en: 'Mamori is paused. "mamori resume" goes on.' },
  agentStopped: { ja: 'Mamoriは動いていません。「mamori up」で始めます。', en: 'Mamori is not running. "mamori up" starts it.' },
  noVault: { ja: '保管庫がまだありません。「mamori up フォルダ」で始めてください。', en: 'There is no vault yet. Start with "mamori up FOLDER".' },
  vault: { ja: '保管庫: {location}（{stored}使用、空き{free}）', en: 'Vault: {location} ({stored} used, {free} free)' },
  bestEffort: { ja: 'この保管庫の場所は、停電時の書き込みを保証しません（best effort）。', en: 'This place does not promise that writes survive a power cut (best effort).' },
  source: { ja: '■ {name}  {root}', en: '■ {name}  {root}' },
  contents: { ja: '  {files}件、{bytes}', en: '  {files} files, {bytes}' },
  lastRun: { ja: '  最終バックアップ: {time}（{status}）', en: '  Last backup: {time} ({status})' },
  neverRun: { ja: '  まだバックアップされていません', en: '  Not backed up yet' },
  proven: { ja: '  復元できることの最終確認: {time}', en: '  Last proven restorable: {time}' },
  neverProven: { ja: '  復元できることの確認: まだ（「mamori verify --read-data」）', en: '  Not proven restorable yet ("mamori verify --read-data")' },
  nextRun: { ja: '  次回: {time}', en: '  Next run: {time}' },
  watching: { ja: '  常時保護: 有効（{driver}）', en: '  Watching: on ({driver})' },
  catchingUp: { ja: '  常時保護: 確認中（{driver}、未確認フォルダ{dirty}）', en: '  Watching: catching up ({driver}, {dirty} folders to look through)' },
  notWatching: { ja: '  常時保護: なし', en: '  Watching: off' },
  degraded: { ja: '  監視に制限があります: {detail}', en: '  Watching is limited: {detail}' },
  rescanEvery: { ja: '  {time}ごとに全体を確認します', en: '  Everything is looked through every {time}' },
  pending: { ja: '  保存待ち: {count}件', en: '  Waiting to be saved: {count}' },
  unseenNotices: { ja: '未読のお知らせが{count}件あります（「mamori notices list」）。', en: 'Unread notices: {count} ("mamori notices list").' },
  warning: { ja: '注意: {cause} {remedy}', en: 'Warning: {cause} {remedy}' },
} as const satisfies Readonly<Record<string, Text>>;
