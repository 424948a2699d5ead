#include "crypto/hmac.h"

#include <algorithm>
#include <cassert>

#include "crypto/sha256_pair.h"

namespace mamori {
namespace {

constexpr std::size_t kBlockBytes = 64;

Sha256 stateAfterPaddedKey(const std::uint8_t (&key)[kBlockBytes], std::uint8_t pad) noexcept {
  std::uint8_t block[kBlockBytes];
  for (std::size_t i = 0; i < kBlockBytes; ++i) block[i] = key[i] ^ pad;
  Sha256 state;
  state.update(block);
  wipe(block, sizeof block);
  return state;
}

}  // namespace

HmacKey::HmacKey(ByteView key) noexcept {
  std::uint8_t padded[kBlockBytes] = {};
  if (key.size() > kBlockBytes) {
    const Sha256Digest digest = sha256(key);
    std::copy(digest.begin(), digest.end(), padded);
  } else {
    std::copy(key.begin(), key.end(), padded);
  }
  inner_ = stateAfterPaddedKey(padded, 0x36);
  outer_ = stateAfterPaddedKey(padded, 0x5c);
  wipe(padded, sizeof padded);
}

HmacKey::~HmacKey() {
  wipe(&inner_, sizeof inner_);
  wipe(&outer_, sizeof outer_);
}

std::pair<Sha256Digest, Sha256Digest> signBoth(const HmacKey& key, ByteView first, ByteView second) noexcept {
  HmacSigner one(key), two(key);
  updateBoth(one.message(), first, two.message(), second);
  return {one.finish(), two.finish()};
}

void hkdfSha256(ByteView secret, ByteView salt, ByteView info, MutableBytes out) noexcept {
  assert(out.size() <= 255 * sizeof(Sha256Digest));
  Sha256Digest pseudoRandomKey = HmacKey(salt).sign(secret);
  const HmacKey key(pseudoRandomKey);
  Sha256Digest block{};
  std::uint8_t counter = 0;
  for (std::size_t at = 0; at < out.size();) {
    HmacSigner signer(key);
    if (counter > 0) signer.update(block);
    ++counter;
    block = signer.update(info).update({&counter, 1}).finish();
    const std::size_t step = std::min(block.size(), out.size() - at);
    std::copy_n(block.begin(), step, out.begin() + static_cast<std::ptrdiff_t>(at));
    at += step;
  }
  wipe(pseudoRandomKey.data(), pseudoRandomKey.size());
  wipe(block.data(), block.size());
}

}  // namespace mamori
