#include "index/index_file.h"

#include <algorithm>

#include "codec/byte_buffer.h"

namespace mamori {
namespace {

using namespace index_format;

Error damaged(const char* what) { return makeError("index.damaged", what); }

Result<Trailer> readTrailer(const RandomAccessFile& file) {
  if (file.sizeBytes() < kTrailerBytes) return damaged("too short");
  std::uint8_t bytes[kTrailerBytes];
  MAMORI_TRY(file.readAt(file.sizeBytes() - kTrailerBytes, bytes));
  const auto field = [&bytes](std::size_t index) { return loadU64(bytes + 8 * index); };
  if (field(0) != kTrailerMagic || field(8) != hash64({bytes, kTrailerBytes - 8})) return damaged("trailer");
  return Trailer{field(1), field(2), field(3), field(4), field(5), field(6), field(7)};
}

}  // namespace

Result<std::shared_ptr<const IndexFile>> IndexFile::open(const std::string& path, std::uint64_t number) {
  std::shared_ptr<IndexFile> index(new IndexFile());
  index->number_ = number;
  MAMORI_ASSIGN(index->file_, RandomAccessFile::open(path));
  if (!index->file_) return damaged("a listed file is missing");
  MAMORI_ASSIGN(index->trailer_, readTrailer(*index->file_));
  const Trailer& trailer = index->trailer_;
  const std::uint64_t blocks = blocksFor(trailer.entries, kEntriesPerBlock) + blocksFor(trailer.segments, kSegmentsPerBlock);
  if (trailer.tailOffset != blocks * kBlockBytes ||
      trailer.tailOffset + trailer.tailBytes + kTrailerBytes != index->file_->sizeBytes()) {
    return damaged("size");
  }
  ByteBuffer tail(static_cast<std::size_t>(trailer.tailBytes));
  MAMORI_TRY(index->file_->readAt(trailer.tailOffset, tail));
  if (hash64(tail) != trailer.tailHash) return damaged("tail");
  MAMORI_TRY(index->readTail(tail));
  return std::shared_ptr<const IndexFile>(std::move(index));
}

Status IndexFile::readTail(ByteView tail) {
  FieldReader reader(tail);
  for (std::uint64_t i = 0; i < trailer_.packs && !reader.failed(); ++i) {
    packs_.emplace_back(textOf(reader.bytes(reader.varint())));
  }
  const std::uint64_t fenceCount = blocksFor(trailer_.entries, kEntriesPerBlock);
  for (std::uint64_t i = 0; i < fenceCount && !reader.failed(); ++i) fences_.push_back(reader.u64());
  const ByteView filter = reader.bytes(trailer_.filterBytes);
  if (reader.failed() || !reader.atEnd() || filter.empty() || filter.size() % BloomFilter::kLineBytes != 0) return damaged("tail");
  filter_ = BloomFilter(filter);
  return {};
}

std::uint64_t IndexFile::residentBytes() const noexcept {
  std::uint64_t names = 0;
  for (const std::string& name : packs_) names += sizeof name + name.capacity();
  return names + 8 * (fences_.size() + filter_.words().size());
}

std::uint64_t IndexFile::firstSegmentBlock() const noexcept { return blocksFor(trailer_.entries, kEntriesPerBlock); }

Status IndexFile::readBlock(std::uint64_t block, std::uint8_t* out) const {
  MAMORI_TRY(file_->readAt(block * kBlockBytes, {out, kBlockBytes}));
  if (!blockIsWhole(out)) return damaged("block");
  return {};
}

Status IndexFile::find(const ChunkId& id, std::vector<Entry>& found) const {
  if (trailer_.entries == 0 || !filter_.mayContain(id)) return {};
  // Equal ids may begin at the end of the block before the first fence that is not smaller.
  const auto fence = std::lower_bound(fences_.begin(), fences_.end(), id.prefix());
  std::uint64_t block = static_cast<std::uint64_t>(fence - fences_.begin());
  block -= block > 0;
  std::uint8_t bytes[kBlockBytes];
  for (; block < fences_.size() && fences_[block] <= id.prefix(); ++block) {
    MAMORI_TRY(readBlock(block, bytes));
    const std::uint64_t first = block * kEntriesPerBlock;
    const std::size_t count = static_cast<std::size_t>(std::min<std::uint64_t>(kEntriesPerBlock, trailer_.entries - first));
    std::size_t low = 0, high = count;
    while (low < high) {
      const std::size_t middle = (low + high) / 2;
      if (std::memcmp(bytes + middle * kEntryBytes, id.bytes.data(), sizeof id) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    for (; low < count; ++low) {
      const Entry entry = loadEntry(bytes + low * kEntryBytes);
      if (entry.id != id) return {};
      found.push_back(entry);
    }
  }
  return {};
}

Result<Segment> IndexFile::segment(std::uint32_t ordinal) const {
  if (ordinal >= trailer_.segments) return damaged("segment number");
  std::uint8_t bytes[kBlockBytes];
  MAMORI_TRY(readBlock(firstSegmentBlock() + ordinal / kSegmentsPerBlock, bytes));
  const Segment segment = loadSegment(bytes + ordinal % kSegmentsPerBlock * kSegmentBytes);
  if (segment.pack >= packs_.size()) return damaged("pack number");
  return segment;
}

}  // namespace mamori
