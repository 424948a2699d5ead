#include "pack/footer.h"

#include <limits>

namespace mamori {
namespace {

constexpr std::size_t kChunkMinimumBytes = 17;    // id and a one-byte length
constexpr std::size_t kSegmentMinimumBytes = 4;

Error damaged(const char* what) { return makeError("vault.damaged-object", what); }

bool isSegmentType(std::uint8_t type) noexcept {
  return (type >= 1 && type <= 3) || type == static_cast<std::uint8_t>(EnvelopeType::padding);
}

bool holdsChunks(EnvelopeType type) noexcept {
  return type == EnvelopeType::dataSegment || type == EnvelopeType::metadataSegment;
}

std::uint32_t readU32(FieldReader& reader, bool& fits) {
  const std::uint64_t value = reader.varint();
  if (value > std::numeric_limits<std::uint32_t>::max()) fits = false;
  return static_cast<std::uint32_t>(value);
}

Result<SegmentInfo> decodeSegment(FieldReader& reader) {
  const std::uint8_t type = reader.byte();
  if (reader.failed() || !isSegmentType(type)) return damaged("footer: segment type");
  SegmentInfo segment;
  segment.type = static_cast<EnvelopeType>(type);
  bool fits = true;
  segment.sealedBytes = readU32(reader, fits);
  segment.rawBytes = readU32(reader, fits);
  const std::uint64_t count = reader.varint();
  // A count beyond the bytes that are left must not become an allocation.
  if (reader.failed() || !fits || count > reader.remaining() / kChunkMinimumBytes) return damaged("footer: segment");
  segment.chunks.reserve(static_cast<std::size_t>(count));
  std::uint64_t total = 0;
  for (std::uint64_t i = 0; i < count; ++i) {
    const ByteView id = reader.bytes(sizeof(ChunkId));
    const std::uint32_t rawBytes = readU32(reader, fits);
    if (reader.failed() || !fits) return damaged("footer: chunk");
    segment.chunks.push_back({ChunkId::from(id.data()), rawBytes});
    total += rawBytes;
  }
  if (holdsChunks(segment.type) ? total != segment.rawBytes : count != 0) return damaged("footer: chunks of a segment");
  return segment;
}

}  // namespace

ByteBuffer encodeFooter(ContainerKind kind, const std::vector<SegmentInfo>& segments) {
  ByteBuffer out;
  out.push_back(static_cast<std::uint8_t>(kind));
  appendVarint(out, segments.size());
  for (const SegmentInfo& segment : segments) {
    out.push_back(static_cast<std::uint8_t>(segment.type));
    appendVarint(out, segment.sealedBytes);
    appendVarint(out, segment.rawBytes);
    appendVarint(out, segment.chunks.size());
    for (const ChunkInfo& chunk : segment.chunks) {
      append(out, chunk.id.bytes);
      appendVarint(out, chunk.rawBytes);
    }
  }
  return out;
}

Result<Footer> decodeFooter(ByteView plaintext) {
  FieldReader reader(plaintext);
  const std::uint8_t kind = reader.byte();
  const std::uint64_t count = reader.varint();
  if (reader.failed() || kind < 1 || kind > 3) return damaged("footer: kind");
  if (count > reader.remaining() / kSegmentMinimumBytes) return damaged("footer: segment count");
  Footer footer{static_cast<ContainerKind>(kind), {}};
  footer.segments.reserve(static_cast<std::size_t>(count));
  for (std::uint64_t i = 0; i < count; ++i) {
    MAMORI_ASSIGN(SegmentInfo segment, decodeSegment(reader));
    footer.segments.push_back(std::move(segment));
  }
  if (!reader.atEnd()) return damaged("footer: excess bytes");
  return footer;
}

}  // namespace mamori
