#pragma once

#include <cstdint>

#include "bytes.h"

namespace mamori {

/// Longest LEB128 form of a 64-bit value.
inline constexpr std::size_t kMaxVarintBytes = 10;

/// Writes at most kMaxVarintBytes at `out` and returns the byte after the last one.
inline std::uint8_t* writeVarint(std::uint8_t* out, std::uint64_t value) noexcept {
  while (value >= 0x80) {
    *out++ = static_cast<std::uint8_t>(value | 0x80);
    value >>= 7;
  }
  *out++ = static_cast<std::uint8_t>(value);
  return out;
}

/// Maps small magnitudes of either sign to small unsigned values.
inline std::uint64_t zigzag(std::int64_t value) noexcept {
  return (static_cast<std::uint64_t>(value) << 1) ^ static_cast<std::uint64_t>(value >> 63);
}
inline std::int64_t unzigzag(std::uint64_t value) noexcept {
  return static_cast<std::int64_t>(value >> 1) ^ -static_cast<std::int64_t>(value & 1);
}

/// Reads fields off a byte range; a read past the end, or an overlong varint, sets `failed()` and yields
/// zeroes, so a decoder checks once per record instead of once per field.
class FieldReader {
 public:
  explicit FieldReader(ByteView bytes) noexcept : at_(bytes.data()), end_(bytes.data() + bytes.size()) {}

  bool failed() const noexcept { return failed_; }
  bool atEnd() const noexcept { return at_ == end_; }
  std::size_t remaining() const noexcept { return static_cast<std::size_t>(end_ - at_); }

  std::uint8_t byte() noexcept {
    if (at_ == end_) return fail();
    return *at_++;
  }

  std::uint64_t varint() noexcept {
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
      if (at_ == end_) return fail();
      const std::uint8_t next = *at_++;
      value |= static_cast<std::uint64_t>(next & 0x7f) << shift;
      if (next < 0x80) return value;
    }
    return fail();
  }

  std::int64_t signedVarint() noexcept { return unzigzag(varint()); }

  std::uint64_t u64() noexcept {
    const ByteView field = bytes(8);
    return field.size() == 8 ? loadU64(field.data()) : 0;
  }

  ByteView bytes(std::uint64_t count) noexcept {
    if (count > remaining()) {
      fail();
      return {};
    }
    const ByteView field(at_, static_cast<std::size_t>(count));
    at_ += count;
    return field;
  }

 private:
  std::uint8_t fail() noexcept {
    failed_ = true;
    at_ = end_;
    return 0;
  }

  const std::uint8_t* at_;
  const std::uint8_t* end_;
  bool failed_ = false;
};

}  // namespace mamori
