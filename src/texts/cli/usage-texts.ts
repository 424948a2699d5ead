import type { Text } from '../text.js';

/** Help and complaints about how a command was written. */
export const usageTexts = {
  intro: { ja: '使い方: mamori コマンド …', en: 'Usage: mamori COMMAND ...' },
  up: { ja: '準備から保護まで、すべてを始める', en: 'set everything up on the first start, then protect continuously' },
  version: { ja: '版番号', en: 'the version of this program' },
  help: { ja: 'この一覧、またはコマンド1つの書き方', en: 'this list, or how one command is written' },
  options: { ja: 'オプション:', en: 'Options:' },
  example: { ja: '例: {example}', en: 'Example: {example}' },
  more: { ja: '「mamori help コマンド」で1つのコマンドの書き方を表示します。', en: '"mamori help COMMAND" shows how one command is written.' },
  common: { ja: 'どのコマンドでも: --json（結果をJSONで）、--home DIR（状態フォルダ）。終了コード: 0 完了、1 失敗、2 使い方の誤り、3 一部のファイルを除いて完了。', en: 'Every command takes --json (the result as JSON) and --home DIR (state folder). Exit codes: 0 done, 1 failed, 2 wrong usage, 3 done except for some files.' },
  wrong: { ja: '書き方が違います: {detail}', en: 'Wrong usage: {detail}' },
  failed: { ja: '失敗しました: {cause}', en: 'Failed: {cause}' },
  remedy: { ja: '対処: {remedy}', en: 'What to do: {remedy}' },
  interrupting: { ja: '中断しています…（もう一度 Ctrl+C を押すとすぐに終了します）', en: 'Interrupting... (Ctrl+C again ends at once)' },
  finishingOthers: { ja: '同時に実行されたほかのコマンドの完了を待っています…', en: 'Waiting for other commands that were started meanwhile to finish...' },
  detail: { ja: '詳細: [{code}] {detail}', en: 'Details: [{code}] {detail}' },
} as const satisfies Readonly<Record<string, Text>>;
