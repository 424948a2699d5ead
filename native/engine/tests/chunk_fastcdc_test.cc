#include <bit>
#include <set>

#include "chunk/chunk_window.h"
#include "chunk/fastcdc.h"
#include "hex.h"
#include "test_data.h"
#include "tests/check.h"

using namespace mamori;

namespace {

FastCdc cutter(const ChunkSizes& sizes = {}) { return FastCdc(deriveGearTable(VaultId{}, testdata::masterKey(1)), sizes); }

/// Small sizes, so that a few MiB give many chunks.
constexpr ChunkSizes kSmall{2 << 10, 8 << 10, 32 << 10};

std::vector<ByteView> chunksOf(const FastCdc& cdc, ByteView content) {
  std::vector<ByteView> chunks;
  while (!content.empty()) {
    const std::size_t length = cdc.cut(content);
    chunks.push_back(content.first(length));
    content = content.subspan(length);
  }
  return chunks;
}

/// The definition, without lanes: the first place whose last 64 bytes hash to zero under the mask of its zone.
std::size_t cutByDefinition(ByteView bytes, const ChunkSizes& sizes) {
  const GearTable gear = deriveGearTable(VaultId{}, testdata::masterKey(1));
  const std::size_t end = std::min(bytes.size(), sizes.maxBytes);
  const int bits = std::countr_zero(sizes.averageBytes);
  for (std::size_t place = sizes.minBytes; place < end; ++place) {
    std::uint64_t hash = 0;
    for (std::size_t i = place - 64; i < place; ++i) hash = (hash << 1) + gear[bytes[i]];
    if (hash >> (64 - (place < sizes.averageBytes ? bits + 2 : bits - 2)) == 0) return place;
  }
  return end;
}

std::size_t newChunks(const std::vector<ByteView>& before, const std::vector<ByteView>& after) {
  std::set<Sha256Digest> known;
  for (const ByteView chunk : before) known.insert(sha256(chunk));
  std::size_t count = 0;
  for (const ByteView chunk : after) count += !known.contains(sha256(chunk));
  return count;
}

}  // namespace

TEST("chunks are whole, within bounds and near the average") {
  const FastCdc cdc = cutter(kSmall);
  const ByteBuffer content = testdata::randomBytes(8 << 20, 1);
  std::size_t total = 0;
  const auto chunks = chunksOf(cdc, content);
  for (std::size_t i = 0; i < chunks.size(); ++i) {
    CHECK(chunks[i].data() == content.data() + total);
    CHECK(chunks[i].size() <= kSmall.maxBytes);
    CHECK(chunks[i].size() >= kSmall.minBytes || i + 1 == chunks.size());
    total += chunks[i].size();
  }
  CHECK(total == content.size());
  const std::size_t average = total / chunks.size();
  CHECK(average > kSmall.averageBytes * 8 / 10 && average < kSmall.averageBytes * 14 / 10);
}

TEST("the search in lanes finds exactly the places of the definition") {
  const FastCdc cdc = cutter(kSmall);
  for (std::uint64_t seed = 0; seed < 6; ++seed) {
    ByteBuffer content = seed % 2 ? testdata::textBytes(300000 + seed, seed) : testdata::randomBytes(300000 + seed, seed);
    for (const ByteView chunk : chunksOf(cdc, content)) {
      CHECK(cutByDefinition(ByteView(content).subspan(static_cast<std::size_t>(chunk.data() - content.data())), kSmall) == chunk.size());
    }
  }
}

TEST("a cut that is found is final, and the search goes on where it stopped for want of bytes") {
  const FastCdc cdc = cutter(kSmall);
  const ByteBuffer content = testdata::randomBytes(200000, 10);
  std::mt19937_64 random(11);
  for (const ByteView chunk : chunksOf(cdc, content)) {
    const ByteView rest = ByteView(content).subspan(static_cast<std::size_t>(chunk.data() - content.data()));
    std::size_t given = 0, found = 0;
    while (found == given && given < std::min(rest.size(), kSmall.maxBytes)) {
      const std::size_t searched = given;
      given = std::min(rest.size(), given + 1 + static_cast<std::size_t>(random() % 500));
      found = cdc.cut(rest.first(given), searched);
    }
    CHECK(found == chunk.size());
  }
}

TEST("edges: nothing, less than the minimum, constant bytes") {
  const FastCdc cdc = cutter();
  CHECK(cdc.cut({}) == 0);
  const ByteBuffer zeros((5 << 20), 0);
  CHECK(cdc.cut(ByteView(zeros).first(1)) == 1);
  CHECK(cdc.cut(ByteView(zeros).first(cdc.sizes().minBytes)) == cdc.sizes().minBytes);
  CHECK(cdc.cut(zeros) == cdc.sizes().maxBytes);
}

TEST("an inserted, removed or changed byte leaves all but a few chunks equal") {
  const FastCdc cdc = cutter(kSmall);
  const ByteBuffer content = testdata::randomBytes(4 << 20, 5);
  const auto before = chunksOf(cdc, content);
  std::mt19937_64 random(6);
  for (int round = 0; round < 30; ++round) {
    ByteBuffer edited = content;
    const auto place = edited.begin() + static_cast<std::ptrdiff_t>(random() % edited.size());
    if (round % 3 == 0) edited.insert(place, 0x55);
    if (round % 3 == 1) edited.erase(place);
    if (round % 3 == 2) *place ^= 1;
    CHECK(newChunks(before, chunksOf(cdc, edited)) <= 5);
  }
}

TEST("another key cuts elsewhere") {
  const FastCdc other(deriveGearTable(VaultId{}, testdata::masterKey(2)), kSmall);
  const ByteBuffer content = testdata::randomBytes(1 << 20, 7);
  const auto after = chunksOf(other, content);
  CHECK(newChunks(chunksOf(cutter(kSmall), content), after) == after.size());
}

TEST("a window over a reader gives the chunks of the whole, however little a read returns") {
  const FastCdc cdc = cutter(kSmall);
  const ByteBuffer content = testdata::randomBytes(1 << 20, 8);
  std::mt19937_64 random(9);
  std::size_t offset = 0;
  ChunkWindow window(cdc, [&](MutableBytes out) -> Result<std::size_t> {
    const std::size_t count = std::min({out.size(), content.size() - offset, static_cast<std::size_t>(1 + random() % 20000)});
    std::copy_n(content.begin() + static_cast<std::ptrdiff_t>(offset), count, out.begin());
    offset += count;
    return count;
  });
  for (const ByteView expected : chunksOf(cdc, content)) {
    const auto chunk = window.next();
    REQUIRE(chunk.ok());
    REQUIRE(sameBytes(*chunk, expected));
  }
  const auto end = window.next();
  CHECK(end.ok() && end->empty());
}

TEST("a window passes the reader's failure on") {
  const FastCdc cdc = cutter(kSmall);
  ChunkWindow window(cdc, [](MutableBytes) -> Result<std::size_t> { return makeError("file.unreadable"); });
  const auto chunk = window.next();
  CHECK(!chunk.ok() && chunk.error().code == "file.unreadable");
}

int main(int argc, char** argv) { return check::run(argc, argv); }
