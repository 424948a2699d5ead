#pragma once

#include <memory>
#include <utility>
#include <vector>

#include "base/bytes.h"
#include "base/varint.h"

namespace mamori {

/// Leaves new elements uninitialised: `resize` of a buffer that is about to be overwritten costs nothing.
template <typename T>
struct UninitializedAllocator : std::allocator<T> {
  template <typename U>
  struct rebind {
    using other = UninitializedAllocator<U>;
  };
  template <typename U>
  void construct(U* place) noexcept(noexcept(::new (static_cast<void*>(place)) U)) {
    ::new (static_cast<void*>(place)) U;
  }
  template <typename U, typename... Arguments>
  void construct(U* place, Arguments&&... arguments) {
    ::new (static_cast<void*>(place)) U(std::forward<Arguments>(arguments)...);
  }
};

/// A growable byte array whose `resize` does not write.
using ByteBuffer = std::vector<std::uint8_t, UninitializedAllocator<std::uint8_t>>;

inline void append(ByteBuffer& out, ByteView bytes) {
  if (bytes.empty()) return;
  // Not `insert`: an allocator with a `construct` of its own makes that copy byte by byte, ten times slower.
  const std::size_t size = out.size();
  out.resize(size + bytes.size());
  std::memcpy(out.data() + size, bytes.data(), bytes.size());
}

inline void appendVarint(ByteBuffer& out, std::uint64_t value) {
  std::uint8_t scratch[kMaxVarintBytes];
  out.insert(out.end(), scratch, writeVarint(scratch, value));
}

inline void appendSignedVarint(ByteBuffer& out, std::int64_t value) { appendVarint(out, zigzag(value)); }

/// The format's `bytes`: a varint length, then the bytes.
inline void appendBytes(ByteBuffer& out, ByteView bytes) {
  appendVarint(out, bytes.size());
  append(out, bytes);
}

constexpr std::size_t varintSize(std::uint64_t value) noexcept {
  std::size_t size = 1;
  while (value >>= 7) ++size;
  return size;
}

}  // namespace mamori
