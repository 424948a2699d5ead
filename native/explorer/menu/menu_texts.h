#pragma once

#include <cstddef>
#include <cstdint>

#include "explorer_texts.h"

namespace mamori::explorer {

/// The language of the person's desktop. Every language but Japanese is served in English. Numbers of columns in the tables of explorer_texts.h.
enum class Language { kEnglish, kJapanese };
Language desktopLanguage() noexcept;

/// A text of src/texts/native or of menu-texts.ts, with its access key marked by '&' where it has one.
inline const wchar_t* textOf(MenuText text, Language language) noexcept { return kMenuTexts[static_cast<std::size_t>(text)][static_cast<std::size_t>(language)]; }
inline const wchar_t* textOf(WindowText text, Language language) noexcept { return kWindowTexts[static_cast<std::size_t>(text)][static_cast<std::size_t>(language)]; }

/// A state in words, for those who do not see the overlay; nullptr for MAMORI_STATE_NONE.
const wchar_t* wordsOf(std::uint8_t state, Language language) noexcept;

}  // namespace mamori::explorer
