#pragma once

#include <vector>

#include "pack/companion_hash.h"
#include "pack/segment_builder.h"

namespace mamori {

inline constexpr std::uint64_t kDefaultPackBytes = 32 << 20;
inline constexpr std::size_t kTrailerBytes = 16;

/// A finished pack or run object: its bytes are the pieces one after another, so nothing was copied to join them.
struct SealedContainer {
  ContainerKind kind;
  Sha256Digest sha256;  // of all bytes; the object's name
  std::uint64_t sizeBytes;
  std::vector<ByteBuffer> pieces;
  std::vector<SegmentInfo> segments;  // for the chunk index

  /// One contiguous copy.
  ByteBuffer join() const;
};

enum class Padding : std::uint8_t { none, padme };

/// Collects sealed segments into one object and hashes them (1.7 GB/s, the whole cost; half of that beside chunk ids).
///
/// One thread owns a writer; only `hash().sign` is for any. Holds the object in memory until `finish`.
class ContainerWriter {
 public:
  /// Precondition: `keyring` outlives the writer.
  ContainerWriter(const Keyring& keyring, ContainerKind kind, std::uint64_t targetBytes = kDefaultPackBytes,
                  Padding padding = Padding::none);

  void append(SealedSegment segment);

  bool empty() const noexcept { return segments_.empty(); }
  /// Bytes of the segments so far, and whether another one would make the object larger than its target.
  std::uint64_t sizeBytes() const noexcept { return sizeBytes_; }
  bool full() const noexcept { return sizeBytes_ + kSegmentMaximumBytes > targetBytes_; }

  /// The object's name in the making, for threads that compute chunk ids meanwhile.
  CompanionHash& hash() noexcept { return hash_; }

  /// Adds padding where asked for, footer and trailer. The writer is then empty and can be used for the next object.
  /// Fails with `engine.crypto-unavailable` only. Precondition: not empty.
  Result<SealedContainer> finish();

 private:
  Status appendPadding();
  void appendPiece(ByteBuffer piece);

  const Keyring& keyring_;
  ContainerKind kind_;
  std::uint64_t targetBytes_;
  Padding padding_;
  std::uint64_t sizeBytes_ = 0;
  CompanionHash hash_;
  std::vector<ByteBuffer> pieces_;
  std::vector<SegmentInfo> segments_;
};

}  // namespace mamori
