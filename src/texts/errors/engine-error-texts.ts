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
