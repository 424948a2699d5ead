#include <map>
#include <random>
#include <set>

#include "check.h"
#include "crypto/openssl.h"
#include "pack/container_reader.h"
#include "repack/repack_job.h"
#include "restore_vault.h"
#include "verify/verify_job.h"

using namespace mamori;

namespace {

struct Verified {
  VerifyTotals totals;
  std::vector<SegmentDamage> damage;
  bool ok = false;
};

Verified verifyAll(StoredVault& vault) {
  std::vector<VerifyContainer> containers;
  for (const auto& [name, segments] : vault.segments()) {
    containers.push_back({name, {ContainerKind::dataPack, segments}, {}});
    for (std::size_t i = 0; i < segments.size(); ++i) containers.back().segments.push_back(i);
  }
  Verified verified;
  JobControl control;
  auto totals = verifySegments(vault.keyring, vault, containers, [&](SegmentDamage damage) { verified.damage.push_back(std::move(damage)); }, control);
  verified.ok = totals.ok();
  if (totals.ok()) verified.totals = *totals;
  return verified;
}

/// A sink that is a vault's objects, with a table of what arrived.
class Arrived final : public BlobSink {
 public:
  Status put(SealedContainer object) override {
    const std::lock_guard lock(mutex);
    objects.push_back(std::move(object));
    return {};
  }
  std::mutex mutex;
  std::vector<SealedContainer> objects;
};

}  // namespace

