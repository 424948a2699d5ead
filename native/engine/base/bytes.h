#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>

namespace mamori {

using ByteView = std::span<const std::uint8_t>;
using MutableBytes = std::span<std::uint8_t>;

inline ByteView bytesOf(std::string_view text) noexcept {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

inline std::string_view textOf(ByteView bytes) noexcept {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

// Every stored integer is little-endian. The loops compile to one move on little-endian machines and
// stay right on others; `memcpy` would need a separate path there.

template <typename Unsigned>
inline void storeLittleEndian(std::uint8_t* out, Unsigned value) noexcept {
  for (std::size_t i = 0; i < sizeof(Unsigned); ++i) out[i] = static_cast<std::uint8_t>(value >> (8 * i));
}

template <typename Unsigned>
inline Unsigned loadLittleEndian(const std::uint8_t* in) noexcept {
  Unsigned value = 0;
  for (std::size_t i = 0; i < sizeof(Unsigned); ++i) value |= static_cast<Unsigned>(in[i]) << (8 * i);
  return value;
}

inline void storeU32(std::uint8_t* out, std::uint32_t value) noexcept { storeLittleEndian(out, value); }
inline void storeU64(std::uint8_t* out, std::uint64_t value) noexcept { storeLittleEndian(out, value); }
inline std::uint32_t loadU32(const std::uint8_t* in) noexcept { return loadLittleEndian<std::uint32_t>(in); }
inline std::uint64_t loadU64(const std::uint8_t* in) noexcept { return loadLittleEndian<std::uint64_t>(in); }

}  // namespace mamori
