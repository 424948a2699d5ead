#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <string>

#include "cancellation.h"

namespace mamori {

/// What a long piece of work shares with whoever started it: counters out, cancel and pause in.
///
/// Counters are relaxed atomics: each is right by itself, together they may be a moment apart.
class JobControl {
 public:
  std::atomic<std::uint64_t> filesDone{0};
  std::atomic<std::uint64_t> filesTotal{0};
  std::atomic<std::uint64_t> bytesDone{0};
  std::atomic<std::uint64_t> bytesTotal{0};
  std::atomic<bool> walkComplete{false};

  CancellationToken token() const { return cancellation_.token(); }
  bool cancelled() const { return cancellation_.token().cancelled(); }

  void cancel() {
    {
      const std::lock_guard lock(mutex_);  // a waiter between its test and its sleep must not miss the wake-up
      cancellation_.cancel();
    }
    changed_.notify_all();
  }

  /// Asks a job that can be cut in parts to finish what it has begun, and to end as if there were no more. Others take no notice.
  void endEarly() noexcept { endingEarly_.store(true, std::memory_order_relaxed); }
  bool endingEarly() const noexcept { return endingEarly_.load(std::memory_order_relaxed); }

  void pause() { setPaused(true); }
  void resume() { setPaused(false); }

  /// Called between files: returns at once unless paused; false once cancelled.
  bool waitWhilePaused() {
    if (!paused_.load(std::memory_order_relaxed)) return !cancelled();
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return !paused_.load(std::memory_order_relaxed) || cancelled(); });
    return !cancelled();
  }

  /// Called at the begin of each file; `path` makes its path. Kept is the first one after each look at it, and one that `takesLong`: all others cost a relaxed load.
  template <typename Path>
  void beginFile(bool takesLong, const Path& path) {
    if (!takesLong && !pathWanted_.load(std::memory_order_relaxed)) return;
    std::string begun = path();
    if (begun.empty()) return;  // the root itself
    pathWanted_.store(false, std::memory_order_relaxed);
    const std::lock_guard lock(mutex_);
    currentPath_ = std::move(begun);
  }
  std::string currentPath() const {
    pathWanted_.store(true, std::memory_order_relaxed);
    const std::lock_guard lock(mutex_);
    return currentPath_;
  }

 private:
  void setPaused(bool paused) {
    {
      const std::lock_guard lock(mutex_);
      paused_.store(paused, std::memory_order_relaxed);
    }
    changed_.notify_all();
  }

  CancellationSource cancellation_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::atomic<bool> paused_{false};
  std::atomic<bool> endingEarly_{false};
  mutable std::atomic<bool> pathWanted_{true};
  std::string currentPath_;
};

}  // namespace mamori
