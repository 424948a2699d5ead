#include <algorithm>
#include <set>

#include "codec/record.h"
#include "codec/record_stream.h"
#include "crypto/sha256.h"
#include "hex.h"
#include "scan/path_order.h"
#include "test_data.h"
#include "tests/check.h"

using namespace mamori;

namespace {

std::string text(std::mt19937_64& random, std::size_t longest) {
  std::string result(random() % (longest + 1), '\0');
  for (char& c : result) c = static_cast<char>(random());
  return result;
}

Record arbitraryRecord(std::mt19937_64& random) {
  Record record;
  record.kind = static_cast<RecordKind>(random() % 7);
  record.flags = random() % 16;
  record.size = random() >> (random() % 64);
  record.mtimeNs = static_cast<std::int64_t>(random());
  record.mode = random() % 010000;
  record.uid = random() % 70000;
  record.gid = random() >> (random() % 64);
  if (record.kind == RecordKind::file) {
    record.content.depth = random() % 3;
    for (std::uint64_t i = random() % 65; i > 0; --i) record.content.ids.push_back(ChunkId::from(testdata::randomBytes(16, random()).data()));
  }
  if (record.kind == RecordKind::symbolicLink) record.target = text(random, 100);
  if (record.kind >= RecordKind::characterDevice) record.deviceNumber = random();
  if (random() % 4 == 0) storeU64(record.linkGroup.emplace().data(), random());
  if (random() % 4 == 0) record.movedFrom = text(random, 40);
  if (random() % 4 == 0) record.extensions.push_back({static_cast<std::uint8_t>(random()), text(random, 300)});
  if (random() % 4 == 0) record.extensions.push_back({3, joinNamedValue("stream", text(random, 30))});
  // The presence bits belong to the fields; a decoded record shows them.
  if (record.linkGroup) record.flags |= record_flag::hasLinkGroup;
  if (record.movedFrom) record.flags |= record_flag::hasMovedFrom;
  if (!record.extensions.empty()) record.flags |= record_flag::hasExtensions;
  return record;
}

struct OwnedEntry {
  std::string directory, name;
  RecordOperation operation;
  std::uint64_t sequence;
  ByteBuffer record;

  RecordEntry view() const { return {directory, name, operation, sequence, record}; }
};

std::vector<OwnedEntry> tree(std::size_t directories, std::size_t files, std::uint64_t seed) {
  std::mt19937_64 random(seed);
  std::vector<OwnedEntry> entries;
  std::vector<std::string> paths{""};
  for (std::size_t i = 1; i < directories; ++i) paths.push_back(joinPath(paths[random() % paths.size()], std::string("d").append(std::to_string(i)).append(text(random, 3))));
  for (std::string& path : paths) std::erase(path, '\0');
  for (std::size_t i = 0; i < files; ++i) {
    OwnedEntry entry{paths[random() % paths.size()], "file " + std::to_string(i), RecordOperation::put, 1 + random() % 3, {}};
    Record record;
    record.size = random() % 100000;
    record.content.ids.push_back(ChunkId::from(testdata::randomBytes(16, random()).data()));
    encodeRecord(record, entry.record);
    for (std::uint64_t more = random() % 8; more < 2; ++more) {
      entries.push_back(entry);
      entry.sequence += 1 + random() % 5;
      entry.operation = static_cast<RecordOperation>(random() % 6);
      if (entry.operation != RecordOperation::put) entry.record.clear();
    }
    entries.push_back(entry);
  }
  std::sort(entries.begin(), entries.end(), [](const OwnedEntry& a, const OwnedEntry& b) { return compareEntries(a.view(), b.view()) < 0; });
  return entries;
}

std::vector<ByteBuffer> chunksOf(const std::vector<OwnedEntry>& entries) {
  RecordStreamWriter writer;
  std::vector<ByteBuffer> chunks;
  ByteBuffer completed;
  for (const OwnedEntry& entry : entries) {
    if (writer.add(entry.view(), completed)) chunks.push_back(std::move(completed));
  }
  if (writer.finish(completed)) chunks.push_back(std::move(completed));
  return chunks;
}

bool sameEntry(const RecordEntry& a, const RecordEntry& b) {
  return compareEntries(a, b) == 0 && sameBytes(a.record, b.record);
}

}  // namespace

TEST("records survive encoding") {
  std::mt19937_64 random(1);
  Record decoded;  // reused on purpose: nothing of the record before may remain
  for (int round = 0; round < 20000; ++round) {
    const Record record = arbitraryRecord(random);
    ByteBuffer bytes, again;
    encodeRecord(record, bytes);
    REQUIRE(decodeRecord(bytes, decoded).ok());
    REQUIRE(decoded == record);
    encodeRecord(decoded, again);
    REQUIRE(sameBytes(bytes, again));
  }
}

