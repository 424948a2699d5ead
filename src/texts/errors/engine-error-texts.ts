import type { engineErrors } from '../../terms/errors/engine-errors.js';
import type { ErrorText } from './error-text.js';

export const engineErrorTexts: Readonly<Record<keyof typeof engineErrors, ErrorText>> = {
  'engine.crypto-unavailable': {
    ja: { cause: '暗号の計算に必要な部品が見つからないか、正しく動いていません。', remedy: 'Mamoriをインストールし直してください。直らない場合は「mamori doctor」の結果を添えてお問い合わせください。保管庫のデータは無事です。' },
    en: { cause: 'The part that does the encryption is missing or does not work correctly.', remedy: 'Install Mamori again. If that does not help, run "mamori doctor" and send its result with your question. The data in the vault is unharmed.' },
  },
  'engine.out-of-memory': {
    ja: { cause: 'PCのメモリが足りません。', remedy: '使っていないアプリを閉じてください。次の回に自動でもう一度試します。' },
    en: { cause: 'The PC ran out of memory.', remedy: 'Close programs that you do not need. Mamori tries again by itself next time.' },
  },
  'engine.bad-argument': {
    ja: { cause: 'Mamoriの内部で、正しくない値が使われました。', remedy: '「mamori doctor」の結果を添えてお問い合わせください。保管庫のデータは無事です。' },
    en: { cause: 'A wrong value was used inside Mamori.', remedy: 'Please ask for help with the result of "mamori doctor". The data in the vault is unharmed.' },
  },
  'engine.callback-failed': {
    ja: { cause: 'Mamoriの内部の処理が途中で失敗しました。', remedy: '次の回に自動でもう一度試します。続く場合は「mamori doctor」の結果を添えてお問い合わせください。' },
    en: { cause: 'A step inside Mamori failed.', remedy: 'Mamori tries again next time. If it goes on, ask for help with the result of "mamori doctor".' },
  },
  'engine.image-damaged': {
    ja: { cause: 'このPCにある、前回調べたときの記録が壊れています。', remedy: '何もする必要はありません。次の回にすべてのファイルを調べ直します。保管庫のデータは無事です。' },
    en: { cause: "This PC's notes about the last scan are damaged.", remedy: 'You need not do anything: the next run looks at every file again. The data in the vault is unharmed.' },
  },
  'engine.image-unwritable': {
    ja: { cause: 'このPCに、調べた結果の記録を書き込めません。', remedy: 'PCのディスクの空きを増やしてください。バックアップそのものは保管庫に残っています。' },
    en: { cause: 'The notes about the scan cannot be written on this PC.', remedy: "Make room on the PC's disk. What was backed up is safe in the vault." },
  },
  'engine.lock-failed': {
    ja: { cause: 'Mamoriが二重に動かないようにするためのファイルを開けません。', remedy: 'Mamoriのフォルダ（「mamori doctor」に表示されます）に書き込めるか確かめてください。' },
    en: { cause: 'The file that keeps Mamori from running twice cannot be opened.', remedy: 'Check that the folder of Mamori (shown by "mamori doctor") can be written to.' },
  },
  'engine.not-built': {
    ja: { cause: 'Mamoriの部品（エンジン）が見つからないか、この版に合っていません。', remedy: 'Mamoriをインストールし直してください。ソースから使う場合は「node scripts/build.mjs」を実行してください。' },
    en: { cause: 'A part of Mamori (its engine) is missing or does not fit this version.', remedy: 'Install Mamori again. If you run it from its sources, run "node scripts/build.mjs".' },
  },
  'index.damaged': {
    ja: { cause: 'このPCにある保管庫の索引が壊れています。', remedy: '何もする必要はありません。Mamoriが保管庫から索引を作り直します。保管庫のデータは無事です。' },
    en: { cause: "This PC's index of the vault is damaged.", remedy: 'You need not do anything: Mamori makes it again from the vault. The data in the vault is unharmed.' },
  },
  'index.unreadable': {
    ja: { cause: 'このPCにある保管庫の索引を読み取れません。', remedy: 'PCのディスクに異常がないか確かめてください。次の回に自動でもう一度試します。' },
    en: { cause: "This PC's index of the vault cannot be read.", remedy: "Check the PC's disk. Mamori tries again by itself next time." },
  },
  'index.unwritable': {
    ja: { cause: 'このPCに保管庫の索引を書き込めません。', remedy: 'PCのディスクの空きを増やしてください。バックアップそのものは保管庫に残っています。' },
    en: { cause: "This PC's index of the vault cannot be written.", remedy: "Make room on the PC's disk. What was backed up is safe in the vault." },
  },
};
