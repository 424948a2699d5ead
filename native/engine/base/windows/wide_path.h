#pragma once

#include <string>
#include <string_view>

namespace mamori {

// WTF-8 (https://simonsapin.github.io/wtf-8/) is UTF-8 in which a lone surrogate, which Windows allows in names,
// is coded like any other code point; so every name has exactly one byte form and comes back unchanged.

std::string toWtf8(std::wstring_view units);

/// Bytes that are no WTF-8 become U+FFFD, so such a path names nothing rather than something else.
std::wstring fromWtf8(std::string_view bytes);

/// An absolute path as the file functions take it at any length: `\\?\C:\…`, `\\?\UNC\server\…`. '/' becomes '\'.
std::wstring toExtendedPath(std::string_view path);

}  // namespace mamori
