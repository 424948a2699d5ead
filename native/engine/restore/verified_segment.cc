#include "restore/verified_segment.h"

#include "pack/container_reader.h"

namespace mamori {
namespace {

// Of an envelope's header; both are authenticated when it is opened (vault format, section 4).
constexpr std::size_t kTypeOffset = 5;
constexpr std::size_t kEpochOffset = 8;

Error damaged(const char* what) { return makeError("vault.damaged-object", what); }

}  // namespace

Result<VerifiedSegment> VerifiedSegment::open(const Keyring& keyring, std::uint32_t rawBytes, MutableBytes sealed) {
  if (sealed.size() < kEnvelopeHeaderBytes) return damaged("segment cut short");
  const auto type = static_cast<EnvelopeType>(sealed[kTypeOffset]);
  if (type != EnvelopeType::dataSegment && type != EnvelopeType::metadataSegment) return damaged("not a segment");
  const std::uint32_t epoch = loadU32(sealed.data() + kEpochOffset);
  MAMORI_ASSIGN(ByteBuffer plain, openSegmentConsuming(keyring, type, rawBytes, sealed));
  const EpochKeys* const keys = keyring.find(epoch);
  if (!keys) return damaged("segment of an unknown epoch");
  return VerifiedSegment(std::move(plain), *keys);
}

Result<ByteView> VerifiedSegment::checkedChunk(const ChunkId& id, std::uint32_t offset, std::uint32_t rawBytes) const {
  if (offset > plain_.size() || rawBytes > plain_.size() - offset) return damaged("chunk outside its segment");
  const ByteView content(plain_.data() + offset, rawBytes);
  if (Keyring::chunkId(*keys_, content) != id) return damaged("chunk differs from its id");
  return content;
}

Result<ByteView> VerifiedSegment::chunk(const ChunkId& id, std::uint32_t offset, std::uint32_t rawBytes) {
  const bool same = id == verifiedId_ && verified_.data() == plain_.data() + offset && verified_.size() == rawBytes;
  if (same && !verified_.empty()) return verified_;
  MAMORI_ASSIGN(verified_, checkedChunk(id, offset, rawBytes));
  verifiedId_ = id;
  return verified_;
}

}  // namespace mamori
