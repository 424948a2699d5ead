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
  'shell.no-taskbar': {
    ja: { cause: 'タスクバーがMamoriのアイコンを受け付けないため、通知領域にアイコンがありません。', remedy: 'タスクバーが表示されれば、アイコンも自動で表示されます。なくても困りません。同じ操作は「mamori」コマンドとエクスプローラーの右クリックメニューでできます。' },
    en: { cause: 'There is no taskbar that takes the icon of Mamori, so it has none.', remedy: 'The icon comes by itself when there is a taskbar. Nothing is lost: the "mamori" command and the menu in Explorer do the same.' },
  },
  'shell.unknown-choice': {
    ja: { cause: '通知領域のメニューに、いまはその項目がありません。', remedy: '「mamori tray」で、いま選べる項目を確かめてください。' },
    en: { cause: 'The menu of the tray does not have that entry now.', remedy: 'See with "mamori tray" what can be chosen.' },
  },
  'shell.no-file-manager': {
    ja: { cause: '対応しているファイルマネージャー（Nautilus、Nemo、Caja、Thunar）が見つかりません。', remedy: 'どれかを入れると、印とメニューが表示されます。バックアップには必要ありません。' },
    en: { cause: 'None of the file managers that Mamori works with (Nautilus, Nemo, Caja, Thunar) is here.', remedy: 'Install one of them to see marks and menus. Backups do not need it.' },
  },
  'shell.not-registered': {
    ja: { cause: 'エクスプローラーに、Mamoriの印とメニューがまだ入っていません。', remedy: '「mamori shell install」を実行してください。Windowsが管理者の許可を求めます。印は次にサインインしたときから付きます。' },
    en: { cause: 'Explorer does not have Mamori\'s marks and menu yet.', remedy: 'Run "mamori shell install"; Windows will ask for an administrator. Marks appear after the next sign-in.' },
  },
  'shell.module-gone': {
    ja: { cause: 'エクスプローラーに登録されているMamoriの部品が、その場所にありません。', remedy: '「mamori shell install」をもう一度実行してください。Windowsが管理者の許可を求めます。' },
    en: { cause: 'The part of Mamori that is registered with Explorer is not in its place.', remedy: 'Run "mamori shell install" again; Windows will ask for an administrator.' },
  },
  'shell.needs-administrator': {
    ja: { cause: 'エクスプローラーの印とメニューは、管理者だけが入れたり取り除いたりできます。何も変更していません。', remedy: '「--no-elevate」を付けずに、ふつうのターミナルで同じコマンドを実行すると、Windowsが管理者の許可を求めます。または「ターミナル（管理者）」で実行してください。' },
    en: { cause: 'Only an administrator can add marks and menu to Explorer, or take them out. Nothing was changed.', remedy: 'Run the same command in a terminal without "--no-elevate" and Windows asks for an administrator, or run it in "Terminal (Admin)".' },
  },
  'shell.elevation-refused': {
    ja: { cause: '管理者の許可が得られなかったため、エクスプローラーの印とメニューは変更していません。', remedy: '同じコマンドをもう一度実行し、Windowsの確認で「はい」を選んでください。管理者のパスワードを知らないときは、このPCの管理者に頼んでください。' },
    en: { cause: 'Windows was not given an administrator\'s permission, so marks and menu in Explorer are as they were.', remedy: 'Run the same command again and choose "Yes" when Windows asks. If you do not know an administrator\'s password, ask whoever looks after this PC.' },
  },
  'shell.elevation-failed': {
    ja: { cause: '管理者として実行する処理を始められなかったか、途中で終わりました。', remedy: '「ターミナル（管理者）」で同じコマンドを実行してください。' },
    en: { cause: 'The part that needs an administrator could not be started, or ended before it was done.', remedy: 'Run the same command in "Terminal (Admin)".' },
  },
  'shell.place-open': {
    ja: {
      cause: 'プログラムを置くフォルダ（詳細に表示）が、管理者以外の人にも書き換えられます。そこに置いた部品はほかの人にすり替えられるおそれがあるため、エクスプローラーには入れません。',
      remedy: 'フォルダのアクセス許可を、Windowsの最初の状態（管理者とシステムだけが書き込める）に戻してから、もう一度実行してください。このPCの管理者に、詳細に表示された場所とIDを伝えてください。バックアップには影響しません。',
    },
    en: {
      cause: 'People who are not administrators can change the folder for programs (in the details). Whoever can might put something else in the place of what Explorer loads, so it is not put there.',
      remedy: 'Set the folder\'s permissions back to what Windows gives it (only administrators and the system write there), then try again. Tell whoever looks after this PC the place and the ID in the details. Backups are not affected.',
    },
  },
  'shell.module-changed': {
    ja: { cause: 'エクスプローラーに入れる部品が、許可を求めたあとに書き換えられました。何も変更していません。', remedy: 'Mamoriの更新中でないことを確かめて、もう一度実行してください。続くときは、このPCを調べてください。' },
    en: { cause: 'The part for Explorer was changed after you were asked for permission. Nothing was installed.', remedy: 'Make sure that Mamori is not being updated, and try again. If it happens again, have this PC looked at.' },
  },
  'shell.no-overlay-place': {
    ja: {
      cause: 'Windowsを起動してから、エクスプローラーはMamoriの印を一度も読み込んでいません。エクスプローラーが使う印には数の限りがあり、ほかのプログラムの印（詳細に表示）が先に使っている可能性があります。',
      remedy: '一度サインアウトしてサインインし直し、フォルダを開いてから、もう一度診断してください。それでも変わらないときは、詳細にあるプログラムのうち使わないものを取り除いてください。バックアップとメニューには影響しません。',
    },
    en: {
      cause: 'Explorer has not asked for any of Mamori\'s marks since Windows was started. It has few places for marks, and other programs (in the details) may have taken them.',
      remedy: 'Sign out and in again, open a folder and run this once more. If nothing changes, remove a program of those in the details that you do not use. Backups and the menu work all the same.',
    },
  },
  'shell.few-overlay-places': {
    ja: { cause: 'エクスプローラーはMamoriの印の一部しか使っていません。使える数に限りがあるためです。', remedy: '詳細にあるプログラムのうち使わないものを取り除き、サインインし直してください。バックアップとメニューには影響しません。' },
    en: { cause: 'Explorer uses only some of Mamori\'s marks, because it has few places for them.', remedy: 'Remove a program of those in the details that you do not use, and sign in again. Backups and the menu work all the same.' },
  },
  'shell.classic-menu-only': {
    ja: { cause: 'このMamoriは署名されていないため、Windows 11では「その他のオプションを確認」の中にだけメニューが出ます。', remedy: 'Shiftキーを押しながら右クリックすると、すぐに表示されます。署名された版では、最初のメニューにも出ます。' },
    en: { cause: 'This build of Mamori is not signed, so in Windows 11 its menu is only below "Show more options".', remedy: 'Right-click with Shift held down to see it at once. Signed builds show it in the first menu as well.' },
  },
  'shell.compatibility-taken': {
    ja: { cause: '設定「shell.compatibility」で選んだ同期ソフトが動いているため、その拡張にMamoriの印とメニューは出ません。', remedy: 'Mamori自身の拡張を「mamori shell install」で入れるか、「mamori config set shell.compatibility off」で設定を切ってください。バックアップには影響しません。' },
    en: { cause: 'The sync client that the setting "shell.compatibility" names is running itself, so its extension does not show marks and menu of Mamori.', remedy: 'Use Mamori\'s own extension ("mamori shell install"), or switch the setting off with "mamori config set shell.compatibility off". Backups work all the same.' },
  },
  'shell.never-on-windows': {
    ja: { cause: 'この版のMamoriの印とメニューは、本物のWindowsですべて確かめられてはいません（Wineでの試験だけです）。', remedy: '表示におかしな点があっても、バックアップには影響しません。scripts/windows-check.ps1で確かめられます。' },
    en: { cause: 'Marks and menu of this Mamori have not passed all checks on a real Windows, only under Wine.', remedy: 'If something looks wrong, backups are not affected. scripts/windows-check.ps1 runs the checks.' },
  },
};
