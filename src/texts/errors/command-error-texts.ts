import type { commandErrors } from '../../terms/errors/command-errors.js';
import type { ErrorText } from './error-text.js';

export const commandErrorTexts: Readonly<Record<keyof typeof commandErrors, ErrorText>> = {
  'commands.one-path-needed': {
    ja: { cause: '前のバージョンに戻す操作は、1つのファイルを選んで行ないます。', remedy: '戻したいファイルを1つだけ選んで、もう一度行なってください。' },
    en: { cause: 'Restoring the previous version works on one file at a time.', remedy: 'Select the one file to be restored, and try again.' },
  },
  'commands.no-previous-version': {
    ja: { cause: 'このファイルには、今の内容と違う版がありません。', remedy: 'すべての版は mamori versions で確かめられます。別の名前や場所だったときの版は、その場所で探してください。' },
    en: { cause: 'There is no version of this file that differs from what is there now.', remedy: 'List all versions with mamori versions. If the file had another name or place, look for its versions there.' },
  },
};
