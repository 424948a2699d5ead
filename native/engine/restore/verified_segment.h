#pragma once

#include "codec/byte_buffer.h"
#include "pack/keyring.h"

namespace mamori {

/// A segment's plaintext, whose chunks are checked against their ids one by one, as they are asked for.
class VerifiedSegment {
 public:
  /// Opens a data or metadata segment where it lies: `sealed` is overwritten. Any input is safe.
  /// Fails with `vault.damaged-object` and `vault.wrong-key`.
  static Result<VerifiedSegment> open(const Keyring& keyring, std::uint32_t rawBytes, MutableBytes sealed);

  /// The chunk's content, once its id was recomputed (1.7 GB/s); the last answer is remembered, so that several files with one
  /// content cost one hash. Fails with `vault.damaged-object`.
  Result<ByteView> chunk(const ChunkId& id, std::uint32_t offset, std::uint32_t rawBytes);
  /// The same without a memory, for any number of threads.
  Result<ByteView> checkedChunk(const ChunkId& id, std::uint32_t offset, std::uint32_t rawBytes) const;

  ByteView plain() const noexcept { return plain_; }
  std::uint32_t epoch() const noexcept { return keys_->epoch; }

 private:
  VerifiedSegment(ByteBuffer plain, const EpochKeys& keys) : plain_(std::move(plain)), keys_(&keys) {}

  ByteBuffer plain_;
  const EpochKeys* keys_;
  ByteView verified_;
  ChunkId verifiedId_;
};

}  // namespace mamori
