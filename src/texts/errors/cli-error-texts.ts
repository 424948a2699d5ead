import type { cliErrors } from '../../terms/errors/cli-errors.js';
import type { ErrorText } from './error-text.js';

export const cliErrorTexts: Readonly<Record<keyof typeof cliErrors, ErrorText>> = {
  'cli.wrong-usage': {
    ja: { cause: 'コマンドの書き方が違います。', remedy: '「mamori help コマンド」で正しい書き方を確かめてください。' },
    en: { cause: 'The command is not written as it has to be.', remedy: 'Run "mamori help COMMAND" to see how it is written.' },
  },
  'cli.file-not-written': {
    ja: { cause: '結果をファイルに書き出せませんでした。', remedy: '書き込める別の場所を指定して、もう一度実行してください。' },
    en: { cause: 'The result could not be written to the file.', remedy: 'Name another place that you can write to, and run the command again.' },
  },
};
