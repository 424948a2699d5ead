#pragma once

#include <algorithm>
#include <cstdint>

namespace mamori::launcher {

/// How long to wait before the next attempt: 1 s, doubled each time up to 5 min; from the beginning again after one that lasted ten minutes. It never gives up.
class BackOff {
 public:
  /// The pause after an attempt that lasted `ranMs`.
  std::uint32_t afterRun(std::uint64_t ranMs) noexcept {
    if (ranMs >= kGoodMs) nextMs_ = kFirstMs;
    const std::uint32_t pauseMs = nextMs_;
    nextMs_ = std::min(nextMs_ * 2, kLongestMs);
    return pauseMs;
  }

 private:
  static constexpr std::uint32_t kFirstMs = 1'000;
  static constexpr std::uint32_t kLongestMs = 300'000;
  static constexpr std::uint64_t kGoodMs = 600'000;
  std::uint32_t nextMs_ = kFirstMs;
};

}  // namespace mamori::launcher
