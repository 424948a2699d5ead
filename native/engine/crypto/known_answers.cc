#include "crypto/known_answers.h"

#include <algorithm>
#include <cstring>
#include <string_view>

#include "base/bytes.h"
#include "crypto/cipher_context.h"

namespace mamori {
namespace {

// FIPS 180-4's example "abc".
constexpr std::uint8_t kSha256OfAbc[32] = {
    0xba, 0x78, 0x16, 0xbf, 0x8f, 0x01, 0xcf, 0xea, 0x41, 0x41, 0x40, 0xde, 0x5d, 0xae, 0x22, 0x23,
    0xb0, 0x03, 0x61, 0xa3, 0x96, 0x17, 0x7a, 0x9c, 0xb4, 0x10, 0xff, 0x61, 0xf2, 0x00, 0x15, 0xad};

// FIPS 180-4's example of two blocks.
constexpr std::string_view kTwoBlocks = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq";
constexpr std::uint8_t kSha256OfTwoBlocks[32] = {
    0x24, 0x8d, 0x6a, 0x61, 0xd2, 0x06, 0x38, 0xb8, 0xe5, 0xc0, 0x26, 0x93, 0x0c, 0x3e, 0x60, 0x39,
    0xa3, 0x3c, 0xe4, 0x59, 0x64, 0xff, 0x21, 0x67, 0xf6, 0xec, 0xed, 0xd4, 0x19, 0xdb, 0x06, 0xc1};

// FIPS 180-4, section 5.3.3.
constexpr std::uint32_t kInitialChaining[8] = {
    0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};

// FIPS 197, appendix C.3: key 00..1f, plaintext 00112233..ff.
constexpr std::uint8_t kAesBlock[16] = {
    0x8e, 0xa2, 0xb7, 0xca, 0x51, 0x67, 0x45, 0xbf, 0xea, 0xfc, 0x49, 0x90, 0x4b, 0x49, 0x60, 0x89};

// The GCM specification's test case 14: key, nonce and plaintext all zero.
constexpr std::uint8_t kGcmCiphertext[16] = {
    0xce, 0xa7, 0x40, 0x3d, 0x4d, 0x60, 0x6b, 0x6e, 0x07, 0x4e, 0xc5, 0xd3, 0xba, 0xf3, 0x9d, 0x18};
constexpr std::uint8_t kGcmTag[16] = {
    0xd0, 0xd1, 0xc8, 0xa7, 0x99, 0x99, 0x6b, 0xf0, 0x26, 0x5b, 0x98, 0xb5, 0xd4, 0x8a, 0xb9, 0x19};

bool sha256Works(const Openssl& f) {
  // One spare word behind the state shows a library whose state is larger than the declared one.
  struct {
    Sha256State state;
    std::uint32_t guard;
  } guarded{{}, 0x5afe5afe};
  std::uint8_t digest[32];
  return f.sha256Init(&guarded.state) == 1 && f.sha256Update(&guarded.state, "abc", 3) == 1 &&
         f.sha256Final(digest, &guarded.state) == 1 && guarded.guard == 0x5afe5afe &&
         std::memcmp(digest, kSha256OfAbc, sizeof digest) == 0;
}

bool aesWorks(const Openssl& f) {
  std::uint8_t key[32], block[16];
  for (unsigned i = 0; i < 32; ++i) key[i] = static_cast<std::uint8_t>(i);
  for (unsigned i = 0; i < 16; ++i) block[i] = static_cast<std::uint8_t>(i * 0x11);
  CipherContext context(f);
  return context.valid() && context.encryptBlocks(key, block, sizeof block) &&
         std::memcmp(block, kAesBlock, sizeof block) == 0;
}

bool gcmWorks(const Openssl& f) {
  const std::uint8_t zeros[32] = {};
  std::uint8_t text[16] = {}, tag[16];
  CipherContext context(f);
  if (!context.valid() || !context.sealGcm(zeros, zeros, {}, text, sizeof text, text, tag)) return false;
  if (std::memcmp(text, kGcmCiphertext, 16) != 0 || std::memcmp(tag, kGcmTag, 16) != 0) return false;
  if (!context.openGcm(zeros, zeros, {}, text, sizeof text, tag, text)) return false;
  if (std::memcmp(text, zeros, 16) != 0) return false;
  tag[15] ^= 1;  // a library that accepts any tag is worse than none
  return !context.openGcm(zeros, zeros, {}, kGcmCiphertext, sizeof kGcmCiphertext, tag, text);
}

/// The message with its padding (FIPS 180-4, section 5.1.1). Precondition: `out` is as many blocks as that takes.
void pad(std::string_view message, MutableBytes out) {
  std::fill(out.begin(), out.end(), std::uint8_t{0});
  std::copy(message.begin(), message.end(), out.begin());
  out[message.size()] = 0x80;
  out[out.size() - 2] = static_cast<std::uint8_t>(message.size() * 8 >> 8);
  out[out.size() - 1] = static_cast<std::uint8_t>(message.size() * 8);
}

bool isDigest(const std::uint32_t (&chaining)[8], const std::uint8_t (&digest)[32]) {
  for (std::size_t i = 0; i < 32; ++i) {
    if (static_cast<std::uint8_t>(chaining[i / 4] >> (24 - 8 * (i % 4))) != digest[i]) return false;
  }
  return true;
}

bool stateIsLaidOutAsDeclared(const Openssl& f) {
  const std::uint8_t bytes[70] = {};
  Sha256State state{};
  if (f.sha256Init(&state) != 1 || !std::equal(kInitialChaining, kInitialChaining + 8, state.chaining)) return false;
  if (f.sha256Update(&state, bytes, sizeof bytes) != 1) return false;
  return state.bitCountLow == 8 * sizeof bytes && state.bitCountHigh == 0 && state.blockBytes == sizeof bytes - 64;
}

}  // namespace

bool pairCompressionWorks(const Openssl& functions, PairCompression compress) noexcept {
  std::uint8_t oneBlock[64], twoBlocks[128];
  pad("abc", oneBlock);
  pad(kTwoBlocks, twoBlocks);
  std::uint32_t once[8], again[8], twice[8];
  for (auto* chaining : {once, again, twice}) std::copy_n(kInitialChaining, 8, chaining);
  compress(once, oneBlock, twice, twoBlocks, 1);
  compress(twice, twoBlocks + 64, again, oneBlock, 1);
  return isDigest(once, kSha256OfAbc) && isDigest(again, kSha256OfAbc) && isDigest(twice, kSha256OfTwoBlocks) &&
         stateIsLaidOutAsDeclared(functions);
}

std::string findWrongAnswer(const Openssl& functions) {
  if (!sha256Works(functions)) return "SHA-256 gave a wrong answer";
  if (!aesWorks(functions)) return "AES-256 gave a wrong answer";
  if (!gcmWorks(functions)) return "AES-256-GCM gave a wrong answer";
  return {};
}

}  // namespace mamori
