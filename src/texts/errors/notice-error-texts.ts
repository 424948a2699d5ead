import type { noticeErrors } from '../../terms/errors/notice-errors.js';
import type { ErrorText } from './error-text.js';

export const noticeErrorTexts: Readonly<Record<keyof typeof noticeErrors, ErrorText>> = {
  'notice.channel-unavailable': {
    ja: { cause: 'この方法では、いまお知らせを出せません（デスクトップにログインしていない場合など）。', remedy: 'お知らせは保存されています。「mamori notices list」で読めます。' },
    en: { cause: 'Notices cannot be shown this way right now, for example because nobody is logged in at the desktop.', remedy: 'Nothing is lost: read them with "mamori notices list".' },
  },
  'notice.channel-failed': {
    ja: { cause: 'お知らせを届けられませんでした。', remedy: '「mamori notify test」で確かめてください。お知らせは「mamori notices list」で読めます。' },
    en: { cause: 'A notice could not be delivered.', remedy: 'Check with "mamori notify test". The notice itself is in "mamori notices list".' },
  },
  'notice.unknown': {
    ja: { cause: 'その番号のお知らせはありません。', remedy: '「mamori notices list」で番号を確かめてください。' },
    en: { cause: 'There is no notice of that number.', remedy: 'See "mamori notices list" for the numbers.' },
  },
  'notice.cannot-open': {
    ja: { cause: 'ファイルまたはフォルダを開けませんでした。', remedy: '「mamori runs」や「mamori notices list」で内容を確かめてください。' },
    en: { cause: 'The file or folder could not be opened.', remedy: 'See "mamori runs" or "mamori notices list" for what it says.' },
  },
  'notice.action-unknown': {
    ja: { cause: 'そのボタンは、このMamoriのお知らせのものではありません。', remedy: '何も実行していません。必要なら「mamori notices list」でお知らせを確かめてください。' },
    en: { cause: 'That button belongs to no notice of this Mamori.', remedy: 'Nothing was done. See "mamori notices list" if you expected something.' },
  },
  'notice.action-expired': {
    ja: { cause: 'そのお知らせのボタンは、期限が過ぎたため使えません。', remedy: '同じことをコマンドから実行できます。例:「mamori backup」。' },
    en: { cause: 'That button is too old to be used.', remedy: 'Do the same by a command, for example "mamori backup".' },
  },
  'notice.action-used': {
    ja: { cause: 'そのボタンはすでに使われています。', remedy: '結果は「mamori runs」で確かめてください。' },
    en: { cause: 'That button was used already.', remedy: 'See "mamori runs" for what came of it.' },
  },
  'notice.action-broken-off': {
    ja: { cause: '実行している途中でMamoriが終了したため、最後まで行なわれたかどうか分かりません。', remedy: '二重に行なわれないよう、自動ではやり直しません。結果を確かめ、行なわれていなければもう一度選んでください。' },
    en: { cause: 'Mamori ended while it was being done, so it is not known whether it came to its end.', remedy: 'It is not done again by itself, so that nothing happens twice. See whether it was done, and choose it again if not.' },
  },
};
