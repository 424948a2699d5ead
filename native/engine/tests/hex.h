#pragma once

#include <string_view>

#include "codec/byte_buffer.h"

/// Bytes of a test vector written in hex.
inline mamori::ByteBuffer unhex(std::string_view text) {
  const auto digit = [](char c) { return static_cast<std::uint8_t>(c <= '9' ? c - '0' : c - 'a' + 10); };
  mamori::ByteBuffer bytes;
  for (std::size_t i = 0; i + 1 < text.size(); i += 2) {
    bytes.push_back(static_cast<std::uint8_t>(digit(text[i]) << 4 | digit(text[i + 1])));
  }
  return bytes;
}

inline bool sameBytes(mamori::ByteView a, mamori::ByteView b) {
  return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin());
}
