#pragma once

#include <optional>

#include "codec/zstd.h"
#include "pack/envelope.h"
#include "pack/footer.h"

namespace mamori {

struct SealedSegment {
  SegmentInfo info;
  ByteBuffer bytes;  // the envelope
};

/// Sizes of segments before compression (vault format, section 5).
inline constexpr std::size_t kSegmentMinimumBytes = 512 << 10;
inline constexpr std::size_t kSegmentMaximumBytes = 1 << 20;

/// Collects chunks into segments of 512 KiB to 1 MiB, compresses and seals them.
///
/// One worker owns a builder; nothing is shared but the keyring. Holds at most 1 MiB of chunks. A chunk of at least 512 KiB is
/// sealed at once, straight from the caller's memory, as a segment of its own.
/// All calls fail with `engine.crypto-unavailable` only, and the builder is then spent.
class SegmentBuilder {
 public:
  /// `type` is dataSegment or metadataSegment; data of different retention must go to different builders.
  /// Precondition: `keyring` outlives the builder. Chunk ids must come from its newest epoch.
  SegmentBuilder(const Keyring& keyring, EnvelopeType type, int compressionLevel = kDefaultCompressionLevel);

  /// Adds a chunk; yields the segment that this completed, if any (at most one). Precondition: 1 <= content.size() < 4 GiB.
  Result<std::optional<SealedSegment>> add(const ChunkId& id, ByteView content);

  /// Seals what is left; nothing when nothing is.
  Result<std::optional<SealedSegment>> finish();

  std::size_t pendingBytes() const noexcept { return plain_.size(); }

 private:
  Result<std::optional<SealedSegment>> seal(ByteView plain, std::vector<ChunkInfo> chunks);

  const Keyring& keyring_;
  EnvelopeType type_;
  int compressionLevel_;
  ByteBuffer plain_;
  ByteBuffer compressed_;
  std::vector<ChunkInfo> chunks_;
};

/// Seals one piece as a segment without chunks: a run root.
Result<SealedSegment> sealRunRoot(const Keyring& keyring, ByteView plaintext);

}  // namespace mamori
