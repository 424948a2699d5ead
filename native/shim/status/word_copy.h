#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>

#include "status/words.h"

namespace mamori::shim {

/// Bytes into shared words; the last word is filled with zeros.
inline void storeBytes(std::uint64_t* words, const std::uint8_t* bytes, std::size_t count) noexcept {
  for (std::size_t at = 0; at < count; at += 8) {
    std::uint64_t value = 0;
    std::memcpy(&value, bytes + at, std::min<std::size_t>(8, count - at));
    store(words[at / 8], value);
  }
}

inline void loadBytes(const std::uint64_t* words, std::uint8_t* bytes, std::size_t count) noexcept {
  for (std::size_t at = 0; at < count; at += 8) {
    const std::uint64_t value = load(words[at / 8]);
    std::memcpy(bytes + at, &value, std::min<std::size_t>(8, count - at));
  }
}

}  // namespace mamori::shim
