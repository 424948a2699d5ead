#include "agent/answers.h"

#include <charconv>
#include <chrono>

namespace mamori::launcher {

void Answers::take(std::string_view line) noexcept {
  constexpr std::string_view kDone = "done ";
  if (line.substr(0, kDone.size()) != kDone) return;
  std::uint32_t number = 0;
  const char* const end = line.data() + line.size();
  const auto parsed = std::from_chars(line.data() + kDone.size(), end, number);
  if (parsed.ec != std::errc() || parsed.ptr != end) return;
  const std::lock_guard lock(mutex_);
  lastDone_ = number;
  changed_.notify_all();
}

void Answers::end() noexcept {
  const std::lock_guard lock(mutex_);
  ended_ = true;
  changed_.notify_all();
}

bool Answers::waitFor(std::uint32_t number, std::uint32_t limitMs) {
  std::unique_lock lock(mutex_);
  changed_.wait_for(lock, std::chrono::milliseconds(limitMs), [&] { return ended_ || lastDone_ >= number; });
  return lastDone_ >= number;
}

}  // namespace mamori::launcher
