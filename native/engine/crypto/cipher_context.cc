#include "crypto/cipher_context.h"

#include <climits>

#include "base/thread_owned.h"

namespace mamori {
namespace {

// EVP_CTRL_AEAD_GET_TAG and EVP_CTRL_AEAD_SET_TAG of <openssl/evp.h>; part of its stable ABI.
constexpr int kGetTag = 0x10;
constexpr int kSetTag = 0x11;
constexpr int kTagBytes = 16;

}  // namespace

CipherContext::CipherContext(const Openssl& functions) noexcept
    : functions_(functions), gcm_(functions.cipherContextNew()), ecb_(functions.cipherContextNew()) {
  const bool ready = valid() && functions.encryptInit(gcm_, functions.aes256Gcm(), nullptr, nullptr, nullptr) == 1 &&
                     functions.encryptInit(ecb_, functions.aes256Ecb(), nullptr, nullptr, nullptr) == 1 &&
                     functions.cipherContextSetPadding(ecb_, 0) == 1;
  if (ready) return;
  functions.cipherContextFree(gcm_);
  functions.cipherContextFree(ecb_);
  gcm_ = ecb_ = nullptr;
}

CipherContext::~CipherContext() {
  functions_.cipherContextFree(gcm_);  // accepts nullptr, and wipes the key schedule
  functions_.cipherContextFree(ecb_);
}

CipherContext& CipherContext::forThisThread() {
  return *ofThisThread([] { return std::make_unique<CipherContext>(openssl()); });
}

bool CipherContext::encryptBlocks(const std::uint8_t key[32], std::uint8_t* blocks, std::size_t size) noexcept {
  int written = 0;
  return valid() && size <= INT_MAX && functions_.encryptInit(ecb_, nullptr, nullptr, key, nullptr) == 1 &&
         functions_.encryptUpdate(ecb_, blocks, &written, blocks, static_cast<int>(size)) == 1 &&
         static_cast<std::size_t>(written) == size;
}

bool CipherContext::sealGcm(const std::uint8_t key[32], const std::uint8_t nonce[12], ByteView associated,
                            const std::uint8_t* in, std::size_t size, std::uint8_t* out,
                            std::uint8_t tag[16]) noexcept {
  if (!valid() || size > INT_MAX || associated.size() > INT_MAX) return false;
  const Openssl& f = functions_;
  int written = 0;
  if (f.encryptInit(gcm_, nullptr, nullptr, key, nonce) != 1) return false;
  if (!associated.empty() &&
      f.encryptUpdate(gcm_, nullptr, &written, associated.data(), static_cast<int>(associated.size())) != 1) {
    return false;
  }
  if (size > 0 && f.encryptUpdate(gcm_, out, &written, in, static_cast<int>(size)) != 1) return false;
  std::uint8_t none[kTagBytes];
  return f.encryptFinal(gcm_, none, &written) == 1 && f.cipherContextControl(gcm_, kGetTag, kTagBytes, tag) == 1;
}

bool CipherContext::openGcm(const std::uint8_t key[32], const std::uint8_t nonce[12], ByteView associated,
                            const std::uint8_t* in, std::size_t size, const std::uint8_t tag[16],
                            std::uint8_t* out) noexcept {
  if (!valid() || size > INT_MAX || associated.size() > INT_MAX) return false;
  const Openssl& f = functions_;
  int written = 0;
  if (f.decryptInit(gcm_, nullptr, nullptr, key, nonce) != 1) return false;
  if (!associated.empty() &&
      f.decryptUpdate(gcm_, nullptr, &written, associated.data(), static_cast<int>(associated.size())) != 1) {
    return false;
  }
  if (size > 0 && f.decryptUpdate(gcm_, out, &written, in, static_cast<int>(size)) != 1) return false;
  std::uint8_t expected[kTagBytes], none[kTagBytes];
  std::memcpy(expected, tag, kTagBytes);
  const bool authentic = f.cipherContextControl(gcm_, kSetTag, kTagBytes, expected) == 1 &&
                         f.decryptFinal(gcm_, none, &written) == 1;
  if (!authentic && size > 0) f.cleanse(out, size);
  return authentic;
}

}  // namespace mamori
