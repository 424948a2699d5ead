#include "index/index_snapshot.h"

namespace mamori {
namespace {

bool usable(PackState state, LookupFor purpose) noexcept {
  return state == PackState::present || (state == PackState::condemned && purpose == LookupFor::reading);
}

}  // namespace

Result<std::optional<ChunkLocation>> IndexSnapshot::find(const ChunkId& id, LookupFor purpose) const {
  std::vector<index_format::Entry> found;  // stays unallocated for absent ids
  for (const Part& part : parts_) {
    found.clear();
    MAMORI_TRY(part.file->find(id, found));
    for (const index_format::Entry& entry : found) {
      MAMORI_ASSIGN(const index_format::Segment segment, part.file->segment(entry.segment));
      if (!usable((*part.states)[segment.pack], purpose)) continue;
      return std::optional(ChunkLocation{part.file->packs()[segment.pack], static_cast<EnvelopeType>(segment.type), segment.offset,
                                         segment.sealedBytes, segment.rawBytes, entry.offset, entry.rawBytes});
    }
  }
  return std::optional<ChunkLocation>();
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
