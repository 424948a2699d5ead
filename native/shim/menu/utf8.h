#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace mamori::shim {

/// One code point at `at`, which moves past it; nullopt where no well-formed sequence begins (RFC 3629: shortest forms, no surrogates).
inline std::optional<char32_t> nextPoint(std::string_view text, std::size_t& at) noexcept {
  const auto byte = [&](std::size_t index) { return static_cast<std::uint8_t>(text[index]); };
  if (at >= text.size()) return std::nullopt;
  const std::uint8_t lead = byte(at);
  if (lead < 0x80) return text[at++];
  const std::size_t length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
  if (lead < 0xc2 || lead > 0xf4 || at + length > text.size()) return std::nullopt;
  char32_t point = lead & (0x7f >> length);
  for (std::size_t index = 1; index < length; ++index) {
    if ((byte(at + index) & 0xc0) != 0x80) return std::nullopt;
    point = point << 6 | (byte(at + index) & 0x3f);
  }
  constexpr char32_t shortest[] = {0, 0, 0x80, 0x800, 0x10000};
  if (point < shortest[length] || point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff)) return std::nullopt;
  at += length;
  return point;
}

inline bool isUtf8(std::string_view text) noexcept {
  for (std::size_t at = 0; at < text.size();) {
    if (!nextPoint(text, at)) return false;
  }
  return true;
}

}  // namespace mamori::shim
