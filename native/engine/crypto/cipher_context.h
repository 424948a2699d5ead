#pragma once

#include "base/bytes.h"
#include "crypto/openssl.h"

namespace mamori {

/// A pair of OpenSSL cipher contexts, AES-256-GCM and AES-256-ECB, set up once and re-keyed per call.
///
/// Keying costs about 0.2 µs; creating a context with its cipher about 1 µs and three allocations, hence the
/// reuse. Not thread-safe: `forThisThread()` gives every thread its own.
class CipherContext {
 public:
  explicit CipherContext(const Openssl& functions) noexcept;
  ~CipherContext();
  CipherContext(const CipherContext&) = delete;
  CipherContext& operator=(const CipherContext&) = delete;

  /// The calling thread's context, freed when the thread ends. Precondition: loadOpenssl() succeeded.
  static CipherContext& forThisThread();

  /// False where memory ran out at creation; every operation then fails.
  bool valid() const noexcept { return gcm_ && ecb_; }

  /// AES-256 of whole 16-byte blocks, in place.
  bool encryptBlocks(const std::uint8_t key[32], std::uint8_t* blocks, std::size_t size) noexcept;

  /// AES-256-GCM with a 12-byte nonce and a 16-byte tag; `size` < 2 GiB. `out` may be `in`, but not overlap it otherwise.
  bool sealGcm(const std::uint8_t key[32], const std::uint8_t nonce[12], ByteView associated, const std::uint8_t* in,
               std::size_t size, std::uint8_t* out, std::uint8_t tag[16]) noexcept;

  /// As sealGcm; false when the tag does not fit. What was written to `out` is then wiped.
  bool openGcm(const std::uint8_t key[32], const std::uint8_t nonce[12], ByteView associated, const std::uint8_t* in,
               std::size_t size, const std::uint8_t tag[16], std::uint8_t* out) noexcept;

 private:
  const Openssl& functions_;
  OpensslCipherContext* gcm_;
  OpensslCipherContext* ecb_;
};

}  // namespace mamori
