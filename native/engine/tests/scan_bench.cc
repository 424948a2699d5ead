#include <sys/resource.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>

#include "../scan/walker.h"

// Usage: scan_bench ROOT [THREADS] — walks a tree and prints what it cost.
int main(int argc, char** argv) {
  using Clock = std::chrono::steady_clock;
  if (argc < 2) return 2;
  mamori::WalkOptions options;
  options.root = argv[1];
  if (argc > 2) options.threads = static_cast<unsigned>(std::atoi(argv[2]));
  const auto begin = Clock::now();
  auto walker = mamori::Walker::start(options);
  if (!walker.ok()) return 1;
  std::size_t directories = 0, entries = 0;
  while (auto block = (*walker)->next()) {
    if (!block->ok()) return 1;
    ++directories;
    entries += (*block)->entries.size();
  }
  const double seconds = std::chrono::duration<double>(Clock::now() - begin).count();
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  std::printf("%zu directories, %zu entries, %.3f s wall, %ld.%03ld s user, %ld.%03ld s system, %ld KB peak\n",
              directories, entries, seconds, usage.ru_utime.tv_sec, usage.ru_utime.tv_usec / 1000,
              usage.ru_stime.tv_sec, usage.ru_stime.tv_usec / 1000, usage.ru_maxrss);
}
