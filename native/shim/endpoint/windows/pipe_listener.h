#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <thread>

#include "endpoint/published_name.h"
#include "endpoint/windows/bell.h"

namespace mamori::shim {

/// Waits for clients of this user at a pipe of a random name, on a thread of its own, until destroyed.
///
/// Whoever takes the connections is told by the **bell**: a byte comes whenever somebody waits and nobody waited before. At most
/// kMaxWaiting wait; further ones find the pipe busy until some were taken.
class PipeListener {
 public:
  static constexpr std::size_t kMaxWaiting = 64;

  /// Listens and publishes the name under `place` in `folder`. 0 or MAMORI_ERROR_….
  static std::int32_t open(const std::string& folder, std::span<const std::uint8_t> place, std::unique_ptr<PipeListener>& out);
  ~PipeListener();

  /// Its owner's from then on; none the second time.
  UniqueHandle takeBell() noexcept { return bell_.takeEnd(); }
  /// The connection that has waited longest; none when nobody waits.
  UniqueHandle take() noexcept;

 private:
  PipeListener() = default;
  void run(UniqueHandle first) noexcept;
  void serve(UniqueHandle first);
  bool isFull() noexcept;
  void keep(UniqueHandle connection);

  std::wstring name_;
  PublishedName published_;
  Bell bell_;
  UniqueHandle stop_;  // manual-reset
  UniqueHandle room_;  // auto-reset: somebody was taken from a full queue
  std::mutex mutex_;
  std::deque<UniqueHandle> come_;
  std::thread thread_;
};

}  // namespace mamori::shim
