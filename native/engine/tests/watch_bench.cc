#include <sys/resource.h>

#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <mutex>

#include "../watch/recursive_watcher.h"

// Usage: watch_bench ROOT — prints what it takes until the tree is covered.

using namespace mamori;

namespace {

class Waiter final : public WatchConsumer {
 public:
  void onReady(std::uint64_t) override { finish(true); }
  bool onBatch(const WatchBatch&) override { return true; }
  void onProblem(const WatchProblem& problem) override {
    std::printf("%s: needed %llu, allowed %llu\n", problem.error.code.c_str(),
                static_cast<unsigned long long>(problem.neededWatches), static_cast<unsigned long long>(problem.allowedWatches));
    if (problem.error.code != "watch.limit-reached") finish(false);
  }
  bool wait() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return done_; });
    return ready_;
  }

 private:
  void finish(bool ready) {
    const std::lock_guard lock(mutex_);
    ready_ = ready;
    done_ = true;
    changed_.notify_all();
  }
  std::mutex mutex_;
  std::condition_variable changed_;
  bool ready_ = false, done_ = false;
};

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) return 2;
  Waiter waiter;
  WatcherOptions options;
  options.root = argv[1];
  const auto begin = std::chrono::steady_clock::now();
  auto watcher = RecursiveWatcher::start(options, waiter);
  if (!watcher.ok() || !waiter.wait()) return 1;
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  const WatcherStats stats = (*watcher)->stats();
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  std::printf("ready in %.3f s, %llu directories, tree %.1f bytes each with names, %ld KB peak\n", seconds,
              static_cast<unsigned long long>(stats.directories),
              static_cast<double>(stats.treeBytes) / static_cast<double>(stats.directories), usage.ru_maxrss);
}
