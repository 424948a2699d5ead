#include <algorithm>
#include <atomic>
#include <random>
#include <thread>

#include "crypto/hmac.h"
#include "crypto/known_answers.h"
#include "crypto/sha256_pair.h"
#include "hex.h"
#include "pack/companion_hash.h"
#include "test_data.h"
#include "tests/check.h"

using namespace mamori;

namespace {

const char* const kMillionTimesA = "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0";
const char* const kTwoBlocks = "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1";

/// Right but for the last word of the second message's result.
void wrongCompression(std::uint32_t first[8], const std::uint8_t* firstBytes, std::uint32_t second[8], const std::uint8_t* secondBytes,
                      std::size_t blocks) {
  findPairCompression()(first, firstBytes, second, secondBytes, blocks);
  second[7] ^= 1;
}

}  // namespace

TEST("two messages at once are hashed where the processor can, and only by code that gives the published answers") {
  const PairCompression found = findPairCompression();
  CHECK(hashesPairsFaster() == (found != nullptr));
  if (!found) return;
  CHECK(pairCompressionWorks(openssl(), found));
  CHECK(!pairCompressionWorks(openssl(), wrongCompression));
}

TEST("FIPS 180-4's long message beside its short one") {
  const ByteBuffer million(1000000, 'a');
  for (const bool longFirst : {true, false}) {
    Sha256 one, other;
    const ByteView message = bytesOf("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq");
    if (longFirst) updateBoth(one, million, other, message);
    else updateBoth(other, message, one, million);
    CHECK(sameBytes(one.finish(), unhex(kMillionTimesA)));
    CHECK(sameBytes(other.finish(), unhex(kTwoBlocks)));
  }
}

TEST("a long message in pieces beside a long message in other pieces") {
  const ByteBuffer million(1000000, 'a');
  Sha256 one, other;
  ByteView rest = million, otherRest = million;
  std::mt19937_64 random(1);
  while (!rest.empty() || !otherRest.empty()) {
    const ByteView piece = rest.first(std::min<std::size_t>(rest.size(), random() % 999));
    const ByteView otherPiece = otherRest.first(std::min<std::size_t>(otherRest.size(), random() % 1500));
    updateBoth(one, piece, other, otherPiece);
    rest = rest.subspan(piece.size());
    otherRest = otherRest.subspan(otherPiece.size());
  }
  CHECK(sameBytes(one.finish(), unhex(kMillionTimesA)));
  CHECK(sameBytes(other.finish(), unhex(kMillionTimesA)));
}

TEST("any two messages at any two places give what OpenSSL gives for each") {
  const ByteBuffer data = testdata::randomBytes(20000, 2);
  std::mt19937_64 random(3);
  const auto part = [&](std::size_t most) {
    const std::size_t size = random() % most, from = random() % (data.size() - size);
    return ByteView(data).subspan(from, size);
  };
  for (int round = 0; round < 5000; ++round) {
    const std::size_t most = round % 2 ? 300 : 9000;
    const ByteView before = part(130), first = part(most), otherBefore = part(130), second = part(most);
    Sha256 one, other, oneAlone, otherAlone;
    one.update(before);
    other.update(otherBefore);
    updateBoth(one, first, other, second);
    CHECK(one.update(otherBefore).finish() == oneAlone.update(before).update(first).update(otherBefore).finish());
    CHECK(other.finish() == otherAlone.update(otherBefore).update(second).finish());
  }
}

TEST("the count of bits passes 32 bits") {
  const ByteBuffer mebibyte = testdata::randomBytes(1 << 20, 4);
  Sha256 one, other, alone;
  for (int i = 0; i < 513; ++i) {
    updateBoth(one, mebibyte, other, mebibyte);
    alone.update(mebibyte);
  }
  const Sha256Digest expected = alone.finish();
  CHECK(one.finish() == expected);
  CHECK(other.finish() == expected);
}

TEST("two HMACs at once give the vectors of RFC 4231") {
  const ByteBuffer key(20, 0xaa), message(50, 0xdd);
  const ByteBuffer longMessage = testdata::randomBytes(100000, 5);
  const ByteBuffer expected = unhex("773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe");
  const auto digests = signBoth(HmacKey(key), message, message);
  CHECK(sameBytes(digests.first, expected) && sameBytes(digests.second, expected));
  const auto unequal = signBoth(HmacKey(key), longMessage, message);
  CHECK(unequal.first == HmacKey(key).sign(longMessage));
  CHECK(sameBytes(unequal.second, expected));
}

TEST("a stream hashed beside messages gives the digest of its bytes, and the messages their HMACs") {
  const ByteBuffer data = testdata::randomBytes(12 << 20, 6);
  const HmacKey key(ByteView(data).first(32));
  CompanionHash stream;
  for (int turn = 0; turn < 2; ++turn) {
    std::atomic<bool> ended = false;
    std::vector<std::thread> signers;
    for (unsigned seed = 0; seed < 3; ++seed) {
      signers.emplace_back([&, seed] {
        std::mt19937_64 random(seed);
        do {
          const ByteView message = ByteView(data).subspan(random() % 5000, random() % 50000);
          CHECK(stream.sign(key, message) == key.sign(message));
        } while (!ended);
      });
    }
    std::mt19937_64 random(7);
    for (ByteView rest = data; !rest.empty();) {
      const ByteView piece = rest.first(std::min<std::size_t>(rest.size(), random() % 100000));
      stream.append(piece);
      rest = rest.subspan(piece.size());
    }
    CHECK(stream.finish() == sha256(data));
    ended = true;
    for (std::thread& signer : signers) signer.join();
  }
}

TEST("a stream that nobody signs beside is hashed all the same") {
  const ByteBuffer data = testdata::randomBytes(20 << 20, 8);
  CompanionHash stream;
  CHECK(stream.finish() == sha256({}));
  for (ByteView rest = data; !rest.empty(); rest = rest.subspan(1 << 20)) stream.append(rest.first(1 << 20));
  CHECK(stream.finish() == sha256(data));
  CHECK(!stream.isWaiting());
}

int main(int argc, char** argv) { return check::run(argc, argv); }
