#pragma once

#include <atomic>
#include <memory>

#include "result.h"

namespace mamori {

/// The receiving end of a cancellation: copies share one flag; polling costs one relaxed load.
class CancellationToken {
 public:
  /// A token that is never cancelled.
  CancellationToken() = default;

  bool cancelled() const noexcept { return flag_ && flag_->load(std::memory_order_relaxed); }

 private:
  friend class CancellationSource;
  explicit CancellationToken(std::shared_ptr<std::atomic<bool>> flag) : flag_(std::move(flag)) {}
  std::shared_ptr<std::atomic<bool>> flag_;
};

/// Owned by whoever may cancel; an AbortSignal's listener calls `cancel()` from any thread.
class CancellationSource {
 public:
  CancellationSource() : flag_(std::make_shared<std::atomic<bool>>(false)) {}
  void cancel() noexcept { flag_->store(true, std::memory_order_relaxed); }
  CancellationToken token() const { return CancellationToken(flag_); }

 private:
  std::shared_ptr<std::atomic<bool>> flag_;
};

/// The binding turns this code into the AbortSignal's own reason; it is in no error table.
inline constexpr std::string_view kCancelledCode = "engine.cancelled";
inline Error cancelledError() { return makeError(kCancelledCode); }

}  // namespace mamori
