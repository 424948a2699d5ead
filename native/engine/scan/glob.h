#pragma once

#include <string_view>

namespace mamori {

/// Matches the whole of `text` against a .gitignore-style glob.
///
/// `*` and `?` match within one path component, `**` as a whole component any number of them, `[...]` and
/// `[!...]` a class of bytes, `\x` the byte x. An unclosed '[' is an ordinary byte. Works on bytes, so one
/// `?` is one byte of UTF-8's several. Time is at most |glob| × |text| without `**`.
bool globMatches(std::string_view glob, std::string_view text, bool ignoreCase) noexcept;

}  // namespace mamori
