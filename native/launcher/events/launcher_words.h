#pragma once

#include <windows.h>

#include <cstddef>

#include "launcher_texts.h"

namespace mamori::launcher {

/// A text of src/texts/native in the language of the person's desktop; every language but Japanese is served in English.
inline const wchar_t* textOf(LauncherText text) noexcept {
  const bool isJapanese = PRIMARYLANGID(GetUserDefaultUILanguage()) == LANG_JAPANESE;
  return kLauncherTexts[static_cast<std::size_t>(text)][isJapanese ? 1 : 0];
}

}  // namespace mamori::launcher
