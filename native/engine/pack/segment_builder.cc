#include "pack/segment_builder.h"

#include <cassert>

namespace mamori {
namespace {

/// Compresses if that pays, and seals.
Result<SealedSegment> sealSegment(const Keyring& keyring, EnvelopeType type, int level, ByteView plain,
                                  std::vector<ChunkInfo> chunks, ByteBuffer& compressed) {
  SealedSegment segment;
  const bool pays = compressIfWorthwhile(plain, compressed, level);
  const ByteView stored = pays ? ByteView(compressed) : plain;
  MAMORI_TRY(sealEnvelope(keyring, type, pays, stored, segment.bytes));
  segment.info = {type, static_cast<std::uint32_t>(segment.bytes.size()), static_cast<std::uint32_t>(plain.size()),
                  std::move(chunks)};
  return segment;
}

}  // namespace

SegmentBuilder::SegmentBuilder(const Keyring& keyring, EnvelopeType type, int compressionLevel)
    : keyring_(keyring), type_(type), compressionLevel_(compressionLevel) {
  plain_.reserve(kSegmentMaximumBytes);
}

Result<std::optional<SealedSegment>> SegmentBuilder::add(const ChunkId& id, ByteView content) {
  assert(!content.empty());
  const ChunkInfo chunk{id, static_cast<std::uint32_t>(content.size())};
  if (content.size() >= kSegmentMinimumBytes) return seal(content, {chunk});
  std::optional<SealedSegment> completed;
  // A smaller chunk fits unless the open segment holds more than the minimum already.
  if (plain_.size() + content.size() > kSegmentMaximumBytes) {
    MAMORI_ASSIGN(completed, finish());
  }
  append(plain_, content);
  chunks_.push_back(chunk);
  return completed;
}

Result<std::optional<SealedSegment>> SegmentBuilder::finish() {
  if (chunks_.empty()) return std::optional<SealedSegment>();
  auto segment = seal(plain_, std::move(chunks_));
  plain_.clear();
  chunks_.clear();
  return segment;
}

Result<std::optional<SealedSegment>> SegmentBuilder::seal(ByteView plain, std::vector<ChunkInfo> chunks) {
  MAMORI_ASSIGN(SealedSegment segment,
                sealSegment(keyring_, type_, compressionLevel_, plain, std::move(chunks), compressed_));
  return std::optional<SealedSegment>(std::move(segment));
}

Result<SealedSegment> sealRunRoot(const Keyring& keyring, ByteView plaintext) {
  ByteBuffer compressed;
  return sealSegment(keyring, EnvelopeType::runRoot, kDefaultCompressionLevel, plaintext, {}, compressed);
}

}  // namespace mamori
