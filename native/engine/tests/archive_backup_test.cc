#include <algorithm>
#include <atomic>
#include <map>
#include <mutex>
#include <random>
#include <thread>

#include "archive/backup.h"
#include "check.h"
#include "temp_tree.h"

using namespace mamori;

namespace {

std::string noise(std::uint64_t seed, std::size_t size) {
  std::mt19937_64 random(seed);
  std::string bytes(size, '\0');
  for (char& byte : bytes) byte = static_cast<char>(random());
  return bytes;
}

class MemorySink final : public BlobSink {
 public:
  Status put(SealedContainer object) override {
    if (failing) return makeError("store.full", "no room");
    const std::lock_guard lock(mutex);
    storedBytes += object.sizeBytes;
    kinds.push_back(object.kind);
    return {};
  }
  bool failing = false;
  std::mutex mutex;
  std::uint64_t storedBytes = 0;
  std::vector<ContainerKind> kinds;
};

class MemoryRecords final : public RecordSink {
 public:
  Status take(RecordBatch batch) override {
    for (std::size_t row = 0; row < batch.size(); ++row) {
      RecordEntry entry;
      CHECK(readBatchEntry(batch.bytes, batch.table, row, entry));
      CHECK(paths.empty() || compareEntries(previous(), entry) < 0);
      directories.emplace_back(entry.directory);
      paths.emplace_back(entry.name);
      Record record;
      if (entry.operation == RecordOperation::put) CHECK(decodeRecord(entry.record, record).ok());
      records.push_back(record);
      operations.push_back(entry.operation);
    }
    return {};
  }
  RecordEntry previous() const {
    RecordEntry entry;
    entry.directory = directories.back();
    entry.name = paths.back();
    return entry;
  }
  const Record* find(std::string_view name) const {
    const auto found = std::find(paths.begin(), paths.end(), name);
    return found == paths.end() ? nullptr : &records[static_cast<std::size_t>(found - paths.begin())];
  }
  std::vector<std::string> directories, paths;
  std::vector<Record> records;
  std::vector<RecordOperation> operations;
};

class MemoryErrors final : public ErrorSink {
 public:
  void report(std::vector<PathFailure> found) override {
    for (PathFailure& failure : found) failures.push_back(std::move(failure));
  }
  std::vector<PathFailure> failures;
};

std::shared_ptr<const Vault> testVault() {
  VaultOptions options;
  options.masterKeys[1].fill(7);
  options.chunkSizes = {4096, 16384, 65536};
  options.wholeFileBytes = 32768;
  auto vault = openVault(options);
  return vault.ok() ? std::move(*vault) : nullptr;
}

struct Bench {
  TempTree tree;
  BackupInput input;
  MemorySink sink;
  MemoryErrors errors;
  JobControl control;

  Bench() {
    tree.folder("source");
    tree.folder("index");
    input.vault = testVault();
    auto index = ChunkIndex::open(tree.path("index"));
    CHECK(index.ok());
    if (index.ok()) input.index = std::move(*index);
    input.root = tree.path("source");
    input.imagePath = tree.path("image");
    input.packs = {1 << 20, 0};
    input.threads = 4;
    input.sequence = 1;
  }

  Result<BackupResult> run(MemoryRecords& records) {
    auto result = runBackup(input, std::nullopt, {sink, records, errors}, control);
    ++input.sequence;
    return result;
  }
};

}  // namespace

TEST("entries come out in order although many threads read them") {
  Bench bench;
  for (int i = 0; i < 3000; ++i) {
    bench.tree.file("source/d" + std::to_string(i % 37) + "/f" + std::to_string(i), noise(static_cast<std::uint64_t>(i), 10 + i % 3000));
  }
  MemoryRecords records;
  auto result = bench.run(records);
  REQUIRE(result.ok());
  CHECK(records.paths.size() == 3000 + 37 + 1);
  CHECK(result->counts.files.added == 3000 && result->counts.directories.added == 38 && result->complete);
  CHECK(result->packs.packs.size() == bench.sink.kinds.size());
  CHECK(result->totals.files == 3000 && result->totals.directories == 38);
  CHECK(bench.errors.failures.empty());
}

TEST("large files beside small ones: all chunks of each, in order") {
  Bench bench;
  for (int i = 0; i < 6; ++i) bench.tree.file("source/large" + std::to_string(i), noise(static_cast<std::uint64_t>(i) + 50, 9 << 20));
  for (int i = 0; i < 300; ++i) bench.tree.file("source/small" + std::to_string(i), noise(static_cast<std::uint64_t>(i) + 100, 20000));
  MemoryRecords records;
  REQUIRE(bench.run(records).ok());
  const Record* const large = records.find("large3");
  REQUIRE(large != nullptr);
  CHECK(large->size == 9 << 20);
  CHECK(large->content.depth == 1);  // some 600 chunks
  MemoryRecords again;
  Bench other;
  other.tree.file("source/large3", noise(53, 9 << 20));
  REQUIRE(other.run(again).ok());
  REQUIRE(again.find("large3") != nullptr);
  CHECK(again.find("large3")->content == large->content);
}

