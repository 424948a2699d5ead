#include "restore/content_reader.h"

#include "restore/restore_codes.h"

namespace mamori {
namespace {

// 2^28 chunks of 256 KiB are 64 TiB: no single file's list is longer, and a forged one stops here.
constexpr std::size_t kMaxIds = std::size_t{1} << 28;

}  // namespace

Result<ByteBuffer> ContentReader::read(const ChunkId& id) {
  MAMORI_ASSIGN(const auto place, index_.find(id, LookupFor::reading));
  if (!place) return makeError(restore_code::contentMissing, "no container has chunk " + toHex(id.bytes));
  MAMORI_ASSIGN(const auto segment, segmentOf(*place));
  MAMORI_ASSIGN(const ByteView content, segment->checkedChunk(id, place->offsetInSegment, place->rawBytes));
  return ByteBuffer(content.begin(), content.end());
}

std::shared_ptr<const VerifiedSegment> ContentReader::findCached(const ChunkLocation& place) {
  const std::lock_guard lock(mutex_);
  for (auto at = cache_.begin(); at != cache_.end(); ++at) {
    if (at->offset != place.segmentOffset || at->container != place.objectName) continue;
    cache_.splice(cache_.begin(), cache_, at);
    return cache_.front().segment;
  }
  return {};
}

void ContentReader::keep(const ChunkLocation& place, std::shared_ptr<const VerifiedSegment> segment) {
  const std::lock_guard lock(mutex_);
  cachedBytes_ += segment->plain().size();
  cache_.push_front({std::string(place.objectName), place.segmentOffset, std::move(segment)});
  while (cachedBytes_ > cacheBytes_ && cache_.size() > 1) {
    cachedBytes_ -= cache_.back().segment->plain().size();
    cache_.pop_back();
  }
}

Result<std::shared_ptr<const VerifiedSegment>> ContentReader::segmentOf(const ChunkLocation& place) {
  if (auto cached = findCached(place)) return cached;
  MAMORI_ASSIGN(ByteBuffer sealed, source_.read(std::string(place.objectName), place.segmentOffset, place.sealedBytes));
  if (sealed.size() != place.sealedBytes) return makeError("vault.damaged-object", "object cut short");
  MAMORI_ASSIGN(VerifiedSegment opened, VerifiedSegment::open(keyring_, place.segmentRawBytes, sealed));
  auto segment = std::make_shared<const VerifiedSegment>(std::move(opened));
  keep(place, segment);
  return segment;
}

Status ContentReader::appendIds(ByteView list, std::vector<ChunkId>& ids) {
  if (list.size() % sizeof(ChunkId) != 0) return makeError("vault.damaged-object", "list of chunks");
  if (list.size() / sizeof(ChunkId) > kMaxIds - ids.size()) return makeError("vault.damaged-object", "list of too many chunks");
  for (std::size_t at = 0; at < list.size(); at += sizeof(ChunkId)) ids.push_back(ChunkId::from(list.data() + at));
  return {};
}

}  // namespace mamori
