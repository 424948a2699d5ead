#pragma once

#include "codec/byte_buffer.h"
#include "pack/keyring.h"

namespace mamori {

/// Sealing and opening of envelopes (vault format, section 4).
///
/// Costs one pass of AES-256-GCM (4.6 GB/s) plus about 2 µs; no allocation beyond the output.

inline constexpr std::size_t kEnvelopeHeaderBytes = 28;
inline constexpr std::size_t kPartBytes = 1 << 20;
inline constexpr std::size_t kPartOverheadBytes = XaesKey::kNonceBytes + XaesKey::kTagBytes;

/// Size of the envelope around a plaintext of `plainBytes` (as stored: after compression).
constexpr std::uint64_t sealedSize(std::uint64_t plainBytes) noexcept {
  const std::uint64_t parts = plainBytes == 0 ? 1 : (plainBytes + kPartBytes - 1) / kPartBytes;
  return kEnvelopeHeaderBytes + plainBytes + parts * kPartOverheadBytes;
}

/// What is known of the bytes before they are opened.
enum class Integrity {
  unknown,
  digestMatched,  // the object's SHA-256 fits its name: a tag that fails means another key
};

/// Appends an envelope under the keyring's newest epoch to `out`.
/// `compressed` states that `stored` is a zstd frame. Fails with `engine.crypto-unavailable` only.
Status sealEnvelope(const Keyring& keyring, EnvelopeType type, bool compressed, ByteView stored, ByteBuffer& out);

struct OpenedEnvelope {
  EnvelopeType type;
  bool compressed;
  std::uint32_t epoch;
  MutableBytes stored;  // lies within the bytes that were opened
};

/// Checks and decrypts an envelope where it lies: `stored` is then a part of `envelope`, whose other bytes are undefined.
///
/// Any input is safe. Fails, with nothing of the plaintext left in `envelope`, with
/// - `vault.newer-format`: a format above 1;
/// - `vault.wrong-key`: an epoch that the keyring lacks, or a failed tag although the digest matched;
/// - `vault.damaged-object`: everything else that is not a whole envelope of the expected type.
Result<OpenedEnvelope> openEnvelopeInPlace(const Keyring& keyring, EnvelopeType expected, MutableBytes envelope,
                                           Integrity integrity = Integrity::unknown);

/// As openEnvelopeInPlace, leaving the input alone, and decompressed: the plaintext.
/// A plaintext of more than `maxPlainBytes` counts as damage, so that a small object cannot fill the memory.
Result<ByteBuffer> openEnvelope(const Keyring& keyring, EnvelopeType expected, ByteView envelope,
                                std::uint64_t maxPlainBytes, Integrity integrity = Integrity::unknown);

}  // namespace mamori
