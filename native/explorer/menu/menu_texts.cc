#include "menu/menu_texts.h"

#include <windows.h>

#include "include/mamori_shim.h"

namespace mamori::explorer {

Language desktopLanguage() noexcept {
  return PRIMARYLANGID(GetUserDefaultUILanguage()) == LANG_JAPANESE ? Language::kJapanese : Language::kEnglish;
}

const wchar_t* wordsOf(std::uint8_t state, Language language) noexcept {
  switch (state) {
    case MAMORI_STATE_PROTECTED: return textOf(MenuText::kStatusProtected, language);
    case MAMORI_STATE_IN_PROGRESS: return textOf(MenuText::kStatusInProgress, language);
    case MAMORI_STATE_PROBLEM: return textOf(MenuText::kStatusProblem, language);
    default: return nullptr;
  }
}

}  // namespace mamori::explorer
