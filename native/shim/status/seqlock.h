#pragma once

#include <atomic>
#include <cstdint>

#include "status/words.h"

namespace mamori::shim {

/// A reader that met a writer this often gives up: a writer that died in the middle leaves its mark for ever.
inline constexpr int kSeqlockRetries = 8;

/// Runs `read` until no writer was at work meanwhile; false after 8 attempts. What `read` saw of a failed attempt may be nonsense
/// and must not have led it outside its bounds. (Boehm, "Can seqlocks get along with programming language memory models?", 2012.)
template <typename Read>
bool readSteadily(const std::uint32_t& sequence, Read read) noexcept {
  for (int attempt = 0; attempt < kSeqlockRetries; ++attempt) {
    const std::uint32_t before = load(sequence, std::memory_order_acquire);
    if (before & 1) continue;
    read();
    std::atomic_thread_fence(std::memory_order_acquire);
    if (load(sequence) == before) return true;
  }
  return false;
}

/// Marks the data behind `sequence` as being written for as long as it lives. One writer at a time.
class SeqlockWrite {
 public:
  explicit SeqlockWrite(std::uint32_t& sequence) noexcept : sequence_(sequence), began_(load(sequence) | 1) {
    store(sequence_, began_);
    std::atomic_thread_fence(std::memory_order_release);
  }
  SeqlockWrite(const SeqlockWrite&) = delete;
  SeqlockWrite& operator=(const SeqlockWrite&) = delete;
  ~SeqlockWrite() { store(sequence_, began_ + 1, std::memory_order_release); }

 private:
  std::uint32_t& sequence_;
  std::uint32_t began_;
};

}  // namespace mamori::shim