TEST("data and metadata never share a pack") {
  Bench bench;
  for (int i = 0; i < 100; ++i) bench.tree.file("source/f" + std::to_string(i), noise(static_cast<std::uint64_t>(i), 30000));
  MemoryRecords records;
  REQUIRE(bench.run(records).ok());
  CHECK(std::count(bench.sink.kinds.begin(), bench.sink.kinds.end(), ContainerKind::metadataPack) == 1);
  CHECK(std::count(bench.sink.kinds.begin(), bench.sink.kinds.end(), ContainerKind::runObject) == 0);
}

TEST("what fits stays open; past that, data go to packs and metadata stay") {
  Bench bench;
  bench.input.packs.inlineBytes = 100'000;
  bench.tree.file("source/small", noise(1, 1000));
  MemoryRecords first;
  auto small = bench.run(first);
  REQUIRE(small.ok());
  CHECK(small->packs.packs.empty());
  CHECK(small->packs.open.data.size() == 1 && small->packs.open.metadata.size() == 1);
  for (int i = 0; i < 50; ++i) bench.tree.file("source/more" + std::to_string(i), noise(static_cast<std::uint64_t>(i) + 9, 30000));
  MemoryRecords second;
  auto large = bench.run(second);
  REQUIRE(large.ok());
  CHECK(!large->packs.packs.empty());
  CHECK(large->packs.open.data.empty() && !large->packs.open.metadata.empty());
}

TEST("a failing sink ends the job with its own error, and a cancelled job ends at once") {
  Bench bench;
  for (int i = 0; i < 400; ++i) bench.tree.file("source/f" + std::to_string(i), noise(static_cast<std::uint64_t>(i), 30000));
  bench.sink.failing = true;
  MemoryRecords records;
  auto failed = bench.run(records);
  CHECK(!failed.ok() && failed.error().code == "store.full");
  CHECK(!std::filesystem::exists(bench.input.imagePath));
  bench.sink.failing = false;
  bench.control.cancel();
  MemoryRecords none;
  auto cancelled = bench.run(none);
  CHECK(!cancelled.ok() && cancelled.error().code == kCancelledCode);
}

TEST("cancelling in the middle leaves no thread and no image behind") {
  for (int delay = 0; delay < 12; ++delay) {
    Bench bench;
    for (int i = 0; i < 500; ++i) bench.tree.file("source/f" + std::to_string(i), noise(static_cast<std::uint64_t>(i), 20000));
    bench.tree.file("source/large", noise(1, 20 << 20));
    std::thread canceller([&] {
      while (bench.control.filesDone < static_cast<std::uint64_t>(delay * 40)) {
        if (bench.control.walkComplete && bench.control.filesDone > 480) break;
        std::this_thread::yield();
      }
      bench.control.cancel();
    });
    MemoryRecords records;
    auto result = bench.run(records);
    canceller.join();
    CHECK(result.ok() || result.error().code == kCancelledCode);
    CHECK(!std::filesystem::exists(bench.input.imagePath));
  }
}

TEST("a file that is written all the time is stored torn, and read again next time") {
  Bench bench;
  bench.tree.file("source/log", noise(1, 1000));
  bench.tree.file("source/calm", "calm");
  std::atomic<bool> stop{false};
  std::thread writer([&] {
    std::uint64_t n = 0;
    while (!stop) std::ofstream(bench.tree.path("source/log"), std::ios::binary) << noise(n, 100000 + n % 1000), ++n;
  });
  while (std::filesystem::file_size(bench.tree.path("source/log")) == 1000) std::this_thread::yield();
  MemoryRecords records;
  auto result = bench.run(records);
  stop = true;
  writer.join();
  REQUIRE(result.ok());
  REQUIRE(records.find("calm") != nullptr);
  CHECK((records.find("calm")->flags & record_flag::torn) == 0);
  REQUIRE(result->image->commit().ok());
  MemoryRecords second;
  REQUIRE(bench.run(second).ok());
  const Record* const first = records.find("log");
  if (first && (first->flags & record_flag::torn)) {
    REQUIRE(second.find("log") != nullptr);
    CHECK((second.find("log")->flags & record_flag::torn) == 0);
  }
}

TEST("a journal that was cut short costs a look at its files, and no more") {
  Bench bench;
  bench.tree.file("source/d/a", "one");
  bench.tree.file("source/d/b", "one");
  MemoryRecords first;
  auto full = bench.run(first);
  REQUIRE(full.ok() && full->image->commit().ok());
  for (const char* name : {"a", "b"}) {
    bench.tree.file(std::string("source/d/") + name, "two, longer");
    MemoryRecords saved;
    std::vector<PathChanges::Item> items;
    items.push_back({std::string("d/") + name, {}});
    auto result = runPathBackup(bench.input, std::move(items), {bench.sink, saved, bench.errors}, bench.control);
    REQUIRE(result.ok() && result->image->commit().ok());
    CHECK(saved.paths == std::vector<std::string>{name});
  }
  const std::string journal = bench.input.imagePath + ".journal";
  std::filesystem::resize_file(journal, std::filesystem::file_size(journal) - 3);
  MemoryRecords scan;
  REQUIRE(bench.run(scan).ok());
  CHECK(scan.find("a") == nullptr);
  CHECK(scan.find("b") != nullptr);
  CHECK(!std::filesystem::exists(journal));
}

int main(int argc, char** argv) { return check::run(argc, argv); }
