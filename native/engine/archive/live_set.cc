#include "archive/live_set.h"

namespace mamori {
namespace {

Result<bool> isStored(const ChunkId& id, const IndexSnapshot& index) {
  MAMORI_ASSIGN(const auto found, index.find(id, LookupFor::writing));
  return found.has_value();
}

}  // namespace

std::uint64_t LiveSet::liveBytes(const SegmentInfo& segment) const {
  std::uint64_t bytes = 0;
  for (const ChunkInfo& chunk : segment.chunks) {
    if (has(chunk.id)) bytes += chunk.rawBytes;
  }
  return bytes;
}

Result<bool> LiveSet::isNeeded(const std::vector<SegmentInfo>& segments, const IndexSnapshot& index) const {
  for (const SegmentInfo& segment : segments) {
    for (const ChunkInfo& chunk : segment.chunks) {
      if (!has(chunk.id)) continue;
      MAMORI_ASSIGN(const bool stored, isStored(chunk.id, index));
      if (!stored) return true;
    }
  }
  return false;
}

Result<std::vector<ChunkId>> LiveSet::missingFrom(const IndexSnapshot& index, std::size_t limit) const {
  std::vector<ChunkId> missing;
  Status status;
  ids_.forEach([&](const ChunkId& id) {
    const auto stored = isStored(id, index);
    if (!stored.ok()) status = stored.error();
    else if (!*stored) missing.push_back(id);
    return status.ok() && missing.size() < limit;
  });
  MAMORI_TRY(std::move(status));
  return missing;
}

}  // namespace mamori
