#pragma once

#include <cstdint>

namespace mamori::explorer {

/// The language of the person's desktop. Every language but Japanese is served in English.
enum class Language { kEnglish, kJapanese };
Language desktopLanguage() noexcept;

enum class MenuText {
  kRoot, kRootHelp, kBackUp, kBackUpHelp, kRestoreHelp, kAllVersions, kChooseVersion, kVersionsHelp, kNoVersions, kRestoreCopy, kRestoreCopyHelp, kWhy,
  kWhyHelp,
};

/// A text with its access key marked by '&', except for the helps. Access keys are the same in both languages.
const wchar_t* textOf(MenuText text, Language language) noexcept;

/// A state in words, for those who do not see the overlay; nullptr for MAMORI_STATE_NONE.
const wchar_t* wordsOf(std::uint8_t state, Language language) noexcept;

}  // namespace mamori::explorer
