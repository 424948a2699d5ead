#include "index/pending_chunks.h"

namespace mamori {
namespace {

constexpr std::size_t kFirstSlots = 64;

}  // namespace

bool PendingChunks::insertIfAbsent(const ChunkId& id) { return shards_[shardOf(id)].insert(id); }

bool PendingChunks::contains(const ChunkId& id) const { return shards_[shardOf(id)].contains(id); }

std::size_t PendingChunks::size() const {
  std::size_t total = 0;
  for (const Shard& shard : shards_) total += shard.size();
  return total;
}

void PendingChunks::clear() {
  for (Shard& shard : shards_) shard.clear();
}

/// The slot that holds the id, or the free one where it belongs. Precondition: there is a free slot.
std::size_t PendingChunks::Shard::slotOf(const ChunkId& id) const noexcept {
  const std::size_t mask = slots_.size() - 1;
  std::size_t slot = static_cast<std::size_t>(loadU64(id.bytes.data())) & mask;
  while (slots_[slot] != id && slots_[slot] != ChunkId{}) slot = (slot + 1) & mask;
  return slot;
}

bool PendingChunks::Shard::insert(const ChunkId& id) {
  const std::lock_guard lock(mutex_);
  if (id == ChunkId{}) return !std::exchange(holdsZero_, true);
  if ((used_ + 1) * 4 > slots_.size() * 3) grow();
  ChunkId& slot = slots_[slotOf(id)];
  if (slot == id) return false;
  slot = id;
  ++used_;
  return true;
}

bool PendingChunks::Shard::contains(const ChunkId& id) const {
  const std::lock_guard lock(mutex_);
  if (id == ChunkId{}) return holdsZero_;
  return !slots_.empty() && slots_[slotOf(id)] == id;
}

std::size_t PendingChunks::Shard::size() const {
  const std::lock_guard lock(mutex_);
  return used_ + (holdsZero_ ? 1 : 0);
}

void PendingChunks::Shard::clear() {
  const std::lock_guard lock(mutex_);
  slots_ = {};
  used_ = 0;
  holdsZero_ = false;
}

void PendingChunks::Shard::grow() {
  std::vector<ChunkId> old(slots_.empty() ? kFirstSlots : slots_.size() * 2);
  old.swap(slots_);
  for (const ChunkId& id : old) {
    if (id != ChunkId{}) slots_[slotOf(id)] = id;
  }
}

}  // namespace mamori
