import type { autostartErrors } from '../../terms/errors/autostart-errors.js';
import type { ErrorText } from './error-text.js';

export const autostartErrorTexts: Readonly<Record<keyof typeof autostartErrors, ErrorText>> = {
  'autostart.not-set': {
    ja: { cause: 'ログイン時にMamoriを自動で起動する設定、または毎日の確認の設定ができませんでした。', remedy: '詳細を確かめ、「mamori autostart enable」をもう一度実行してください。それまでは、PCを起動するたびに「mamori up」を実行してください。' },
    en: { cause: 'Starting Mamori at login, or the daily check, could not be set up.', remedy: 'See the details and run "mamori autostart enable" again. Until then run "mamori up" each time the PC was started.' },
  },
  'autostart.no-launcher': {
    ja: { cause: 'このPCでMamoriを自動で起動するためのプログラムがありません。', remedy: 'Mamoriを入れ直すか、PCを起動するたびに「mamori up」を実行してください。' },
    en: { cause: 'The program that starts Mamori on this PC is missing.', remedy: 'Install Mamori again, or run "mamori up" each time the PC was started.' },
  },
  'autostart.off': {
    ja: { cause: 'ログインしてもMamoriは自動で起動しません。', remedy: '自動で起動するには「mamori autostart enable」を実行してください。' },
    en: { cause: 'Mamori does not start at login.', remedy: 'Run "mamori autostart enable" to have it start.' },
  },
  'autostart.outdated': {
    ja: { cause: 'ログイン時の自動起動が、移動または更新される前のMamoriを指しています。', remedy: '「mamori autostart enable」を実行すると、今のMamoriが起動するようになります。' },
    en: { cause: 'What starts at login is Mamori as it was before it was moved or updated.', remedy: 'Run "mamori autostart enable" to have the present one start.' },
  },
  'autostart.other-home': {
    ja: { cause: 'このPCでは、別の状態フォルダのMamoriがログイン時に起動する設定になっています。Windowsで自動起動できる状態フォルダは1つだけです。', remedy: 'こちらを起動したいときは、先にその状態フォルダ（詳細に表示）を「--home」に指定して「mamori autostart disable」を実行してください。' },
    en: { cause: 'Mamori starts at login on this PC already, with another state folder. On Windows one state folder can.', remedy: 'If you want this one instead, first run "mamori autostart disable" with "--home" and that folder (in the details).' },
  },
  'autostart.no-daily-check': {
    ja: { cause: 'Mamoriが動いているかどうかの毎日の確認が無効です。', remedy: '有効にするには「mamori check-alive --enable」を実行してください。' },
    en: { cause: 'Nobody checks daily whether Mamori runs.', remedy: 'Run "mamori check-alive --enable" to have that checked.' },
  },
};
