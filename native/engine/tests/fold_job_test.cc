#include <algorithm>

#include "check.h"
#include "crypto/openssl.h"
#include "fold_vault.h"
#include "scan/image_reader.h"

using namespace mamori;

namespace {

constexpr auto put = RecordOperation::put;
constexpr auto tombstone = RecordOperation::tombstone;
constexpr auto gap = RecordOperation::gap;

ByteBuffer named(std::uint64_t size) {
  Record record;
  record.size = size;
  return encoded(record);
}

ByteBuffer promoted(ByteBuffer record) {
  record[1] |= 1;
  return record;
}

Result<FoldResult> fold(StoredVault& vault, std::vector<FoldStream> streams, CollectedItems& items) {
  const auto keys = vaultOf();
  JobControl control;
  return foldStreams({*keys, vault.chunkIndex(), vault, std::move(streams), &items, nullptr, nullptr, {}, {}, {}}, control);
}

}  // namespace

TEST("applies every operation as the format says") {
  StoredVault vault;
  const FoldStream first{storeStream(vault, {{"", "a", put, 1, named(1)}, {"", "b", put, 1, named(2)}, {"d", "f", put, 1, named(3)}}), false};
  const FoldStream second{storeStream(vault, {{"", "a", put, 2, named(4)}, {"", "b", tombstone, 2, {}}, {"d", "f", put, 2, named(5)}, {"d", "new", put, 2, named(6)}}), false};
  const FoldStream operations{storeStream(vault, {{"", "a", RecordOperation::drop, 1, {}}, {"", "a", RecordOperation::promote, 2, {}},
                                                  {"", "b", RecordOperation::forget, 2, {}}, {"d", "f", RecordOperation::drop, 1, {}},
                                                  {"d", "f", RecordOperation::drop, 2, {}}, {"d", "none", RecordOperation::drop, 7, {}}}), false};
  vault.commit();
  CollectedItems items;
  const auto folded = fold(vault, {first, second, operations}, items);
  REQUIRE(folded.ok());
  const std::vector<OwnedEntry> expected = {{"", "a", gap, 1, {}}, {"", "a", put, 2, promoted(named(4))}, {"d", "f", gap, 1, {}}, {"d", "new", put, 2, named(6)}};
  CHECK(items.items == expected);
  CHECK(folded->items == expected.size());
}

TEST("starts from the last checkpoint") {
  StoredVault vault;
  const FoldStream old{storeStream(vault, {{"", "gone", put, 1, named(1)}}), false};
  const FoldStream checkpoint{storeStream(vault, {{"", "kept", put, 1, named(2)}}), true};
  const FoldStream later{storeStream(vault, {{"", "kept", put, 3, named(3)}}), false};
  vault.commit();
  CollectedItems items;
  REQUIRE(fold(vault, {old, checkpoint, later}, items).ok());
  CHECK((items.items == std::vector<OwnedEntry>{{"", "kept", put, 1, named(2)}, {"", "kept", put, 3, named(3)}}));
}

TEST("merges hundreds of small streams and chunks that end anywhere") {
  StoredVault vault;
  std::vector<OwnedEntry> all;
  std::vector<FoldStream> streams;
  for (std::uint64_t run = 1; run <= 300; ++run) {
    std::vector<OwnedEntry> entries;
    const std::size_t count = run == 1 ? 20'000 : 5;
    for (std::size_t i = 0; i < count; ++i) {
      const std::size_t number = run == 1 ? i : (i * 7919 + run * 104'729) % 20'000;
      entries.push_back({"folder-" + std::to_string(number % 100), "file-" + std::to_string(number), put, run, named(number + run)});
    }
    all.insert(all.end(), entries.begin(), entries.end());
    streams.push_back({storeStream(vault, entries), false});
  }
  REQUIRE(streams[0].content.ids.size() > 1);
  streams[0].content = vault.deepen(streams[0].content, 2);
  vault.commit();
  CollectedItems items;
  REQUIRE(fold(vault, streams, items).ok());
  std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return compareEntries(a.view(), b.view()) < 0; });
  CHECK(items.items == all);
}