TEST("a whole vault has no damage; every flipped bit is found where it is") {
  StoredVault vault(2 << 20);
  for (std::uint64_t i = 0; i < 400; ++i) vault.storeChunk(testdata::textBytes(12'000, i));
  vault.commit();
  Verified whole = verifyAll(vault);
  CHECK(whole.ok && whole.damage.empty() && whole.totals.rawBytes == 400 * 12'000);
  std::mt19937_64 random(3);
  for (int round = 0; round < 40; ++round) {
    auto at = vault.segments().begin();
    std::advance(at, random() % vault.segments().size());
    const auto& segments = at->second;
    const std::size_t number = random() % segments.size();
    std::size_t offset = random() % segments[number].sealedBytes;
    for (std::size_t i = 0; i < number; ++i) offset += segments[i].sealedBytes;
    std::uint8_t& byte = vault.objects[at->first][offset];
    const std::uint8_t bit = static_cast<std::uint8_t>(1u << (random() % 8));
    byte ^= bit;
    const Verified damaged = verifyAll(vault);
    CHECK(damaged.ok && damaged.damage.size() == 1);
    if (damaged.damage.size() == 1) {
      const SegmentDamage& found = damaged.damage[0];
      CHECK(found.container == at->first && found.segment == number && found.chunks.size() == segments[number].chunks.size());
    }
    byte ^= bit;
  }
}

TEST("a lying footer is damage of the chunks it lies about") {
  StoredVault vault;
  const ChunkId real = vault.storeChunk(testdata::textBytes(1000, 1));
  const ChunkId other = vault.storeChunk(testdata::textBytes(1000, 2));
  vault.commit();
  auto segments = vault.segments().begin()->second;
  segments[0].chunks[1].id.bytes[0] ^= 1;
  std::vector<SegmentDamage> damage;
  JobControl control;
  const auto totals = verifySegments(vault.keyring, vault, {{vault.segments().begin()->first, {ContainerKind::dataPack, segments}, {0}}},
                                     [&](SegmentDamage found) { damage.push_back(std::move(found)); }, control);
  REQUIRE(totals.ok() && damage.size() == 1);
  CHECK(damage[0].chunks == std::vector<ChunkId>{segments[0].chunks[1].id} && damage[0].chunks[0] != other && damage[0].chunks[0] != real);
}

TEST("a missing object is damage, a store that fails is not") {
  class Failing final : public BlobSource {
   public:
    Result<ByteBuffer> read(const std::string&, std::uint64_t, std::uint64_t) override { return makeError("store.gone"); }
  };
  StoredVault vault;
  vault.storeChunk(testdata::textBytes(1000, 1));
  vault.commit();
  Failing failing;
  JobControl control;
  const auto totals = verifySegments(vault.keyring, failing, {{vault.segments().begin()->first, {ContainerKind::dataPack, vault.segments().begin()->second}, {0}}},
                                     [](SegmentDamage) {}, control);
  CHECK(!totals.ok() && totals.error().code == "store.gone");
  vault.objects.clear();
  const Verified lost = verifyAll(vault);
  CHECK(lost.ok && lost.damage.size() == lost.totals.segments && lost.damage[0].error.code == "store.not-found");
}

TEST("copies exactly the live chunks, whole segments as they were sealed") {
  StoredVault vault(8 << 20);
  LiveSet live;
  std::map<ChunkId, ByteBuffer> wanted;
  std::uint64_t dead = 0;
  const auto store = [&](std::uint64_t seed, std::size_t size, bool keep) {
    ByteBuffer content = testdata::textBytes(size, seed);
    const ChunkId id = vault.storeChunk(content);
    if (keep) {
      live.add(id);
      wanted[id] = std::move(content);
    } else {
      dead += size;
    }
  };
  for (std::uint64_t i = 0; i < 30; ++i) store(i, 100'000, true);               // three whole segments
  for (std::uint64_t i = 30; i < 70; ++i) store(i, 100'000, i % 4 == 0);        // mostly dead ones
  vault.commit();
  std::vector<RepackContainer> containers;
  std::set<ByteBuffer> sealedBefore;
  for (const auto& [name, segments] : vault.segments()) {
    containers.push_back({name, {ContainerKind::dataPack, segments}});
    std::size_t offset = 0;
    for (const SegmentInfo& segment : segments) {
      const auto begin = vault.objects[name].begin() + static_cast<std::ptrdiff_t>(offset);
      sealedBefore.emplace(begin, begin + segment.sealedBytes);
      offset += segment.sealedBytes;
    }
  }
  Arrived arrived;
  JobControl control;
  const auto result = repack({vault.keyring, vault.index(), vault, arrived, live, containers, false, 2 << 20}, control);
  REQUIRE(result.ok());
  CHECK(result->droppedBytes == dead && result->copiedBytes == wanted.size() * 100'000);
  CHECK(result->packs.size() == arrived.objects.size());
  std::size_t moved = 0, copied = 0;
  for (const SealedContainer& object : arrived.objects) {
    const ByteBuffer bytes = object.join();
    std::size_t offset = 0;
    for (const SegmentInfo& segment : object.segments) {
      ByteBuffer sealed(bytes.begin() + static_cast<std::ptrdiff_t>(offset), bytes.begin() + static_cast<std::ptrdiff_t>(offset + segment.sealedBytes));
      moved += sealedBefore.contains(sealed);
      const ByteBuffer plain = openSegment(vault.keyring, segment, sealed).value();
      std::size_t at = 0;
      for (const ChunkInfo& chunk : segment.chunks) {
        const ByteView content = ByteView(plain).subspan(at, chunk.rawBytes);
        CHECK(wanted.contains(chunk.id) && textOf(content) == textOf(wanted[chunk.id]));
        at += chunk.rawBytes;
        ++copied;
      }
      offset += segment.sealedBytes;
    }
  }
  CHECK(moved >= 2 && copied == wanted.size());
}

TEST("leaves out what another container of the index holds, when asked to") {
  StoredVault vault;
  LiveSet live;
  for (std::uint64_t i = 0; i < 5; ++i) live.add(vault.storeChunk(testdata::textBytes(5000, i)));
  vault.commit();
  Arrived arrived;
  JobControl control;
  const auto& [name, segments] = *vault.segments().begin();
  const auto result = repack({vault.keyring, vault.index(), vault, arrived, live, {{name, {ContainerKind::dataPack, segments}}}, true, 2 << 20}, control);
  REQUIRE(result.ok());
  CHECK(arrived.objects.empty() && result->copiedBytes == 0 && result->droppedBytes == 0);
}

TEST("keeps copies in the epoch of their segment") {
  StoredVault vault;
  const ByteBuffer content = testdata::textBytes(5000, 1);
  const ChunkId id = vault.storeChunk(content);
  vault.storeChunk(testdata::textBytes(5000, 2));
  vault.commit();
  VaultId vaultId;
  vaultId.fill(9);
  const Keyring rotated = Keyring::create(vaultId, {{1, testdata::masterKey(3)}, {2, testdata::masterKey(4)}}).value();
  LiveSet live;
  live.add(id);
  Arrived arrived;
  JobControl control;
  const auto& [name, segments] = *vault.segments().begin();
  REQUIRE(repack({rotated, vault.index(), vault, arrived, live, {{name, {ContainerKind::dataPack, segments}}}, false, 2 << 20}, control).ok());
  REQUIRE(arrived.objects.size() == 1);
  const ByteBuffer bytes = arrived.objects[0].join();
  CHECK(loadU32(bytes.data() + 8) == 1);
  CHECK(rotated.chunkId(content) != id);
}

TEST("a segment that cannot be read ends a repack") {
  StoredVault vault;
  LiveSet live;
  live.add(vault.storeChunk(testdata::randomBytes(700'000, 1)));
  vault.commit();
  const auto& [name, segments] = *vault.segments().begin();
  vault.objects[name][5000] ^= 1;
  Arrived arrived;
  JobControl control;
  const auto result = repack({vault.keyring, vault.index(), vault, arrived, live, {{name, {ContainerKind::dataPack, segments}}}, false, 2 << 20}, control);
  CHECK(!result.ok() && result.error().code == "vault.damaged-object");
}

int main(int argc, char** argv) { return loadOpenssl().ok() ? check::run(argc, argv) : 1; }
