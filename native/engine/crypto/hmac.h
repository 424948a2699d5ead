#pragma once

#include <utility>

#include "crypto/sha256.h"

namespace mamori {

/// An HMAC-SHA-256 key (RFC 2104), kept as the two SHA-256 states after the padded key.
///
/// That saves two of the four compressions that a short message costs otherwise. Immutable, so any number
/// of threads may use one key. Precondition: loadOpenssl() succeeded.
class HmacKey {
 public:
  explicit HmacKey(ByteView key) noexcept;
  ~HmacKey();
  HmacKey(const HmacKey&) = default;
  HmacKey& operator=(const HmacKey&) = default;

  Sha256Digest sign(ByteView message) const noexcept;

 private:
  friend class HmacSigner;
  Sha256 inner_;
  Sha256 outer_;
};

/// HMAC of a message that comes in pieces.
class HmacSigner {
 public:
  explicit HmacSigner(const HmacKey& key) noexcept : inner_(key.inner_), outer_(key.outer_) {}
  HmacSigner& update(ByteView bytes) noexcept {
    inner_.update(bytes);
    return *this;
  }
  /// What the message's bytes go into, for updateBoth.
  Sha256& message() noexcept { return inner_; }
  Sha256Digest finish() noexcept { return outer_.update(inner_.finish()).finish(); }

 private:
  Sha256 inner_;
  Sha256 outer_;
};

inline Sha256Digest HmacKey::sign(ByteView message) const noexcept { return HmacSigner(*this).update(message).finish(); }

/// The HMACs of two messages under one key, at once (crypto/sha256_pair.h).
std::pair<Sha256Digest, Sha256Digest> signBoth(const HmacKey& key, ByteView first, ByteView second) noexcept;

/// HKDF-SHA-256 (RFC 5869). Precondition: out.size() <= 255 * 32.
void hkdfSha256(ByteView secret, ByteView salt, ByteView info, MutableBytes out) noexcept;

}  // namespace mamori
