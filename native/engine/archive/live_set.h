#pragma once

#include <vector>

#include "index/chunk_index.h"
#include "index/pending_chunks.h"

namespace mamori {

/// The chunks that something kept refers to: what a collection must not lose. Thread-safe; 20 to 43 bytes an id.
class LiveSet {
 public:
  void add(const ChunkId& id) { ids_.insertIfAbsent(id); }
  bool has(const ChunkId& id) const { return ids_.contains(id); }
  std::size_t size() const { return ids_.size(); }

  /// Raw bytes of the live chunks among these.
  std::uint64_t liveBytes(const SegmentInfo& segment) const;

  /// Whether one of the segments holds a live chunk that no usable container of the index holds. The index's errors.
  Result<bool> isNeeded(const std::vector<SegmentInfo>& segments, const IndexSnapshot& index) const;

  /// Live chunks that no usable container holds, at most `limit`. Costs a look-up per live chunk.
  Result<std::vector<ChunkId>> missingFrom(const IndexSnapshot& index, std::size_t limit) const;

 private:
  PendingChunks ids_;
};

}  // namespace mamori
