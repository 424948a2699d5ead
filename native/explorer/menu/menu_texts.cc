#include "menu/menu_texts.h"

#include <windows.h>

#include "include/mamori_shim.h"

namespace mamori::explorer {

Language desktopLanguage() noexcept {
  return PRIMARYLANGID(GetUserDefaultUILanguage()) == LANG_JAPANESE ? Language::kJapanese : Language::kEnglish;
}

const wchar_t* textOf(MenuText text, Language language) noexcept {
  const bool japanese = language == Language::kJapanese;
  switch (text) {
    case MenuText::kRoot: return L"&Mamori";
    case MenuText::kRootHelp: return japanese ? L"バックアップと、ファイルの以前のバージョン" : L"Backup and earlier versions of files";
    case MenuText::kBackUp: return japanese ? L"今すぐバックアップ(&B)" : L"&Back up now";
    case MenuText::kBackUpHelp: return japanese ? L"選んだものを今すぐバックアップします" : L"Backs up what is selected, at once";
    case MenuText::kRestoreHelp:
      return japanese ? L"このバージョンに戻します。今の内容は、先にバックアップします" : L"Brings this version back; what is there now is backed up first";
    case MenuText::kAllVersions: return japanese ? L"すべてのバージョン(&A)…" : L"&All versions…";
    case MenuText::kChooseVersion: return japanese ? L"バージョンを選ぶ(&V)…" : L"Choose &version…";
    case MenuText::kVersionsHelp: return japanese ? L"このファイルの以前のバージョンをすべて表示します" : L"Shows all earlier versions of this file";
    case MenuText::kNoVersions: return japanese ? L"バージョンはまだありません" : L"No versions yet";
    case MenuText::kRestoreCopy: return japanese ? L"コピーを復元(&C)…" : L"Restore a &copy…";
    case MenuText::kRestoreCopyHelp:
      return japanese ? L"選んだバージョンを、日付の付いた名前で同じ場所に取り出します" : L"Puts a version beside the file, with its date in the name";
    case MenuText::kWhy: return japanese ? L"守られているか調べる(&W)" : L"&Why is this protected?";
    case MenuText::kWhyHelp: return japanese ? L"バックアップされている理由、されていない理由を表示します" : L"Says why this is backed up or why it is not";
  }
  return L"";
}

const wchar_t* wordsOf(std::uint8_t state, Language language) noexcept {
  const bool japanese = language == Language::kJapanese;
  switch (state) {
    case MAMORI_STATE_PROTECTED: return japanese ? L"状態: バックアップ済み" : L"Status: protected";
    case MAMORI_STATE_IN_PROGRESS: return japanese ? L"状態: バックアップ中" : L"Status: being backed up";
    case MAMORI_STATE_PROBLEM: return japanese ? L"状態: バックアップに問題があります" : L"Status: there is a problem";
    default: return nullptr;
  }
}

}  // namespace mamori::explorer
