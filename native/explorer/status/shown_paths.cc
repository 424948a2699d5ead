#include "status/shown_paths.h"

namespace mamori::explorer {
namespace {

constexpr int kTries = 100;

}  // namespace

void ShownPaths::note(std::wstring_view path, std::uint8_t state) noexcept {
  try {
    std::unique_lock lock(notedMutex_, std::defer_lock);
    for (int left = kTries; left > 0 && !lock.try_lock(); --left) continue;
    if (!lock.owns_lock()) return;
    // Each of the three handlers is asked for the same path.
    if (!noted_.empty() && noted_[(next_ + noted_.size() - 1) % noted_.size()].first == path) return;
    if (noted_.size() < kGeneration) {
      noted_.emplace_back(path, state);
      return;
    }
    noted_[next_] = {std::wstring(path), state};
    next_ = (next_ + 1) % kGeneration;
  } catch (...) {
    return;  // a hint: without memory it is right at the next visit
  }
}

void ShownPaths::takeNoted() {
  std::vector<Answer> noted;
  {
    const std::lock_guard lock(notedMutex_);
    noted.swap(noted_);
    next_ = 0;
  }
  for (auto& [path, state] : noted) {
    if (const auto known = older_.find(path); known != older_.end()) {
      known->second = {state};
      continue;
    }
    recent_.insert_or_assign(std::move(path), Kept{state});
    if (recent_.size() < kGeneration) continue;
    older_ = std::move(recent_);
    recent_.clear();
  }
}

}  // namespace mamori::explorer
