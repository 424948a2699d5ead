import type { pluginErrors } from '../../terms/errors/plugin-errors.js';
import type { ErrorText } from './error-text.js';

export const pluginErrorTexts: Readonly<Record<keyof typeof pluginErrors, ErrorText>> = {
  'plugin.manifest-invalid': {
    ja: { cause: 'プラグインの説明ファイル（package.json）に誤りがあるため、このプラグインは使えません。', remedy: '表示された項目と理由をプラグインの作者に伝えるか、修正された版を入れてください。ほかのプラグインとバックアップには影響ありません。' },
    en: { cause: 'The plugin\'s description file (package.json) has a mistake, so this plugin cannot be used.', remedy: 'Tell the plugin\'s author the field and the reason shown, or install a corrected version. Other plugins and your backups are not affected.' },
  },
  'plugin.engine-mismatch': {
    ja: { cause: 'このプラグインは、別の版のMamori向けに作られています。', remedy: 'Mamoriを更新するか、この版のMamoriに対応したプラグインを入れてください。' },
    en: { cause: 'This plugin was made for another version of Mamori.', remedy: 'Update Mamori, or install a version of the plugin that fits this version of Mamori.' },
  },
  'plugin.duplicate-contribution': {
    ja: { cause: 'すでに入っている別のプラグインが、同じ名前の機能を追加しています。', remedy: 'どちらか一方のプラグインだけを残してください。先に入っていたプラグインはそのまま使えます。' },
    en: { cause: 'Another installed plugin already adds something with the same name.', remedy: 'Keep only one of the two plugins. The one that was there first goes on working.' },
  },
};
