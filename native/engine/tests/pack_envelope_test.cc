#include "codec/zstd.h"
#include "hex.h"
#include "pack/envelope.h"
#include "test_data.h"
#include "tests/check.h"

using namespace mamori;
using testdata::keyring;

namespace {

constexpr auto kData = EnvelopeType::dataSegment;

ByteBuffer sealed(const Keyring& keys, EnvelopeType type, ByteView plain) {
  ByteBuffer out;
  CHECK(sealEnvelope(keys, type, false, plain, out).ok());
  return out;
}

std::string codeOf(const Result<ByteBuffer>& result) { return result.ok() ? "" : result.error().code; }

}  // namespace

TEST("what was sealed opens again, at every size around a part") {
  const Keyring keys = keyring();
  for (const std::size_t size : {std::size_t{0}, std::size_t{1}, std::size_t{15}, std::size_t{4096}, kPartBytes - 1, kPartBytes, kPartBytes + 1, 3 * kPartBytes, 3 * kPartBytes + 5}) {
    const ByteBuffer plain = testdata::randomBytes(size, size);
    const ByteBuffer envelope = sealed(keys, kData, plain);
    CHECK(envelope.size() == sealedSize(size));
    const auto opened = openEnvelope(keys, kData, envelope, size);
    REQUIRE(opened.ok());
    CHECK(sameBytes(*opened, plain));
  }
}

TEST("a compressed plaintext comes back decompressed, within the allowed size") {
  const Keyring keys = keyring();
  const ByteBuffer plain = testdata::textBytes(300000, 1);
  ByteBuffer frame, envelope;
  REQUIRE(compressIfWorthwhile(plain, frame, 3));
  REQUIRE(sealEnvelope(keys, kData, true, frame, envelope).ok());
  const auto opened = openEnvelope(keys, kData, envelope, plain.size());
  REQUIRE(opened.ok());
  CHECK(sameBytes(*opened, plain));
  CHECK(codeOf(openEnvelope(keys, kData, envelope, plain.size() - 1)) == "vault.damaged-object");
}

TEST("equal plaintexts give unequal envelopes") {
  const Keyring keys = keyring();
  CHECK(!sameBytes(sealed(keys, kData, bytesOf("same")), sealed(keys, kData, bytesOf("same"))));
}

TEST("another vault, type, epoch or key does not open it") {
  const Keyring keys = keyring();
  const ByteBuffer envelope = sealed(keys, kData, bytesOf("secret"));
  CHECK(codeOf(openEnvelope(keyring(8), kData, envelope, 100)) == "vault.damaged-object");
  CHECK(codeOf(openEnvelope(keyring(9, 4), kData, envelope, 100)) == "vault.damaged-object");
  CHECK(codeOf(openEnvelope(keyring(9, 4), kData, envelope, 100, Integrity::digestMatched)) == "vault.wrong-key");
  CHECK(codeOf(openEnvelope(keys, EnvelopeType::runRoot, envelope, 100)) == "vault.damaged-object");
  ByteBuffer changed = envelope;
  changed[8] = 2;
  CHECK(codeOf(openEnvelope(keys, kData, changed, 100)) == "vault.wrong-key");
  changed = envelope;
  changed[5] = static_cast<std::uint8_t>(EnvelopeType::padding);  // the same subkey: only the associated data differs
  CHECK(codeOf(openEnvelope(keys, EnvelopeType::padding, changed, 100)) == "vault.damaged-object");
  changed = envelope;
  changed[4] = 2;
  CHECK(codeOf(openEnvelope(keys, kData, changed, 100)) == "vault.newer-format");
}

TEST("older epochs open while the newest seals") {
  VaultId id{};
  const auto old = Keyring::create(id, {{1, testdata::masterKey(1)}});
  const auto both = Keyring::create(id, {{1, testdata::masterKey(1)}, {2, testdata::masterKey(2)}});
  REQUIRE(old.ok() && both.ok());
  CHECK(openEnvelope(*both, kData, sealed(*old, kData, bytesOf("x")), 1).ok());
  CHECK(codeOf(openEnvelope(*old, kData, sealed(*both, kData, bytesOf("x")), 1)) == "vault.wrong-key");
}

TEST("parts cannot be reordered, repeated or cut off") {
  const Keyring keys = keyring();
  const ByteBuffer envelope = sealed(keys, kData, testdata::randomBytes(3 * kPartBytes, 1));
  constexpr std::size_t kSealedPart = kPartBytes + kPartOverheadBytes;
  const auto first = envelope.begin() + kEnvelopeHeaderBytes;
  ByteBuffer swapped = envelope;
  std::swap_ranges(swapped.begin() + kEnvelopeHeaderBytes, swapped.begin() + kEnvelopeHeaderBytes + kSealedPart,
                   swapped.begin() + kEnvelopeHeaderBytes + kSealedPart);
  CHECK(!openEnvelope(keys, kData, swapped, 1 << 30).ok());
  CHECK(!openEnvelope(keys, kData, ByteView(envelope).first(envelope.size() - kSealedPart), 1 << 30).ok());
  ByteBuffer longer = envelope;
  longer.insert(longer.end(), first, first + kSealedPart);
  CHECK(!openEnvelope(keys, kData, longer, 1 << 30).ok());
  longer.resize(envelope.size() + kPartOverheadBytes);
  CHECK(!openEnvelope(keys, kData, longer, 1 << 30).ok());
}

TEST("hostile bytes are refused and never crash") {
  const Keyring keys = keyring();
  ByteBuffer frame, good;
  const ByteBuffer text = testdata::textBytes(5000, 2);
  REQUIRE(compressIfWorthwhile(text, frame, 3));
  REQUIRE(sealEnvelope(keys, kData, true, frame, good).ok());
  std::mt19937_64 random(42);
  for (int round = 0; round < 20000; ++round) {
    ByteBuffer bad(good.begin(), good.begin() + static_cast<std::ptrdiff_t>(random() % (good.size() + 1)));
    if (random() % 2 == 0) bad = good;
    for (std::uint64_t changes = random() % 8; changes > 0 && !bad.empty(); --changes) {
      bad[random() % (random() % 2 == 0 ? bad.size() : std::min<std::size_t>(bad.size(), 28))] = static_cast<std::uint8_t>(random());
    }
    if (random() % 8 == 0) append(bad, testdata::randomBytes(random() % 100, random()));
    const auto opened = openEnvelope(keys, kData, bad, text.size());
    CHECK(opened.ok() == sameBytes(bad, good));
  }
}

TEST("hostile compressed bytes are refused and never crash") {
  const ByteBuffer text = testdata::textBytes(20000, 3);
  ByteBuffer good;
  REQUIRE(compressIfWorthwhile(text, good, 3));
  std::mt19937_64 random(43);
  for (int round = 0; round < 5000; ++round) {
    ByteBuffer bad = good;
    for (std::uint64_t changes = 1 + random() % 8; changes > 0; --changes) bad[random() % bad.size()] ^= static_cast<std::uint8_t>(1 + random() % 255);
    const auto plain = decompress(bad, text.size());
    CHECK(!plain.ok() || plain->size() <= text.size());
  }
}

int main(int argc, char** argv) { return check::run(argc, argv); }
