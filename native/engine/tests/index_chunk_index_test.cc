#include <atomic>
#include <filesystem>
#include <fstream>
#include <map>
#include <thread>

#include "index/chunk_index.h"
#include "index/pending_chunks.h"
#include "test_data.h"
#include "tests/check.h"

using namespace mamori;

namespace {

/// A folder of its own for one case.
class Folder {
 public:
  explicit Folder(const char* name)
      : path_(std::filesystem::temp_directory_path() / (std::string("mamori-index-") + name + std::to_string(std::random_device{}()))) {
    std::filesystem::create_directories(path_);
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  std::string path() const { return path_.string(); }

  std::vector<std::filesystem::path> files() const {
    std::vector<std::filesystem::path> found;
    for (const auto& entry : std::filesystem::directory_iterator(path_)) found.push_back(entry.path());
    return found;
  }

 private:
  std::filesystem::path path_;
};

ChunkId idOf(std::uint64_t number) {
  std::mt19937_64 random(number);
  ChunkId id;
  storeU64(id.bytes.data(), random());
  storeU64(id.bytes.data() + 8, random());
  return id;
}

/// A pack of `segments` segments of `chunks` chunks each, with ids from `first` on.
std::vector<SegmentInfo> packOf(std::uint64_t first, std::size_t segments, std::size_t chunks) {
  std::vector<SegmentInfo> pack;
  for (std::size_t s = 0; s < segments; ++s) {
    SegmentInfo info{EnvelopeType::dataSegment, static_cast<std::uint32_t>(1000 + s), 0, {}};
    for (std::size_t c = 0; c < chunks; ++c) {
      info.chunks.push_back({idOf(first++), static_cast<std::uint32_t>(100 + c)});
      info.rawBytes += info.chunks.back().rawBytes;
    }
    pack.push_back(info);
  }
  return pack;
}

std::string packName(std::size_t number) { return "packs/00/" + std::to_string(number); }

bool holds(const ChunkIndex& index, std::uint64_t number, LookupFor purpose = LookupFor::writing) {
  const auto found = index.snapshot()->find(idOf(number), purpose);
  CHECK(found.ok());
  return found.ok() && found->has_value();
}

void addPack(ChunkIndex& index, std::size_t number, std::uint64_t first, std::size_t segments = 3, std::size_t chunks = 100) {
  ChunkIndexBuilder builder(index);
  CHECK(builder.add(packName(number), packOf(first, segments, chunks)).ok());
  CHECK(builder.commit().ok());
}

}  // namespace

TEST("a chunk is found where its footer says, after reopening too") {
  const Folder folder("found");
  {
    auto index = std::move(ChunkIndex::open(folder.path()).value());
    CHECK(!holds(*index, 1));
    addPack(*index, 7, 1000);
  }
  const auto index = std::move(ChunkIndex::open(folder.path()).value());
  const auto snapshot = index->snapshot();
  const auto found = snapshot->find(idOf(1000 + 205), LookupFor::reading);
  REQUIRE(found.ok() && found->has_value());
  const ChunkLocation& where = **found;
  CHECK(where.objectName == packName(7));
  CHECK(where.type == EnvelopeType::dataSegment);
  CHECK(where.segmentOffset == 1000 + 1001);
  CHECK(where.sealedBytes == 1002);
  CHECK(where.segmentRawBytes == 100 * 100 + 99 * 50);
  CHECK(where.offsetInSegment == 100 + 101 + 102 + 103 + 104);
  CHECK(where.rawBytes == 105);
  CHECK(!holds(*index, 1000 + 300));
}

TEST("many commits stay few files, and nothing is lost") {
  const Folder folder("merge");
  auto index = std::move(ChunkIndex::open(folder.path()).value());
  for (std::size_t i = 0; i < 60; ++i) addPack(*index, i, i * 1000, 1 + i % 5, 1 + i * 3 % 170);
  CHECK(index->snapshot()->parts().size() <= 8);
  CHECK(folder.files().size() <= 9);
  index = std::move(ChunkIndex::open(folder.path()).value());
  for (std::size_t i = 0; i < 60; ++i) {
    const std::size_t chunks = (1 + i % 5) * (1 + i * 3 % 170);
    for (std::size_t c = 0; c < chunks; ++c) CHECK(holds(*index, i * 1000 + c));
    CHECK(!holds(*index, i * 1000 + chunks));
  }
}

TEST("hits in missing or condemned packs are misses; a second copy is found") {
  const Folder folder("states");
  auto index = std::move(ChunkIndex::open(folder.path()).value());
  addPack(*index, 1, 0);
  addPack(*index, 2, 1000);
  addPack(*index, 3, 2000);
  addPack(*index, 4, 1000);  // the chunks of pack 2 again
  const auto old = index->snapshot();
  const auto result = index->reconcile({packName(1), packName(2), packName(4), "packs/00/new"}, {packName(1)});
  CHECK(result.unknown == std::vector<std::string>{"packs/00/new"});
  CHECK(result.gone == 1 && result.condemned == 1);
  CHECK(!holds(*index, 5) && holds(*index, 5, LookupFor::reading));
  CHECK(!holds(*index, 2005) && !holds(*index, 2005, LookupFor::reading));
  CHECK(old->find(idOf(2005), LookupFor::writing)->has_value());
  CHECK(index->reconcile({packName(4)}, {}).gone == 3);
  const auto snapshot = index->snapshot();
  CHECK(snapshot->find(idOf(1005), LookupFor::writing)->value().objectName == packName(4));
  index->reconcile({packName(1), packName(2), packName(3), packName(4)}, {});
  CHECK(holds(*index, 5) && holds(*index, 2005));
}

TEST("a sound object is taken before a condemned one, whichever was added first and whether they share a file or not") {
  for (const bool together : {false, true}) {
    for (const std::size_t condemned : {1, 2}) {
      const Folder folder("sound-first");
      auto index = std::move(ChunkIndex::open(folder.path()).value());
      ChunkIndexBuilder builder(*index);
      CHECK(builder.add(packName(1), packOf(0, 3, 100)).ok());
      if (!together) CHECK(builder.commit().ok());
      ChunkIndexBuilder second(*index);
      ChunkIndexBuilder& later = together ? builder : second;
      CHECK(later.add(packName(2), packOf(0, 3, 100)).ok());
      CHECK(later.commit().ok());
      CHECK(index->snapshot()->parts().size() == (together ? 1 : 2));
      index->reconcile({packName(1), packName(2)}, {packName(condemned)});
      const auto snapshot = index->snapshot();
      for (const LookupFor purpose : {LookupFor::writing, LookupFor::reading}) {
        for (std::uint64_t chunk = 0; chunk < 300; ++chunk) {
          const auto found = snapshot->find(idOf(chunk), purpose);
          CHECK(found.ok() && found->has_value() && (*found)->objectName == packName(3 - condemned));
        }
      }
      index->reconcile({packName(condemned)}, {packName(condemned)});
      CHECK(!holds(*index, 5) && holds(*index, 5, LookupFor::reading));
    }
  }
}

TEST("merging leaves out packs that are gone and keeps the rest condemned") {
  const Folder folder("drop");
  auto index = std::move(ChunkIndex::open(folder.path()).value());
  for (std::size_t i = 0; i < 8; ++i) addPack(*index, i, i * 1000);
  std::vector<std::string> present;
  for (std::size_t i = 0; i < 8; i += 2) present.push_back(packName(i));
  index->reconcile(present, {packName(4)});
  addPack(*index, 8, 8000);
  CHECK(index->snapshot()->parts().size() < 8);
  for (std::uint64_t i = 0; i < 9; ++i) {
    CHECK(holds(*index, i * 1000 + 299) == (i % 2 == 0 && i != 4));
    CHECK(holds(*index, i * 1000 + 299, LookupFor::reading) == (i % 2 == 0));
  }
  const auto again = index->reconcile({packName(0), packName(1)}, {});
  CHECK(again.unknown == std::vector<std::string>{packName(1)});
}

TEST("a chunk with hundreds of copies is found through all of them") {
  const Folder folder("copies");
  auto index = std::move(ChunkIndex::open(folder.path()).value());
  ChunkIndexBuilder builder(*index);
  for (std::size_t i = 0; i < 500; ++i) CHECK(builder.add(packName(i), packOf(42, 1, 3)).ok());
  REQUIRE(builder.commit().ok());
  for (const std::size_t kept : {0, 250, 499}) {
    index->reconcile({packName(kept)}, {});
    const auto snapshot = index->snapshot();
    for (std::uint64_t id = 42; id < 45; ++id) CHECK(snapshot->find(idOf(id), LookupFor::writing)->value().objectName == packName(kept));
  }
}

TEST("what was not committed is not there, and its files are used again") {
  const Folder folder("abandon");
  {
    auto index = std::move(ChunkIndex::open(folder.path()).value());
    addPack(*index, 1, 0);
    ChunkIndexBuilder builder(*index);
    for (std::size_t i = 0; i < 3; ++i) CHECK(builder.add(packName(10 + i), packOf(1000000 + i * 1000000, 600, 1000)).ok());
  }
  auto index = std::move(ChunkIndex::open(folder.path()).value());
  CHECK(holds(*index, 1) && !holds(*index, 1000001));
  addPack(*index, 2, 5000);
  index = std::move(ChunkIndex::open(folder.path()).value());
  CHECK(holds(*index, 5001));
}

TEST("damage anywhere is noticed, never a wrong answer or a crash") {
  const Folder folder("damage");
  {
    auto index = std::move(ChunkIndex::open(folder.path()).value());
    addPack(*index, 1, 0);
    addPack(*index, 2, 1000);
  }
  std::mt19937_64 random(3);
  for (const auto& path : folder.files()) {
    std::string good;
    {
      std::ifstream in(path, std::ios::binary);
      good.assign(std::istreambuf_iterator<char>(in), {});
    }
    for (int round = 0; round < 60; ++round) {
      std::string bad = good;
      if (round % 4 == 0) bad.resize(random() % good.size());
      else bad[random() % bad.size()] ^= static_cast<char>(1 + random() % 255);
      std::ofstream(path, std::ios::binary) << bad;
      const auto index = ChunkIndex::open(folder.path());
      if (!index.ok()) {
        CHECK(index.error().code == "index.damaged");
        continue;
      }
      const auto snapshot = (*index)->snapshot();
      for (std::uint64_t id = 0; id < 1300; id += 7) {
        const auto found = snapshot->find(idOf(id), LookupFor::writing);
        if (!found.ok()) CHECK(found.error().code == "index.damaged");
        else CHECK(found->has_value() == (id % 1000 < 300));
      }
    }
    std::ofstream(path, std::ios::binary) << good;
  }
  ChunkIndex::erase(folder.path());
  CHECK(ChunkIndex::open(folder.path()).value()->snapshot()->entryCount() == 0);
}

TEST("threads look up while the index grows and merges") {
  const Folder folder("threads");
  auto index = std::move(ChunkIndex::open(folder.path()).value());
  addPack(*index, 0, 0);
  std::atomic<bool> stop{false};
  std::vector<std::thread> readers;
  for (std::uint64_t t = 0; t < 3; ++t) {
    readers.emplace_back([&, t] {
      for (std::uint64_t i = t; !stop; i = (i + 1) % 300) {
        const auto found = index->snapshot()->find(idOf(i), LookupFor::writing);
        if (!found.ok() || !found->has_value()) check::fail(__FILE__, __LINE__, "lost a chunk");
      }
    });
  }
  for (std::size_t i = 1; i < 40; ++i) addPack(*index, i, i * 1000);
  stop = true;
  for (std::thread& reader : readers) reader.join();
}

TEST("of several threads that meet a chunk exactly one stores it") {
  PendingChunks pending;
  constexpr std::uint64_t kIds = 50000;
  std::atomic<std::uint64_t> taken{0};
  std::vector<std::thread> workers;
  for (std::uint64_t t = 0; t < 4; ++t) {
    workers.emplace_back([&, t] {
      for (std::uint64_t i = 0; i < kIds; ++i) taken += pending.insertIfAbsent(idOf((i * 7 + t * 13) % kIds));
    });
  }
  for (std::thread& worker : workers) worker.join();
  CHECK(taken == kIds && pending.size() == kIds);
  CHECK(pending.contains(idOf(9)) && !pending.contains(idOf(kIds)));
  CHECK(!pending.contains(ChunkId{}) && pending.insertIfAbsent(ChunkId{}) && !pending.insertIfAbsent(ChunkId{}));
  pending.clear();
  CHECK(pending.size() == 0 && pending.insertIfAbsent(idOf(9)));
}

int main(int argc, char** argv) { return check::run(argc, argv); }
