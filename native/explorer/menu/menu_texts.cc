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
    case MenuText::kRoot: return japanese ? L"Mamori バックアップ(&M)" : L"&Mamori Backup";
    case MenuText::kRootHelp: return japanese ? L"バックアップと、ファイルの以前のバージョン" : L"Backup and earlier versions of files";
    case MenuText::kBackUp: return japanese ? L"今すぐバックアップ(&B)" : L"&Back up now";
    case MenuText::kBackUpHelp: return japanese ? L"選んだものを今すぐバックアップします" : L"Backs up what is selected, at once";
    case MenuText::kWhy: return japanese ? L"守られているか調べる(&W)" : L"&Why is this protected, or not?";
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
