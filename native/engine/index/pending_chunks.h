#pragma once

#include <array>
#include <mutex>
#include <utility>
#include <vector>

#include "codec/chunk_id.h"

namespace mamori {

/// The chunks that the current run has taken charge of: each is stored once, whichever worker met it first.
///
/// Any number of threads; 64 shards, each with a lock of its own. 0.3 µs a call, 21 to 43 bytes an id.
class PendingChunks {
 public:
  /// True when the id is new: the caller must store the chunk. False when another call took charge of it.
  bool insertIfAbsent(const ChunkId& id);

  bool contains(const ChunkId& id) const;
  std::size_t size() const;
  void clear();

  /// Calls `visit(id)` for every id, in no order, until it returns false. A shard is locked while its ids are visited.
  template <typename Visit>
  void forEach(Visit visit) const {
    for (const Shard& shard : shards_) {
      if (!shard.forEach(visit)) return;
    }
  }

 private:
  /// Open addressing with linear probing, at most three quarters full. The all-zero id marks a free slot, so it has a flag of its own.
  class Shard {
   public:
    bool insert(const ChunkId& id);
    bool contains(const ChunkId& id) const;
    std::size_t size() const;
    void clear();

    template <typename Visit>
    bool forEach(Visit& visit) const {
      const std::lock_guard lock(mutex_);
      if (holdsZero_ && !visit(ChunkId())) return false;
      for (const ChunkId& id : slots_) {
        if (id != ChunkId() && !visit(id)) return false;
      }
      return true;
    }

   private:
    std::size_t slotOf(const ChunkId& id) const noexcept;
    void grow();

    mutable std::mutex mutex_;
    std::vector<ChunkId> slots_;
    std::size_t used_ = 0;
    bool holdsZero_ = false;
  };

  static constexpr std::size_t kShards = 64;
  static std::size_t shardOf(const ChunkId& id) noexcept { return id.bytes[15] % kShards; }

  std::array<Shard, kShards> shards_;
};

}  // namespace mamori
