import type { wireErrors } from '../../terms/errors/wire-errors.js';
import type { ErrorText } from './error-text.js';

export const wireErrorTexts: Readonly<Record<keyof typeof wireErrors, ErrorText>> = {
  'wire.bad-frame': {
    ja: { cause: 'Mamoriの部品の間の通信が乱れました。', remedy: 'もう一度実行してください。続く場合は「mamori stop」のあと「mamori up」を実行してください。' },
    en: { cause: 'Two parts of Mamori did not understand each other.', remedy: 'Try again. If it happens again, run "mamori stop" and then "mamori up".' },
  },
  'wire.bad-request': {
    ja: { cause: '指定された内容に誤りがあります。', remedy: '「mamori help」で正しい書き方を確かめてください。' },
    en: { cause: 'The request contains something that is not valid.', remedy: 'Run "mamori help" to see how it is written.' },
  },
  'wire.unknown-verb': {
    ja: { cause: '動いているMamoriは、この操作を知りません（版が違う可能性があります）。', remedy: '「mamori stop」のあと「mamori up」を実行し、同じ版でそろえてください。' },
    en: { cause: 'The running Mamori does not know this command (it may be of another version).', remedy: 'Run "mamori stop" and then "mamori up", so that both are of the same version.' },
  },
  'wire.disconnected': {
    ja: { cause: '作業中にMamori本体との接続が切れました。', remedy: '「mamori status」で状態を確かめ、必要ならもう一度実行してください。途中までの保存内容は失われません。' },
    en: { cause: 'The connection to the running Mamori was lost during the work.', remedy: 'Check "mamori status" and run the command again if needed. Nothing that was saved is lost.' },
  },
  'wire.cancelled': {
    ja: { cause: '操作を中断しました。', remedy: '必要ならもう一度実行してください。それまでに保存した内容は保管庫に残っています。' },
    en: { cause: 'The work was interrupted.', remedy: 'Run it again if you need it. What was saved before is in the vault.' },
  },
  'wire.bug': {
    ja: { cause: 'Mamoriの内部で予期しない問題が起きました。', remedy: 'もう一度実行してください。続く場合はログを管理者に渡してください。保管庫のデータは無事です。' },
    en: { cause: 'Something unexpected happened inside Mamori.', remedy: 'Try again. If it keeps happening, give the log to your administrator. The data in the vault is unharmed.' },
  },
  'wire.not-listening': {
    ja: { cause: '「mamori」コマンドからの接続を受け付けられません。', remedy: '状態フォルダと XDG_RUNTIME_DIR に書き込めるか、パスが長すぎないかを確かめ、もう一度「mamori up」を実行してください。' },
    en: { cause: 'The place where other "mamori" commands would connect cannot be used.', remedy: 'Check that XDG_RUNTIME_DIR can be written to and its path is not too long, then run "mamori up" again.' },
  },
  'wire.foreign-server': {
    ja: { cause: '接続先が、あなたのユーザーで動くMamoriではありません。', remedy: '何も送信していません。管理者に連絡してください。' },
    en: { cause: 'What answers at Mamori\'s address does not belong to your user.', remedy: 'Nothing was sent. Tell your administrator.' },
  },
};
