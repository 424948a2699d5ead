#include <algorithm>

#include "index/chunk_index.h"
#include "index/index_file_writer.h"

namespace mamori {
namespace {

using namespace index_format;

// 16 MB of entries: sorting them takes 70 ms, and 20 million chunks make 40 files, which one merge joins.
constexpr std::size_t kSpillEntries = 512 << 10;

}  // namespace

ChunkIndexBuilder::ChunkIndexBuilder(ChunkIndex& index) : index_(index) {}

Status ChunkIndexBuilder::add(std::string objectName, const std::vector<SegmentInfo>& segments) {
  if (entries_.size() >= kSpillEntries) MAMORI_TRY(spill());
  const auto pack = static_cast<std::uint32_t>(packs_.size());
  packs_.push_back(std::move(objectName));
  std::uint32_t offset = 0;
  for (const SegmentInfo& segment : segments) {
    if (!segment.chunks.empty()) {
      const auto ordinal = static_cast<std::uint32_t>(segments_.size());
      segments_.push_back({pack, static_cast<std::uint8_t>(segment.type), offset, segment.sealedBytes, segment.rawBytes});
      std::uint32_t at = 0;
      for (const ChunkInfo& chunk : segment.chunks) {
        entries_.push_back({chunk.id, ordinal, at, chunk.rawBytes});
        at += chunk.rawBytes;
      }
    }
    offset += segment.sealedBytes;
  }
  return {};
}

Status ChunkIndexBuilder::spill() {
  if (packs_.empty()) return {};
  std::sort(entries_.begin(), entries_.end(), [](const Entry& a, const Entry& b) { return a.id < b.id; });
  const std::uint64_t number = index_.takeNumber();
  MAMORI_ASSIGN(IndexFileWriter writer, IndexFileWriter::create(indexFilePath(index_.folder_, number), entries_.size()));
  for (const Entry& entry : entries_) MAMORI_TRY(writer.addEntry(entry));
  for (const Segment& segment : segments_) MAMORI_TRY(writer.addSegment(segment));
  MAMORI_TRY(writer.finish(packs_));
  spilled_.push_back(number);
  packs_.clear();
  segments_.clear();
  entries_.clear();
  return {};
}

Status ChunkIndexBuilder::commit() {
  MAMORI_TRY(spill());
  if (spilled_.empty()) return {};
  MAMORI_TRY(index_.adopt(spilled_));
  spilled_.clear();
  return {};
}

}  // namespace mamori
