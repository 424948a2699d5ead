#include "index/index_snapshot.h"

namespace mamori {

Result<std::optional<ChunkLocation>> IndexSnapshot::find(const ChunkId& id, LookupFor purpose) const {
  std::vector<index_format::Entry> found;  // stays unallocated for absent ids
  std::optional<ChunkLocation> fallback;
  for (const Part& part : parts_) {
    found.clear();
    MAMORI_TRY(part.file->find(id, found));
    for (const index_format::Entry& entry : found) {
      MAMORI_ASSIGN(const index_format::Segment segment, part.file->segment(entry.segment));
      const PackState state = (*part.states)[segment.pack];
      const bool usable = state == PackState::present;
      if (!usable && (state == PackState::gone || purpose == LookupFor::writing || fallback)) continue;
      ChunkLocation place{part.file->packs()[segment.pack], static_cast<EnvelopeType>(segment.type), segment.offset,
                          segment.sealedBytes, segment.rawBytes, entry.offset, entry.rawBytes};
      if (usable) return std::optional(std::move(place));
      fallback = std::move(place);
    }
  }
  return fallback;
}

std::uint64_t IndexSnapshot::entryCount() const noexcept {
  std::uint64_t count = 0;
  for (const Part& part : parts_) count += part.file->entryCount();
  return count;
}

std::uint64_t IndexSnapshot::residentBytes() const noexcept {
  std::uint64_t bytes = 0;
  for (const Part& part : parts_) bytes += part.file->residentBytes() + part.states->size();
  return bytes;
}

}  // namespace mamori
