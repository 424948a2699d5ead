#pragma once

#include <atomic>
#include <mutex>

#include "base/job_control.h"

namespace mamori {

/// The first failure among a job's threads: it decides the job's outcome, and the others stop when they see it.
class FirstFailure {
 public:
  explicit FirstFailure(const JobControl& control) : control_(control) {}

  void set(Error error) {
    const std::lock_guard lock(mutex_);
    if (failed_.load(std::memory_order_relaxed)) return;
    error_ = std::move(error);
    failed_.store(true, std::memory_order_release);
  }

  /// True once the job failed or was cancelled: polled between files and chunks, one or two relaxed loads.
  bool stopped() const noexcept { return failed_.load(std::memory_order_acquire) || control_.cancelled(); }

  /// Success, or what ended the job; a cancellation wins over the failures that it causes.
  Status status() const {
    if (control_.cancelled()) return cancelledError();
    const std::lock_guard lock(mutex_);
    if (failed_.load(std::memory_order_relaxed)) return error_;
    return {};
  }

 private:
  const JobControl& control_;
  mutable std::mutex mutex_;
  std::atomic<bool> failed_{false};
  Error error_;
};

}  // namespace mamori
