import type { RunReason } from '../../terms/run-status.js';
import type { Text } from '../text.js';

/** Why a backup is incomplete and what to do about it, in a sentence or two. */
export const runReasonTexts: Readonly<Record<RunReason, Text>> = {
  'invalid-settings': { ja: '設定の内容に問題があります。「mamori doctor」で確かめてください。', en: 'Something in the settings is wrong. "mamori doctor" says what.' },
  'no-access': { ja: '開けないファイルやフォルダがありました。アクセス権と、使用中でないかを確かめてください。', en: 'Some files or folders could not be opened. Check the permissions, and whether a program is using them.' },
  'network-drive-no-access': { ja: 'ネットワークドライブに接続できませんでした。ネットワークを確かめてください。', en: 'The network drive could not be reached. Check the network.' },
  'forbidden-characters': { ja: '使えない文字を含む名前がありました。名前を変えてください。', en: 'Some names have characters that cannot be used. Rename them.' },
  'capacity-shortage': { ja: '保管庫の空き容量が足りません。空きを増やすか、「mamori gc」で整理してください。', en: 'The vault is full. Free some space, or tidy it with "mamori gc".' },
  'communication-error': { ja: '保管庫に接続できませんでした。ディスクの接続やネットワークを確かめてください。', en: 'The vault could not be reached. Check that the disk is connected and the network works.' },
  'out-of-memory': { ja: 'メモリが足りませんでした。ほかのプログラムを閉じてください。', en: 'There was not enough memory. Close other programs.' },
  'path-too-long': { ja: '長すぎる名前や場所がありました。短くしてください。', en: 'Some names or paths are too long. Shorten them.' },
  interrupted: { ja: '途中で中断されました。続きは次のバックアップで保存されます。', en: 'It was interrupted. The next backup saves the rest.' },
  'power-loss': { ja: '電源が切れたため中断されました。続きは次のバックアップで保存されます。', en: 'The power went out. The next backup saves the rest.' },
  'file-too-large': { ja: '大きすぎるファイルがありました。', en: 'Some files are too large.' },
  'device-restricted': { ja: 'このPCからの利用が制限されています。管理者に確かめてください。', en: 'This PC is not allowed to use the service. Ask your administrator.' },
  'folder-creation-failed': { ja: 'フォルダを作れませんでした。', en: 'A folder could not be created.' },
  'unexpected-change': { ja: '保存中に変わったファイルや、読めないファイルがありました。「mamori runs」で確かめてください。', en: 'Some files changed while they were read, or could not be read. See "mamori runs".' },
  'several-errors': { ja: '複数の問題がありました。「mamori runs」で確かめてください。', en: 'There were several problems. See "mamori runs".' },
};
