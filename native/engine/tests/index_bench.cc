// Usage: index_bench FOLDER [MILLIONS of chunks, 20] — builds an index, asks it, and prints time and memory.
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <random>
#include <thread>

#include "index/chunk_index.h"
#include "index/pending_chunks.h"

using namespace mamori;

namespace {

using Clock = std::chrono::steady_clock;

double secondsSince(Clock::time_point begin) { return std::chrono::duration<double>(Clock::now() - begin).count(); }

double residentMegabytes() {
  std::ifstream statm("/proc/self/statm");
  double pages = 0, resident = 0;
  statm >> pages >> resident;
  return resident * 4096 / 1e6;
}

/// Chunk ids are uniform; a mixing function (SplitMix64's) gives them by number.
std::uint64_t mixed(std::uint64_t z) {
  z += 0x9e3779b97f4a7c15;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
  z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
  return z ^ (z >> 31);
}

ChunkId idOf(std::uint64_t number) {
  ChunkId id;
  storeU64(id.bytes.data(), mixed(2 * number));
  storeU64(id.bytes.data() + 8, mixed(2 * number + 1));
  return id;
}

bool build(ChunkIndex& index, std::uint64_t chunks) {
  constexpr std::uint64_t kPerSegment = 15, kPerPack = 64 * kPerSegment;
  ChunkIndexBuilder builder(index);
  for (std::uint64_t first = 0; first < chunks; first += kPerPack) {
    std::vector<SegmentInfo> segments;
    for (std::uint64_t at = first; at < first + kPerPack; at += kPerSegment) {
      SegmentInfo info{EnvelopeType::dataSegment, 500000, kPerSegment * 50000, {}};
      for (std::uint64_t i = 0; i < kPerSegment; ++i) info.chunks.push_back({idOf(at + i), 50000});
      segments.push_back(std::move(info));
    }
    char name[80];
    std::snprintf(name, sizeof name, "packs/00/%064llx", static_cast<unsigned long long>(first));
    if (!builder.add(name, segments).ok()) return false;
  }
  return builder.commit().ok();
}

void ask(const IndexSnapshot& snapshot, std::uint64_t from, std::uint64_t range, unsigned threads, const char* what) {
  constexpr std::uint64_t kQuestions = 500000;
  std::atomic<std::uint64_t> hits{0};
  const auto begin = Clock::now();
  std::vector<std::thread> workers;
  for (unsigned t = 0; t < threads; ++t) {
    workers.emplace_back([&, t] {
      std::uint64_t found = 0;
      for (std::uint64_t i = 0; i < kQuestions; ++i) {
        const auto result = snapshot.find(idOf(from + mixed(i * 8 + t) % range), LookupFor::writing);
        found += result.ok() && result->has_value();
      }
      hits += found;
    });
  }
  for (std::thread& worker : workers) worker.join();
  const double seconds = secondsSince(begin);
  std::printf("%-10s %u threads: %.2f us a look-up, %.0f %% hits, resident %.0f MB\n", what, threads, seconds * 1e6 / kQuestions,
              100.0 * static_cast<double>(hits) / static_cast<double>(kQuestions * threads), residentMegabytes());
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) return 2;
  const std::uint64_t chunks = static_cast<std::uint64_t>(argc > 2 ? std::atof(argv[2]) * 1e6 : 20e6);
  const double before = residentMegabytes();
  auto begin = Clock::now();
  {
    auto index = ChunkIndex::open(argv[1]);
    if (!index.ok() || !build(**index, chunks)) return 1;
    std::printf("built %llu chunks in %.1f s, resident %.0f MB\n", static_cast<unsigned long long>(chunks), secondsSince(begin),
                residentMegabytes());
  }
  begin = Clock::now();
  auto index = ChunkIndex::open(argv[1]);
  if (!index.ok()) return 1;
  const auto snapshot = (*index)->snapshot();
  std::printf("opened in %.0f ms: %.2f resident bytes a chunk, resident %.0f MB (%.0f before)\n", secondsSince(begin) * 1e3,
              static_cast<double>(snapshot->residentBytes()) / static_cast<double>(chunks), residentMegabytes(), before);
  for (const unsigned threads : {1u, 2u}) {
    ask(*snapshot, 0, chunks, threads, "present");
    ask(*snapshot, chunks * 2, chunks, threads, "absent");
  }
  PendingChunks pending;
  begin = Clock::now();
  for (std::uint64_t i = 0; i < 1000000; ++i) pending.insertIfAbsent(idOf(i));
  std::printf("1,000,000 pending ids: %.2f us each, resident %.0f MB\n", secondsSince(begin), residentMegabytes());
  return 0;
}
