import type { shellErrors } from '../../terms/errors/shell-errors.js';
import type { ErrorText } from './error-text.js';

export const shellErrorTexts: Readonly<Record<keyof typeof shellErrors, ErrorText>> = {
  'shell.other-system': {
    ja: { cause: 'このコマンドは、Linuxのファイルマネージャー（Nautilus、Nemo、Caja、Thunar）のためのものです。', remedy: 'Windowsでは、インストーラーがエクスプローラーへの表示を設定します。' },
    en: { cause: 'This command is for the file managers of Linux (Nautilus, Nemo, Caja, Thunar).', remedy: 'On Windows the installer sets up what Explorer shows.' },
  },
  'shell.install-failed': {
    ja: { cause: 'ファイルマネージャー用のファイルを書き込めませんでした。', remedy: 'エラーの詳細に表示された場所の空きと、書き込みの許可を確かめて、もう一度「mamori shell install」を実行してください。' },
    en: { cause: 'A file for the file managers could not be written.', remedy: 'Check that the place in the details has room and that you may write there, then run "mamori shell install" again.' },
  },
  'shell.not-installed': {
    ja: { cause: 'ファイルマネージャーに、Mamoriの印とメニューがまだ入っていません。', remedy: '「mamori shell install」を実行し、ファイルマネージャーを開き直してください。' },
    en: { cause: 'The file manager does not have Mamori\'s marks and menu yet.', remedy: 'Run "mamori shell install" and open the file manager anew.' },
  },
  'shell.outdated': {
    ja: { cause: 'ファイルマネージャーに入っているMamoriの部品が、このMamoriのものと違います。', remedy: '「mamori shell install」をもう一度実行し、ファイルマネージャーを開き直してください。' },
    en: { cause: 'What the file manager has of Mamori is of another version than this Mamori.', remedy: 'Run "mamori shell install" again and open the file manager anew.' },
  },
  'shell.no-bindings': {
    ja: { cause: 'このファイルマネージャーで印とメニューを動かすためのパッケージが入っていません。', remedy: '詳細に表示されたコマンドを管理者として実行し、ファイルマネージャーを開き直してください。' },
    en: { cause: 'The package that lets this file manager show marks and menus is missing.', remedy: 'Run the command in the details as an administrator and open the file manager anew.' },
  },
  'shell.no-icons': {
    ja: { cause: 'ファイルに付ける印の絵が見つからないか、古いものです。', remedy: '「mamori shell install」をもう一度実行してください。' },
    en: { cause: 'The pictures of the marks are missing or old.', remedy: 'Run "mamori shell install" again.' },
  },
  'shell.no-agent': {
    ja: { cause: 'Mamoriが動いていないため、ファイルに印が付きません。', remedy: '「mamori up」で始めてください。' },
    en: { cause: 'Mamori is not running, so files have no marks.', remedy: 'Start it with "mamori up".' },
  },
  'shell.no-table': {
    ja: { cause: 'ファイルに付ける印の情報が、どのMamoriからも出ていません。', remedy: '「mamori stop」のあと「mamori up」で始め直し、表示される注意を確かめてください。' },
    en: { cause: 'No Mamori says which files have which mark.', remedy: 'Start it anew with "mamori stop" and "mamori up", and look at the warnings that it shows.' },
  },
  'shell.no-tray': {
    ja: { cause: 'このデスクトップには、Mamoriのアイコンを表示する通知領域がありません。', remedy: 'なくても困りません。同じ操作は「mamori」コマンドとファイルマネージャーの右クリックメニューでできます。GNOMEでは、拡張機能「AppIndicator」を入れると表示されます。' },
    en: { cause: 'This desktop has no tray that would show the icon of Mamori.', remedy: 'Nothing is lost: the "mamori" command and the menus of the file manager do the same. On GNOME the extension "AppIndicator" brings a tray.' },
  },
  'shell.no-file-manager': {
    ja: { cause: '対応しているファイルマネージャー（Nautilus、Nemo、Caja、Thunar）が見つかりません。', remedy: 'どれかを入れると、印とメニューが表示されます。バックアップには必要ありません。' },
    en: { cause: 'None of the file managers that Mamori works with (Nautilus, Nemo, Caja, Thunar) is here.', remedy: 'Install one of them to see marks and menus. Backups do not need it.' },
  },
};