TEST("cut and changed records are refused or read, never a crash") {
  std::mt19937_64 random(2);
  Record decoded;
  for (int round = 0; round < 3000; ++round) {
    ByteBuffer bytes;
    encodeRecord(arbitraryRecord(random), bytes);
    for (std::size_t size = 0; size < bytes.size(); size += 1 + random() % 9) CHECK(!decodeRecord(ByteView(bytes).first(size), decoded).ok());
    for (int change = 0; change < 8; ++change) {
      ByteBuffer bad = bytes;
      bad[random() % bad.size()] = static_cast<std::uint8_t>(random());
      const Status status = decodeRecord(bad, decoded);
      CHECK(status.ok() || status.error().code == "vault.damaged-object");
    }
  }
}

TEST("equal content is told apart from equal metadata") {
  Record a;
  a.size = 5;
  a.content.ids.push_back(ChunkId{});
  Record b = a;
  b.mtimeNs = 1;
  b.mode = 0644;
  CHECK(contentEquals(a, b));
  CHECK(recordHash(a) != recordHash(b));
  b = a;
  b.flags = record_flag::generation | record_flag::torn | record_flag::metadataOnly;
  b.movedFrom = "old/name";
  CHECK(recordHash(a) == recordHash(b));
  b.content.ids[0].bytes[3] = 1;
  CHECK(!contentEquals(a, b));
  b = a;
  b.extensions.push_back({3, joinNamedValue("Zone.Identifier", "x")});
  CHECK(!contentEquals(a, b));
  b.extensions[0].tag = 1;
  CHECK(contentEquals(a, b));
  const auto named = splitNamedValue(b.extensions[0].value);
  CHECK(named && named->name == "Zone.Identifier" && named->content == "x");
  CHECK(!splitNamedValue("\x05" "abc"));
}

TEST("streams survive chunking") {
  for (const std::size_t files : {0, 1, 10, 40000}) {
    const auto entries = tree(1 + files / 20, files, files);
    const auto chunks = chunksOf(entries);
    std::size_t at = 0;
    for (std::size_t i = 0; i < chunks.size(); ++i) {
      CHECK(chunks[i].size() <= (1u << 20));
      CHECK(chunks[i].size() >= (256u << 10) || i + 1 == chunks.size());
      RecordChunkReader reader(chunks[i]);
      RecordEntry entry;
      for (auto more = reader.next(entry);; more = reader.next(entry)) {
        REQUIRE(more.ok());
        if (!*more) break;
        REQUIRE(at < entries.size());
        REQUIRE(sameEntry(entry, entries[at].view()));
        ++at;
      }
    }
    CHECK(at == entries.size());
  }
}

TEST("chunks are about 512 KiB, and one directory may fill many") {
  auto entries = tree(1, 200000, 5);
  const auto chunks = chunksOf(entries);
  std::size_t total = 0;
  for (const ByteBuffer& chunk : chunks) total += chunk.size();
  CHECK(chunks.size() > 10);
  CHECK(total / chunks.size() > (400u << 10) && total / chunks.size() < (620u << 10));
}

TEST("an edit leaves all but a few chunks equal") {
  const auto before = tree(500, 100000, 6);
  std::set<Sha256Digest> known;
  for (const ByteBuffer& chunk : chunksOf(before)) known.insert(sha256(chunk));
  CHECK(known.size() > 6);
  std::mt19937_64 random(7);
  for (int round = 0; round < 6; ++round) {
    auto after = before;
    const auto place = after.begin() + static_cast<std::ptrdiff_t>(random() % after.size());
    if (round % 3 == 0) after.erase(place);
    if (round % 3 == 1) place->record.push_back(0);
    if (round % 3 == 2) after.insert(place + 1, *place)->name += "+";
    std::sort(after.begin(), after.end(), [](const OwnedEntry& a, const OwnedEntry& b) { return compareEntries(a.view(), b.view()) < 0; });
    std::size_t fresh = 0;
    for (const ByteBuffer& chunk : chunksOf(after)) fresh += !known.contains(sha256(chunk));
    CHECK(fresh <= 3);
  }
}

TEST("an entry larger than a chunk is a chunk of its own") {
  std::vector<OwnedEntry> entries;
  for (const char* name : {"a", "b", "c"}) entries.push_back({"dir", name, RecordOperation::put, 1, testdata::randomBytes(3 << 20, 1)});
  const auto chunks = chunksOf(entries);
  CHECK(chunks.size() == 3);
  RecordChunkReader reader(chunks[1]);
  RecordEntry entry;
  REQUIRE(reader.next(entry).value());
  CHECK(sameEntry(entry, entries[1].view()));
}

TEST("hostile chunks are refused or read in order, never a crash") {
  const auto chunks = chunksOf(tree(20, 300, 8));
  std::mt19937_64 random(9);
  for (int round = 0; round < 20000; ++round) {
    ByteBuffer bad = chunks[0];
    for (std::uint64_t changes = 1 + random() % 4; changes > 0; --changes) bad[random() % bad.size()] = static_cast<std::uint8_t>(random());
    if (random() % 4 == 0) bad.resize(random() % bad.size());
    RecordChunkReader reader(bad);
    RecordEntry entry;
    for (;;) {
      const auto more = reader.next(entry);
      if (!more.ok()) CHECK(more.error().code == "vault.damaged-object");
      if (!more.ok() || !*more) break;
    }
  }
}

int main(int argc, char** argv) { return check::run(argc, argv); }