TEST("collects live chunks, lists and streams included") {
  StoredVault vault;
  Record file;
  file.content = vault.store(testdata::randomBytes(500'000, 1), 50'000);
  const ContentReference flat = file.content;
  file.content = vault.deepen(flat, 4);
  Record dropped;
  dropped.content = vault.store(testdata::randomBytes(10'000, 2));
  const FoldStream stream{storeStream(vault, {{"", "f", put, 1, encoded(file)}, {"", "g", put, 1, encoded(dropped)}, {"", "g", RecordOperation::drop, 1, {}}}), false};
  vault.commit();
  const auto keys = vaultOf();
  JobControl control;
  LiveSet live;
  REQUIRE(foldStreams({*keys, vault.chunkIndex(), vault, {stream}, nullptr, &live, nullptr, {}, {}, {}}, control).ok());
  for (const std::vector<ChunkId>* ids : {&flat.ids, &std::as_const(file.content.ids), &stream.content.ids}) {
    for (const ChunkId& id : *ids) CHECK(live.has(id));
  }
  CHECK(!live.has(dropped.content.ids[0]));
  CHECK(live.size() == flat.ids.size() + file.content.ids.size() + stream.content.ids.size());
}

TEST("a checkpoint stores only what changed, and folds to the same history") {
  StoredVault vault;
  std::vector<OwnedEntry> entries;
  for (std::uint64_t i = 0; i < 60'000; ++i) entries.push_back({"folder-" + std::to_string(1000 + i / 100), "file-" + std::to_string(i), put, 1, named(i * 1'000'003)});
  const FoldStream first{storeStream(vault, entries), true};
  const FoldStream second{storeStream(vault, {{"folder-1300", "file-30000", put, 2, named(7)}}), false};
  vault.commit();
  const auto keys = vaultOf();
  JobControl control;
  TempTree folder;
  ImageHeader header;
  header.sourceId.fill(5);
  header.sequence = 2;
  auto folded = foldStreams({*keys, vault.chunkIndex(), vault, {first, second}, nullptr, nullptr, &vault, {kDefaultPackBytes, 64 << 20}, folder.path("image"), header}, control);
  REQUIRE(folded.ok() && folded->records);
  REQUIRE(folded->records->content.depth == 0);
  std::size_t fresh = 0;
  for (const ChunkId& id : folded->records->content.ids) fresh += std::count(first.content.ids.begin(), first.content.ids.end(), id) == 0;
  CHECK(first.content.ids.size() >= 4 && fresh >= 1 && fresh <= 2);
  CHECK(folded->items == 60'001);

  auto image = ImageReader::open(folder.path("image"));
  REQUIRE(image.ok() && (*image)->header().sequence == 2);
  ImageDirectory directory;
  std::size_t files = 0;
  for (auto more = (*image)->next(directory); more.ok() && *more; more = (*image)->next(directory)) {
    for (const ImageEntry& entry : directory.entries) {
      ++files;
      CHECK(entry.racy && entry.ctimeNs == 0 && entry.recordHash != 0);
    }
  }
  CHECK(files == 60'000);
}

TEST("damage and disorder end it with a code") {
  StoredVault vault;
  const FoldStream good{storeStream(vault, {{"", "a", put, 1, named(1)}}), false};
  const FoldStream forged{{0, {vault.storeChunk(bytesOf(std::string_view("\x05\x01x\x01", 4)))}}, false};
  const FoldStream disordered{{0, {storeStream(vault, {{"", "b", put, 1, named(1)}}).ids[0], good.content.ids[0]}}, false};
  FoldStream missing = good;
  missing.content.ids[0].bytes[0] ^= 1;
  vault.commit();
  CollectedItems items;
  const auto codeOf = [&](const FoldStream& stream) {
    auto folded = fold(vault, {stream}, items);
    return folded.ok() ? std::string("ok") : folded.error().code;
  };
  CHECK(codeOf(good) == "ok");
  CHECK(codeOf(forged) == "vault.damaged-object");
  CHECK(codeOf(disordered) == "vault.damaged-object");
  CHECK(codeOf(missing) == "restore.content-missing");
}

int main(int argc, char** argv) { return loadOpenssl().ok() ? check::run(argc, argv) : 1; }
