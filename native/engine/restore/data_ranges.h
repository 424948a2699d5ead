#pragma once

#include <algorithm>
#include <cstdint>
#include <cstring>

#include "base/bytes.h"
#include "base/result.h"

namespace mamori {

/// Blocks of zeros of this size, aligned in the file, become holes (vault format, section 8).
inline constexpr std::size_t kHoleBytes = 4096;

inline bool allZero(ByteView bytes) noexcept {
  // The first byte is zero and each byte equals the next: memcmp finds that out at memory speed.
  return bytes.empty() || (bytes[0] == 0 && std::memcmp(bytes.data(), bytes.data() + 1, bytes.size() - 1) == 0);
}

/// Calls `write(offset, range)` for the parts of `bytes`, which belong at `offset`, that are not zeros up to a block's boundary.
/// In a new file what nobody wrote is zero, and a block that nobody touched is a hole.
template <typename Write>
Status eachDataRange(std::uint64_t offset, ByteView bytes, Write write) {
  std::size_t begin = 0, at = 0;
  bool inData = false;
  while (at < bytes.size()) {
    const std::size_t toBoundary = kHoleBytes - static_cast<std::size_t>((offset + at) % kHoleBytes);
    const std::size_t length = std::min(toBoundary, bytes.size() - at);
    const bool zero = allZero(bytes.subspan(at, length));
    if (zero && inData) MAMORI_TRY(write(offset + begin, bytes.subspan(begin, at - begin)));
    if (!zero && !inData) begin = at;
    inData = !zero;
    at += length;
  }
  return inData ? write(offset + begin, bytes.subspan(begin)) : Status();
}

}  // namespace mamori
