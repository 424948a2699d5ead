#include "crypto/xaes256gcm.h"

#include <algorithm>

#include "crypto/cipher_context.h"

namespace mamori {

Result<XaesKey> XaesKey::create(std::span<const std::uint8_t, kKeyBytes> key) {
  MAMORI_TRY(loadOpenssl());
  XaesKey result;
  std::copy(key.begin(), key.end(), result.key_.begin());
  std::array<std::uint8_t, 16> block{};
  if (!CipherContext::forThisThread().encryptBlocks(result.key_.data(), block.data(), block.size())) {
    return makeError("engine.crypto-unavailable", "AES-256 failed");
  }
  // Doubling in GF(2^128), NIST SP 800-38B section 6.1; without a branch on the secret top bit.
  const auto reduction = static_cast<std::uint8_t>(0x87 & -(block[0] >> 7));
  for (std::size_t i = 0; i < 16; ++i) {
    const unsigned carry = i + 1 < 16 ? block[i + 1] >> 7 : 0;
    result.cmacSubkey_[i] = static_cast<std::uint8_t>((block[i] << 1) | carry);
  }
  result.cmacSubkey_[15] ^= reduction;
  wipe(block.data(), block.size());
  return result;
}

XaesKey::~XaesKey() {
  wipe(key_.data(), key_.size());
  wipe(cmacSubkey_.data(), cmacSubkey_.size());
}

bool XaesKey::deriveMessageKey(const std::uint8_t nonce[kNonceBytes], std::uint8_t messageKey[kKeyBytes]) const noexcept {
  for (std::uint8_t counter = 1; counter <= 2; ++counter) {
    std::uint8_t* block = messageKey + 16 * (counter - 1);
    const std::uint8_t prefix[4] = {0, counter, 'X', 0};
    std::copy_n(prefix, 4, block);
    std::copy_n(nonce, 12, block + 4);
    for (std::size_t i = 0; i < 16; ++i) block[i] ^= cmacSubkey_[i];
  }
  return CipherContext::forThisThread().encryptBlocks(key_.data(), messageKey, kKeyBytes);
}

bool XaesKey::seal(const std::uint8_t nonce[kNonceBytes], ByteView associated, ByteView plaintext,
                   std::uint8_t* ciphertext, std::uint8_t tag[kTagBytes]) const noexcept {
  std::uint8_t messageKey[kKeyBytes];
  const bool sealed = deriveMessageKey(nonce, messageKey) &&
                      CipherContext::forThisThread().sealGcm(messageKey, nonce + 12, associated, plaintext.data(),
                                                             plaintext.size(), ciphertext, tag);
  wipe(messageKey, sizeof messageKey);
  return sealed;
}

bool XaesKey::open(const std::uint8_t nonce[kNonceBytes], ByteView associated, ByteView ciphertext,
                   const std::uint8_t tag[kTagBytes], std::uint8_t* plaintext) const noexcept {
  std::uint8_t messageKey[kKeyBytes];
  const bool opened = deriveMessageKey(nonce, messageKey) &&
                      CipherContext::forThisThread().openGcm(messageKey, nonce + 12, associated, ciphertext.data(),
                                                             ciphertext.size(), tag, plaintext);
  wipe(messageKey, sizeof messageKey);
  return opened;
}

}  // namespace mamori
