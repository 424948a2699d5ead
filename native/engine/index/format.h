#pragma once

#include <algorithm>
#include <cstdint>

#include "base/bytes.h"
#include "base/hash64.h"
#include "codec/chunk_id.h"

/// Layout of an index file. All of it is derived from pack footers: a damaged file is thrown away and built again.
///
///   entry blocks · segment blocks · tail (pack names, fences, filter) · trailer
///
/// A block is 4,096 bytes with an XXH64 of the rest in its last 8, so that one look-up reads and checks one block.
namespace mamori::index_format {

inline constexpr std::size_t kBlockBytes = 4096;
inline constexpr std::size_t kBlockPayloadBytes = kBlockBytes - 8;

/// Where a chunk is: in which segment of the file's segment table, and where in that segment's plaintext.
struct Entry {
  ChunkId id;
  std::uint32_t segment;
  std::uint32_t offset;
  std::uint32_t rawBytes;
};
inline constexpr std::size_t kEntryBytes = 28;
inline constexpr std::size_t kEntriesPerBlock = kBlockPayloadBytes / kEntryBytes;  // 146, without a byte to spare

inline void storeEntry(std::uint8_t* out, const Entry& entry) noexcept {
  std::copy(entry.id.bytes.begin(), entry.id.bytes.end(), out);
  storeU32(out + 16, entry.segment);
  storeU32(out + 20, entry.offset);
  storeU32(out + 24, entry.rawBytes);
}
inline Entry loadEntry(const std::uint8_t* in) noexcept {
  return {ChunkId::from(in), loadU32(in + 16), loadU32(in + 20), loadU32(in + 24)};
}

struct Segment {
  std::uint32_t pack;  // ordinal in the file's pack table, below 2^24
  std::uint8_t type;   // EnvelopeType
  std::uint32_t offset;
  std::uint32_t sealedBytes;
  std::uint32_t rawBytes;
};
inline constexpr std::size_t kSegmentBytes = 16;
inline constexpr std::size_t kSegmentsPerBlock = kBlockPayloadBytes / kSegmentBytes;
inline constexpr std::uint32_t kMaxPacks = 1u << 24;

inline void storeSegment(std::uint8_t* out, const Segment& segment) noexcept {
  storeU32(out, segment.pack | static_cast<std::uint32_t>(segment.type) << 24);
  storeU32(out + 4, segment.offset);
  storeU32(out + 8, segment.sealedBytes);
  storeU32(out + 12, segment.rawBytes);
}
inline Segment loadSegment(const std::uint8_t* in) noexcept {
  const std::uint32_t packAndType = loadU32(in);
  return {packAndType & (kMaxPacks - 1), static_cast<std::uint8_t>(packAndType >> 24), loadU32(in + 4), loadU32(in + 8),
          loadU32(in + 12)};
}

constexpr std::uint64_t blocksFor(std::uint64_t items, std::size_t perBlock) noexcept {
  return (items + perBlock - 1) / perBlock;
}

inline bool blockIsWhole(const std::uint8_t* block) noexcept {
  return loadU64(block + kBlockPayloadBytes) == hash64({block, kBlockPayloadBytes});
}

/// The last bytes of a file: "MMRINDX1" · entries · segments · packs · tail offset, size and hash · hash of the trailer so far.
struct Trailer {
  std::uint64_t entries = 0;
  std::uint64_t segments = 0;
  std::uint64_t packs = 0;
  std::uint64_t tailOffset = 0;
  std::uint64_t tailBytes = 0;
  std::uint64_t filterBytes = 0;
  std::uint64_t tailHash = 0;
};
inline constexpr std::size_t kTrailerBytes = 9 * 8;
inline constexpr std::uint64_t kTrailerMagic = 0x3158444e49524d4dULL;  // "MMRINDX1" read as a little-endian integer

}  // namespace mamori::index_format
