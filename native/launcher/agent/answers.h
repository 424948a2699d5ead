#pragma once

#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <string_view>

namespace mamori::launcher {

/// What one agent has answered so far; thread-safe.
class Answers {
 public:
  /// A line of the agent's, `done NUMBER`; others are passed over.
  void take(std::string_view line) noexcept;

  /// The agent's process is over: nobody needs to wait any more.
  void end() noexcept;

  /// Waits until a line is answered; false after `limitMs`, or when the process has ended.
  bool waitFor(std::uint32_t number, std::uint32_t limitMs);

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::uint32_t lastDone_ = 0;
  bool ended_ = false;
};

}  // namespace mamori::launcher
