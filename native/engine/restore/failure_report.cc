#include "restore/failure_report.h"

#include "restore/restore_codes.h"

namespace mamori {

void FailureReport::add(std::string path, Error error) {
  count_.fetch_add(1, std::memory_order_relaxed);
  const std::lock_guard lock(mutex_);
  held_.push_back({std::move(path), std::move(error)});
  if (held_.size() >= kBatch) pass();
}

void FailureReport::flush() {
  const std::lock_guard lock(mutex_);
  pass();
}

void FailureReport::pass() {
  if (held_.empty()) return;
  onFailures_(std::exchange(held_, {}));
}

Error contentError(Error error) {
  if (error.code == "vault.damaged-object" || error.code == "store.corrupt-range") error.code = restore_code::contentDamaged;
  if (error.code == "store.not-found") error.code = restore_code::contentMissing;
  return error;
}

}  // namespace mamori
