#pragma once

#include <condition_variable>
#include <deque>
#include <mutex>

#include "crypto/hmac.h"

namespace mamori {

/// The SHA-256 of a stream of pieces that is not computed at once, but beside the chunk ids that other threads compute: two at once take
/// little longer than one (crypto/sha256_pair.h).
///
/// One thread owns the stream: it appends and finishes. Any thread may sign. What nobody signs beside, the owner hashes, 8 MiB behind at most
/// and the rest at the end. Where two at once are not faster, `append` hashes, and `sign` is nothing but the HMAC.
class CompanionHash {
 public:
  CompanionHash() noexcept;

  /// Owner only. The bytes must stay where they are until `finish`.
  void append(ByteView piece);
  /// Owner only: the digest of all pieces; the next stream then begins.
  Sha256Digest finish();

  /// Any thread: the HMAC of a message, with as many waiting bytes hashed meanwhile unless another thread is at them.
  Sha256Digest sign(const HmacKey& key, ByteView message);
  /// Whether bytes wait that nobody is at.
  bool isWaiting() const;

 private:
  ByteView takeFront(std::size_t most);
  void hashFront(std::unique_lock<std::mutex>& lock);

  const std::size_t mostWaiting_;
  mutable std::mutex mutex_;
  std::condition_variable untaken_;
  std::deque<ByteView> waiting_;
  std::size_t waitingBytes_ = 0;
  bool taken_ = false;  // a thread is at `hash_`, without the lock
  Sha256 hash_;
};

}  // namespace mamori
