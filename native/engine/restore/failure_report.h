#pragma once

#include <atomic>
#include <functional>
#include <mutex>
#include <vector>

#include "restore/restore_options.h"

namespace mamori {

/// Gathers failures of single paths and passes them on in batches. Thread-safe.
class FailureReport {
 public:
  explicit FailureReport(std::function<void(std::vector<PathFailure>)> onFailures) : onFailures_(std::move(onFailures)) {}

  void add(std::string path, Error error);
  /// Passes on what is left.
  void flush();
  std::uint64_t count() const noexcept { return count_.load(std::memory_order_relaxed); }

 private:
  void pass();

  static constexpr std::size_t kBatch = 256;
  const std::function<void(std::vector<PathFailure>)> onFailures_;
  std::mutex mutex_;
  std::vector<PathFailure> held_;
  std::atomic<std::uint64_t> count_{0};
};

/// The failure of content as one of a file: what the reading layers say of objects becomes what it means for the file.
Error contentError(Error error);

}  // namespace mamori
