#include "binding/watch_outbox.h"

#include <utility>

namespace mamori::binding {

namespace {

PackedBatch::Kind packedKind(WatchEvent::Kind kind) noexcept {
  switch (kind) {
    case WatchEvent::Kind::created: return PackedBatch::created;
    case WatchEvent::Kind::removed: return PackedBatch::removed;
    case WatchEvent::Kind::changed:
    case WatchEvent::Kind::attributes: break;
  }
  return PackedBatch::modified;
}

/// Problems of one folder each stand for themselves; of all others a newer one says everything.
bool supersedes(const WatchProblem& newer, const WatchProblem& older) {
  return newer.error.code == older.error.code && newer.folder == older.folder;
}

}  // namespace

PackedBatch packBatch(const WatchBatch& batch) {
  PackedBatch packed;
  packed.overflow = batch.overflow;
  std::size_t bytes = 0;
  for (const WatchEvent& event : batch.events) bytes += event.path.size();
  for (const std::string& folder : batch.dirtyDirectories) bytes += folder.size();
  packed.paths.reserve(bytes);
  packed.table.reserve(2 * (batch.events.size() + batch.dirtyDirectories.size()));
  const auto append = [&](const std::string& path, PackedBatch::Kind kind) {
    packed.paths += path;
    packed.table.push_back(static_cast<std::uint32_t>(packed.paths.size()));
    packed.table.push_back(kind);
  };
  for (const std::string& folder : batch.dirtyDirectories) append(folder, PackedBatch::dirtyFolder);
  for (const WatchEvent& event : batch.events) append(event.path, packedKind(event.kind));
  return packed;
}

bool WatchOutbox::offer(const WatchBatch& batch) {
  {
    const std::lock_guard lock(mutex_);
    if (batches_ >= maxBatches_) return false;
  }
  // There is one producer, so the room cannot be taken meanwhile.
  PackedBatch packed = packBatch(batch);
  const std::lock_guard lock(mutex_);
  notices_.emplace_back(std::move(packed));
  ++batches_;
  return true;
}

void WatchOutbox::put(WatchReady ready) {
  const std::lock_guard lock(mutex_);
  std::erase_if(notices_, [](const WatchNotice& notice) { return std::holds_alternative<WatchReady>(notice); });
  notices_.emplace_back(ready);
}

void WatchOutbox::put(WatchProblem problem) {
  const std::lock_guard lock(mutex_);
  std::erase_if(notices_, [&](const WatchNotice& notice) {
    const auto* older = std::get_if<WatchProblem>(&notice);
    return older && supersedes(problem, *older);
  });
  notices_.emplace_back(std::move(problem));
}

std::optional<WatchNotice> WatchOutbox::take() {
  const std::lock_guard lock(mutex_);
  if (notices_.empty()) {
    claimed_ = false;
    return std::nullopt;
  }
  WatchNotice notice = std::move(notices_.front());
  notices_.pop_front();
  batches_ -= std::holds_alternative<PackedBatch>(notice);
  return notice;
}

bool WatchOutbox::claimDelivery() {
  const std::lock_guard lock(mutex_);
  if (claimed_ || notices_.empty()) return false;
  claimed_ = true;
  return true;
}

}  // namespace mamori::binding
