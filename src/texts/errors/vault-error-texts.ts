import type { vaultErrors } from '../../terms/errors/vault-errors.js';
import type { ErrorText } from './error-text.js';

export const vaultErrorTexts: Readonly<Record<keyof typeof vaultErrors, ErrorText>> = {
  'vault.not-found': {
    ja: { cause: '指定された場所に保管庫がありません。', remedy: '保管庫の場所を確かめてください。USBディスクやNASの場合は、接続されているか確かめてください。' },
    en: { cause: 'There is no vault at the given place.', remedy: 'Check the place of the vault. If it is on a USB disk or a NAS, check that it is connected.' },
  },
  'vault.already-exists': {
    ja: { cause: '指定された場所には、すでに別の保管庫があります。', remedy: 'その保管庫を使う場合は復旧コードまたはパスフレーズを入力してください。新しく作る場合は空のフォルダを指定してください。' },
    en: { cause: 'There is already another vault at the given place.', remedy: 'To use it, enter its recovery code or passphrase. To make a new one, choose an empty folder.' },
  },
  'vault.newer-format': {
    ja: { cause: 'この保管庫は新しい版のMamoriで作られています。', remedy: 'このPCのMamoriを更新してください。保管庫には何も書き込まれていません。' },
    en: { cause: 'This vault was made by a newer version of Mamori.', remedy: 'Update Mamori on this PC. Nothing was written to the vault.' },
  },
  'vault.wrong-key': {
    ja: { cause: 'パスフレーズまたは復旧コードがこの保管庫のものと一致しません。', remedy: '入力をもう一度確かめてください。保管庫のデータは無事です。' },
    en: { cause: 'The passphrase or recovery code does not belong to this vault.', remedy: 'Check what you entered and try again. The data in the vault is unharmed.' },
  },
  'vault.damaged-object': {
    ja: { cause: '保管庫のデータの一部が壊れています（ディスクの故障や書き換え）。', remedy: '「mamori verify --packs」で影響を受けるファイルを調べ、今すぐバックアップを実行してください。壊れていないデータは復元できます。' },
    en: { cause: 'Part of the vault is damaged (a failing disk, or something changed it).', remedy: 'Run "mamori verify --packs" to see which files are affected, then back up now. Everything intact can still be restored.' },
  },
  'vault.missing-object': {
    ja: { cause: '保管庫のデータの一部が見つかりません。', remedy: '保管庫のフォルダから何かを削除・移動していないか確かめ、今すぐバックアップを実行してください。残っているデータは復元できます。' },
    en: { cause: 'Part of the vault is missing.', remedy: 'Check whether anything was deleted or moved out of the vault folder, then back up now. Everything that is left can still be restored.' },
  },
  'vault.forked-source': {
    ja: { cause: '2台のPCが同じバックアップ元として書き込んでいます（ディスクの複製など）。', remedy: '複製した方のPCで「mamori source remove」と「mamori source add」を実行し、新しいバックアップ元として登録し直してください。' },
    en: { cause: 'Two PCs write to the vault as the same source (for example after a disk was cloned).', remedy: 'On the copied PC run "mamori source remove" and "mamori source add" to register it as a source of its own.' },
  },
  'vault.rolled-back': {
    ja: { cause: '保管庫が、以前にこのPCが見た状態より古くなっています。', remedy: '保管庫を古いコピーから戻していないか確かめてください。心当たりがなければ管理者に連絡してください。' },
    en: { cause: 'The vault is older than the state this PC has already seen.', remedy: 'Check whether the vault was put back from an older copy. If nobody did that, tell your administrator.' },
  },
};
