#include <sys/resource.h>
#include <sys/stat.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "../scan/comparator.h"
#include "../scan/image_update.h"
#include "../scan/walker.h"

// Usage: scan_bench walk|compare ROOT [THREADS [IMAGE]]
// "walk" lists a tree; "compare" merges it with IMAGE, made by the first call. Prints what it cost.

using namespace mamori;

namespace {

struct Counts {
  std::uint64_t directories = 0, entries = 0, differences = 0;
};

bool walk(const WalkOptions& options, Counts& counts) {
  auto walker = Walker::start(options);
  if (!walker.ok()) return false;
  while (auto block = (*walker)->next()) {
    if (!block->ok()) return false;
    ++counts.directories;
    counts.entries += (*block)->entries.size();
  }
  return true;
}

bool compare(const WalkOptions& options, const char* path, Counts& counts) {
  auto walker = Walker::start(options);
  auto reader = ImageReader::open(path);
  if (!walker.ok()) return false;
  ImageUpdate update({path, {}, reader.ok()});
  Comparator comparator(std::move(*walker), reader.ok() ? std::move(*reader) : nullptr);
  while (auto delta = comparator.next()) {
    if (!delta->ok()) return false;
    std::vector<EntryOutcome> outcomes;
    for (const Difference& difference : (*delta)->differences) {
      const EntryStat& stat = (*delta)->current.entries[difference.current].stat;
      // An incompressible record hash and a reading long after the change, as in a settled source.
      outcomes.push_back({EntryOutcome::Action::store,
                          imageEntryFor(stat, (stat.inode + 1) * 0x9E3779B97F4A7C15ULL, stat.ctimeNs + 3'000'000'000)});
    }
    counts.differences += outcomes.size();
    update.setRootInode(comparator.rootInode());
    if (!update.apply(**delta, outcomes).ok()) return false;
  }
  counts.directories = comparator.totals().directories;
  counts.entries = comparator.totals().entries;
  return update.finish().ok();
}

}  // namespace

int main(int argc, char** argv) {
  using Clock = std::chrono::steady_clock;
  if (argc < 3) return 2;
  WalkOptions options;
  options.root = argv[2];
  if (argc > 3) options.threads = static_cast<unsigned>(std::atoi(argv[3]));
  Counts counts;
  const auto begin = Clock::now();
  const bool ok = std::strcmp(argv[1], "compare") == 0 && argc > 4 ? compare(options, argv[4], counts) : walk(options, counts);
  const double seconds = std::chrono::duration<double>(Clock::now() - begin).count();
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  std::printf("%s: %llu directories, %llu entries, %llu differences, %.3f s wall, %ld.%03ld s user, %ld.%03ld s system, %ld KB peak\n",
              ok ? "ok" : "FAILED", static_cast<unsigned long long>(counts.directories),
              static_cast<unsigned long long>(counts.entries), static_cast<unsigned long long>(counts.differences), seconds,
              usage.ru_utime.tv_sec, usage.ru_utime.tv_usec / 1000, usage.ru_stime.tv_sec, usage.ru_stime.tv_usec / 1000,
              usage.ru_maxrss);
  return ok ? 0 : 1;
}
