#include <algorithm>

#include "crypto/cipher_context.h"
#include "crypto/hmac.h"
#include "crypto/xaes256gcm.h"
#include "hex.h"
#include "shake128.h"
#include "tests/check.h"

using namespace mamori;

namespace {

ByteBuffer repeated(std::uint8_t byte, std::size_t count) { return ByteBuffer(count, byte); }

ByteBuffer ascending(std::uint8_t from, std::uint8_t to) {
  ByteBuffer bytes;
  for (unsigned value = from; value <= to; ++value) bytes.push_back(static_cast<std::uint8_t>(value));
  return bytes;
}

XaesKey xaesKey(ByteView bytes) { return XaesKey::create(bytes.first<32>()).value(); }

/// Ciphertext and tag, checked to open again.
ByteBuffer sealAndReopen(const XaesKey& key, ByteView nonce, ByteView plain, ByteView associated) {
  ByteBuffer sealed(plain.size() + 16);
  CHECK(key.seal(nonce.data(), associated, plain, sealed.data(), sealed.data() + plain.size()));
  ByteBuffer opened(plain.size());
  const ByteView text = ByteView(sealed).first(plain.size());
  CHECK(key.open(nonce.data(), associated, text, sealed.data() + plain.size(), opened.data()));
  CHECK(sameBytes(opened, plain));
  return sealed;
}

struct HmacVector {
  ByteBuffer key, message;
  const char* digest;  // a prefix in case 5, which truncates
};

std::vector<HmacVector> rfc4231() {
  const auto text = [](std::string_view s) { return ByteBuffer(bytesOf(s).begin(), bytesOf(s).end()); };
  return {
      {repeated(0x0b, 20), text("Hi There"), "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"},
      {text("Jefe"), text("what do ya want for nothing?"), "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"},
      {repeated(0xaa, 20), repeated(0xdd, 50), "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"},
      {ascending(0x01, 0x19), repeated(0xcd, 50), "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b"},
      {repeated(0x0c, 20), text("Test With Truncation"), "a3b6167473100ee06e0c796c2955552b"},
      {repeated(0xaa, 131), text("Test Using Larger Than Block-Size Key - Hash Key First"),
       "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"},
      {repeated(0xaa, 131),
       text("This is a test using a larger than block-size key and a larger than block-size data. The key needs to be "
            "hashed before being used by the HMAC algorithm."),
       "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2"},
  };
}

}  // namespace

TEST("OpenSSL is found in the process and answers rightly") {
  const auto loaded = loadOpenssl();
  if (!loaded.ok()) check::fail(__FILE__, __LINE__, loaded.error().message);
}

TEST("SHA-256 of pieces is SHA-256 of the whole (FIPS 180-4)") {
  const auto whole = sha256(bytesOf("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"));
  CHECK(sameBytes(whole, unhex("248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1")));
  const ByteBuffer million(1000000, 'a');
  Sha256 pieces;
  for (std::size_t at = 0; at < million.size(); at += 999) {
    pieces.update(ByteView(million).subspan(at, std::min<std::size_t>(999, million.size() - at)));
  }
  CHECK(sameBytes(pieces.finish(), unhex("cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")));
}

TEST("HMAC-SHA-256 gives the vectors of RFC 4231") {
  for (const HmacVector& vector : rfc4231()) {
    const HmacKey key(vector.key);
    const ByteBuffer expected = unhex(vector.digest);
    const Sha256Digest digest = key.sign(vector.message);
    CHECK(sameBytes(ByteView(digest).first(expected.size()), expected));
    HmacSigner signer(key);
    for (const std::uint8_t byte : vector.message) signer.update({&byte, 1});
    CHECK(signer.finish() == digest);
  }
}

TEST("HKDF-SHA-256 gives the vectors of RFC 5869") {
  ByteBuffer okm(42);
  hkdfSha256(repeated(0x0b, 22), ascending(0x00, 0x0c), ascending(0xf0, 0xf9), okm);
  CHECK(sameBytes(okm, unhex("3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865")));
  okm.resize(82);
  hkdfSha256(ascending(0x00, 0x4f), ascending(0x60, 0xaf), ascending(0xb0, 0xff), okm);
  CHECK(sameBytes(okm, unhex("b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c59045a99cac7827271cb41c65e590e09"
                             "da3275600c2f09b8367793a9aca3db71cc30c58179ec3e87c14c01d5c1f3434f1d87")));
  okm.resize(42);
  hkdfSha256(repeated(0x0b, 22), {}, {}, okm);
  CHECK(sameBytes(okm, unhex("8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8")));
}

TEST("XAES-256-GCM gives the two written-out vectors of its specification") {
  const ByteView nonce = bytesOf("ABCDEFGHIJKLMNOPQRSTUVWX");
  const ByteView plain = bytesOf("XAES-256-GCM");
  CHECK(sameBytes(sealAndReopen(xaesKey(repeated(1, 32)), nonce, plain, {}),
                  unhex("ce546ef63c9cc60765923609b33a9a1974e96e52daf2fcf7075e2271")));
  CHECK(sameBytes(sealAndReopen(xaesKey(repeated(3, 32)), nonce, plain, bytesOf("c2sp.org/XAES-256-GCM")),
                  unhex("986ec1832593df5443a179437fd083bf3fdb41abd740a21f71eb769d")));
}

TEST("XAES-256-GCM gives the accumulated vectors of its specification") {
  Shake128 random, digest;
  const auto read = [&random](std::size_t size) {
    ByteBuffer bytes(size);
    random.read(bytes.data(), size);
    return bytes;
  };
  for (int i = 0; i < 10000; ++i) {
    const ByteBuffer key = read(32), nonce = read(24);
    const ByteBuffer plain = read(read(1)[0]);
    const ByteBuffer associated = read(read(1)[0]);
    digest.write(sealAndReopen(xaesKey(key), nonce, plain, associated));
  }
  std::uint8_t hash[32];
  digest.read(hash, sizeof hash);
  CHECK(sameBytes(hash, unhex("e6b9edf2df6cec60c8cbd864e2211b597fb69a529160cd040d56c0c210081939")));
}

TEST("XAES-256-GCM refuses any changed bit and leaves no plaintext") {
  const XaesKey key = xaesKey(repeated(5, 32));
  const ByteBuffer nonce = repeated(6, 24), plain = repeated('p', 40), associated = repeated('a', 8);
  const ByteBuffer sealed = sealAndReopen(key, nonce, plain, associated);
  ByteBuffer out(plain.size(), 0xee);
  const auto opens = [&](ByteView n, ByteView a, ByteView s) {
    return key.open(n.data(), a, s.first(plain.size()), s.data() + plain.size(), out.data());
  };
  const auto flipped = [](ByteBuffer bytes, std::size_t bit) {
    bytes[bit / 8] ^= static_cast<std::uint8_t>(1 << bit % 8);
    return bytes;
  };
  for (std::size_t bit = 0; bit < sealed.size() * 8; ++bit) CHECK(!opens(nonce, associated, flipped(sealed, bit)));
  for (std::size_t bit = 0; bit < nonce.size() * 8; ++bit) CHECK(!opens(flipped(nonce, bit), associated, sealed));
  for (std::size_t bit = 0; bit < associated.size() * 8; ++bit) CHECK(!opens(nonce, flipped(associated, bit), sealed));
  CHECK(std::all_of(out.begin(), out.end(), [](std::uint8_t byte) { return byte == 0; }));
  CHECK(opens(nonce, associated, sealed));
}

int main(int argc, char** argv) { return check::run(argc, argv); }
