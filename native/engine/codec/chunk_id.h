#pragma once

#include <array>
#include <compare>
#include <cstring>

#include "base/bytes.h"

namespace mamori {

/// First 16 bytes of HMAC-SHA-256(chunk-id key, content); uniform, so any part of it serves as a hash.
struct ChunkId {
  std::array<std::uint8_t, 16> bytes{};

  auto operator<=>(const ChunkId&) const = default;

  static ChunkId from(const std::uint8_t* source) noexcept {
    ChunkId id;
    std::memcpy(id.bytes.data(), source, id.bytes.size());
    return id;
  }

  /// The leading 8 bytes as a number that orders as the ids do.
  std::uint64_t prefix() const noexcept {
    std::uint64_t value = 0;
    for (int i = 0; i < 8; ++i) value = value << 8 | bytes[static_cast<std::size_t>(i)];
    return value;
  }
};
static_assert(sizeof(ChunkId) == 16);

struct ChunkIdHash {
  std::size_t operator()(const ChunkId& id) const noexcept { return static_cast<std::size_t>(loadU64(id.bytes.data())); }
};

}  // namespace mamori
