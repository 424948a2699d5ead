#include "pack/envelope.h"

#include <algorithm>
#include <cstring>

#include "codec/zstd.h"

namespace mamori {
namespace {

constexpr std::uint8_t kMagic[4] = {'M', 'M', 'R', '1'};
constexpr std::uint8_t kFormat = 1;
constexpr std::uint8_t kCompressedFlag = 1;
constexpr std::size_t kIdOffset = 12;
constexpr std::size_t kIdBytes = 16;

/// The data authenticated with each part; all of it but part number and last flag is the same for one envelope.
class AssociatedData {
 public:
  AssociatedData(const VaultId& vaultId, const std::uint8_t* header) noexcept {
    bytes_[0] = header[4];
    std::copy(vaultId.begin(), vaultId.end(), bytes_ + 1);
    std::copy_n(header + 8, 4, bytes_ + 17);
    bytes_[21] = header[5];
    bytes_[22] = header[6];
    std::copy_n(header + kIdOffset, kIdBytes, bytes_ + 23);
  }

  ByteView forPart(std::uint32_t part, bool last) noexcept {
    storeU32(bytes_ + 39, part);
    bytes_[43] = last ? 1 : 0;
    return bytes_;
  }

 private:
  std::uint8_t bytes_[44];
};

struct Header {
  EnvelopeType type;
  bool compressed;
  std::uint32_t epoch;
};

Error damaged(const char* what) { return makeError("vault.damaged-object", what); }

Result<Header> parseHeader(ByteView envelope, EnvelopeType expected) {
  if (envelope.size() < kEnvelopeHeaderBytes + kPartOverheadBytes) return damaged("envelope too short");
  if (std::memcmp(envelope.data(), kMagic, sizeof kMagic) != 0) return damaged("no envelope here");
  if (envelope[4] > kFormat) return makeError("vault.newer-format", "envelope of a newer format");
  if (envelope[4] != kFormat || envelope[7] != 0) return damaged("envelope header");
  if ((envelope[6] & ~kCompressedFlag) != 0) return damaged("envelope flags");
  if (envelope[5] != static_cast<std::uint8_t>(expected)) return damaged("envelope of another type");
  return Header{expected, (envelope[6] & kCompressedFlag) != 0, loadU32(envelope.data() + 8)};
}

Error tagFailure(Integrity integrity) {
  if (integrity == Integrity::digestMatched) {
    return makeError("vault.wrong-key", "whole, but sealed under another key");
  }
  return damaged("authentication failed");
}

}  // namespace

Status sealEnvelope(const Keyring& keyring, EnvelopeType type, bool compressed, ByteView stored, ByteBuffer& out) {
  const EpochKeys& keys = keyring.newest();
  const std::size_t start = out.size();
  const std::size_t size = static_cast<std::size_t>(sealedSize(stored.size()));
  out.resize(start + size);
  std::uint8_t* const header = out.data() + start;
  std::copy_n(kMagic, sizeof kMagic, header);
  header[4] = kFormat;
  header[5] = static_cast<std::uint8_t>(type);
  header[6] = compressed ? kCompressedFlag : 0;
  header[7] = 0;
  storeU32(header + 8, keys.epoch);
  MAMORI_TRY(fillRandom(header + kIdOffset, kIdBytes));

  AssociatedData associated(keyring.vaultId(), header);
  std::uint8_t* part = header + kEnvelopeHeaderBytes;
  std::uint32_t number = 0;
  do {
    const ByteView plain = stored.first(std::min(stored.size(), kPartBytes));
    stored = stored.subspan(plain.size());
    MAMORI_TRY(fillRandom(part, XaesKey::kNonceBytes));
    std::uint8_t* const text = part + XaesKey::kNonceBytes;
    std::uint8_t* const tag = text + plain.size();
    if (!keys.keyFor(type).seal(part, associated.forPart(number, stored.empty()), plain, text, tag)) {
      out.resize(start);
      return makeError("engine.crypto-unavailable", "AES-256-GCM failed");
    }
    part = tag + XaesKey::kTagBytes;
    ++number;
  } while (!stored.empty());
  return {};
}

Result<OpenedEnvelope> openEnvelopeInPlace(const Keyring& keyring, EnvelopeType expected, MutableBytes envelope,
                                           Integrity integrity) {
  MAMORI_ASSIGN(const Header header, parseHeader(envelope, expected));
  const EpochKeys* const keys = keyring.find(header.epoch);
  if (!keys) return makeError("vault.wrong-key", "sealed under a key epoch that is not unlocked");
  const XaesKey& key = keys->keyFor(expected);

  AssociatedData associated(keyring.vaultId(), envelope.data());
  MutableBytes rest = envelope.subspan(kEnvelopeHeaderBytes);
  // The first part stays where it is; the plaintexts of further parts are moved up to it, which closes the gaps.
  std::uint8_t* const first = rest.data() + XaesKey::kNonceBytes;
  std::size_t opened = 0;
  for (std::uint32_t number = 0; !rest.empty(); ++number) {
    const std::size_t partSize = std::min(rest.size(), kPartBytes + kPartOverheadBytes);
    const std::size_t plainSize = partSize - std::min(partSize, kPartOverheadBytes);
    const bool last = partSize == rest.size();
    // Only the sole part of an empty plaintext may be empty.
    if (partSize < kPartOverheadBytes || (plainSize == 0 && number > 0)) {
      wipe(first, opened);
      return damaged("envelope cut short");
    }
    std::uint8_t* const nonce = rest.data();
    std::uint8_t* const text = nonce + XaesKey::kNonceBytes;
    if (!key.open(nonce, associated.forPart(number, last), {text, plainSize}, text + plainSize, text)) {
      wipe(first, opened);
      return tagFailure(integrity);
    }
    if (number > 0) std::memmove(first + opened, text, plainSize);
    opened += plainSize;
    rest = rest.subspan(partSize);
  }
  return OpenedEnvelope{expected, header.compressed, header.epoch, MutableBytes(first, opened)};
}

Result<ByteBuffer> openEnvelope(const Keyring& keyring, EnvelopeType expected, ByteView envelope,
                                std::uint64_t maxPlainBytes, Integrity integrity) {
  ByteBuffer copy(envelope.begin(), envelope.end());
  MAMORI_ASSIGN(const OpenedEnvelope opened, openEnvelopeInPlace(keyring, expected, copy, integrity));
  if (opened.compressed) return decompress(opened.stored, maxPlainBytes);
  if (opened.stored.size() > maxPlainBytes) return damaged("plaintext larger than allowed");
  return ByteBuffer(opened.stored.begin(), opened.stored.end());
}

}  // namespace mamori
