#include <sched.h>
#include <sys/mount.h>
#include <sys/wait.h>

#include <algorithm>
#include <condition_variable>
#include <fstream>
#include <functional>
#include <map>
#include <mutex>
#include <random>
#include <set>

#include "../base/linux/unique_fd.h"
#include "../scan/path_order.h"
#include "../watch/directory_tree.h"
#include "../watch/event_coalescer.h"
#include "../watch/recursive_watcher.h"
#include "check.h"
#include "temp_tree.h"

using namespace mamori;
using Kind = WatchEvent::Kind;

namespace {

/// Collects what a watcher says; tests wait for a condition over it.
class Log final : public WatchConsumer {
 public:
  std::map<std::string, WatchEvent> events;
  std::set<std::string> dirty, problems;
  int overflows = 0, ready = 0, refusals = 0;
  bool refuse = false;
  WatchProblem problem;
  std::uint64_t directories = 0;

  void onReady(std::uint64_t count) override {
    update([&] { ++ready; directories = count; });
  }
  bool onBatch(const WatchBatch& batch) override {
    bool taken = true;
    update([&] {
      if (refuse) {
        ++refusals;
        taken = false;
        return;
      }
      for (const WatchEvent& event : batch.events) events[event.path] = event;
      dirty.insert(batch.dirtyDirectories.begin(), batch.dirtyDirectories.end());
      overflows += batch.overflow;
    });
    return taken;
  }
  void onProblem(const WatchProblem& what) override {
    update([&] { problems.insert(what.error.code); problem = what; });
  }

  bool until(const std::function<bool()>& condition) {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, std::chrono::seconds(10), condition);
  }
  bool sees(const std::string& path) {
    return until([&] { return events.contains(path) || dirty.contains(path); });
  }
  bool sees(const std::string& path, Kind kind) {
    return until([&] { return events.contains(path) && events.at(path).kind == kind; });
  }
  void update(const std::function<void()>& change) {
    {
      const std::lock_guard lock(mutex_);
      change();
    }
    changed_.notify_all();
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
};

struct Watched {
  TempTree tree;
  Log log;
  WatcherOptions options;
  std::unique_ptr<RecursiveWatcher> watcher;

  Watched() {
    options.root = tree.root();
    options.drainIntervalMs = 5;
  }
  bool start() {
    auto started = RecursiveWatcher::start(options, log);
    if (!started.ok()) return false;
    watcher = std::move(*started);
    return log.until([&] { return log.ready > 0; });
  }
};

}  // namespace

TEST("reports what happens to files, also deep below the root") {
  Watched w;
  for (const char* path : {"a/b/c/old", "gone", "names/x"}) w.tree.file(path);
  REQUIRE(w.start());
  w.tree.file("a/b/c/new");
  CHECK(w.log.sees("a/b/c/new", Kind::created));
  w.tree.file("a/b/c/old", "more");
  CHECK(w.log.sees("a/b/c/old", Kind::changed));
  w.tree.remove("gone");
  CHECK(w.log.sees("gone", Kind::removed));
  chmod(w.tree.path("names/x").c_str(), 0600);
  CHECK(w.log.sees("names/x", Kind::attributes));
  w.tree.file("names/\xff\nodd");
  CHECK(w.log.sees("names/\xff\nodd", Kind::created));
}

TEST("reports files made in a new folder before it could be watched") {
  Watched w;
  REQUIRE(w.start());
  for (int round = 0; round < 50; ++round) {
    const std::string base = "n" + std::to_string(round);
    for (int i = 0; i < 4; ++i) w.tree.file(base + "/x/y/z/f" + std::to_string(i));
  }
  for (int round = 0; round < 50; ++round) {
    for (int i = 0; i < 4; ++i) CHECK(w.log.sees("n" + std::to_string(round) + "/x/y/z/f" + std::to_string(i)));
  }
  w.tree.file("n7/x/y/z/later");
  CHECK(w.log.sees("n7/x/y/z/later"));
}

TEST("follows a renamed folder and gives both names one cookie") {
  Watched w;
  w.tree.file("from/deep/x");
  w.tree.folder("to");
  REQUIRE(w.start());
  std::filesystem::rename(w.tree.path("from"), w.tree.path("to/moved"));
  CHECK(w.log.sees("from", Kind::removed));
  CHECK(w.log.until([&] { return w.log.dirty.contains("to/moved"); }));
  w.tree.file("to/moved/deep/new");
  CHECK(w.log.sees("to/moved/deep/new", Kind::created));
  CHECK(w.watcher->stats().directories == 4);
  std::filesystem::rename(w.tree.path("to/moved/deep/new"), w.tree.path("to/moved/deep/newer"));
  CHECK(w.log.sees("to/moved/deep/newer"));
  CHECK(w.log.sees("to/moved/deep/new", Kind::removed));
  CHECK(w.log.events["to/moved/deep/newer"].moveCookie != 0);
  CHECK(w.log.events["to/moved/deep/newer"].moveCookie == w.log.events["to/moved/deep/new"].moveCookie);
}

TEST("gives up the watches of folders that were removed or moved out, and covers those moved in") {
  Watched w;
  TempTree outside;
  w.tree.file("leaving/sub/x");
  w.tree.file("dying/sub/x");
  outside.file("coming/sub/x");
  REQUIRE(w.start());
  CHECK(w.watcher->stats().directories == 5);
  std::filesystem::rename(w.tree.path("leaving"), outside.path("left"));
  w.tree.remove("dying");
  std::filesystem::rename(outside.path("coming"), w.tree.path("came"));
  CHECK(w.log.until([&] { return w.log.dirty.contains("came"); }));
  w.tree.file("came/sub/new");
  outside.file("left/sub/unseen");
  CHECK(w.log.sees("came/sub/new"));
  CHECK(w.log.sees("dying", Kind::removed));
  CHECK(!w.log.events.contains("leaving/sub/unseen"));
  w.tree.file("last");
  CHECK(w.log.sees("last"));
  w.tree.file("last2");
  CHECK(w.log.sees("last2"));
  CHECK(w.watcher->stats().directories == 3);
}

TEST("says so when the system's queue overflowed, and watches folders made meanwhile") {
  Watched w;
  w.tree.folder("busy");
  REQUIRE(w.start());
  int limit = 0;
  std::ifstream("/proc/sys/fs/inotify/max_queued_events") >> limit;
  REQUIRE(limit > 0 && limit <= 100'000);
  w.watcher->suspend();
  w.tree.file("before-suspension-took-hold");
  for (int i = 0; i <= limit; ++i) {
    const UniqueFd fd(open(w.tree.path("busy/f" + std::to_string(i)).c_str(), O_CREAT | O_WRONLY, 0600));
  }
  w.tree.folder("made/while/away");
  w.watcher->resume();
  CHECK(w.log.until([&] { return w.log.overflows >= 2 && w.log.ready >= 2; }));
  CHECK(w.log.directories == 5);
  w.tree.file("made/while/away/new");
  CHECK(w.log.sees("made/while/away/new"));
}

TEST("turns too many paths into a dirty folder and too many folders into an overflow") {
  EventCoalescer events(3, 2);
  for (const char* path : {"a/1", "a/2", "b/1", "b/1"}) events.add({path, Kind::changed, false, 0});
  CHECK(events.take().events.size() == 3);
  for (const char* path : {"a/1", "a/2", "b/1", "a/3", "a/4"}) events.add({path, Kind::changed, false, 0});
  WatchBatch batch = events.take();
  CHECK(batch.dirtyDirectories == std::vector<std::string>{"a"});
  REQUIRE(batch.events.size() == 1);
  CHECK(batch.events[0].path == "b/1" && !batch.overflow);
  for (const char* path : {"x", "y", "z"}) events.markDirty(path);
  batch = events.take();
  CHECK(batch.overflow && batch.events.empty() && batch.dirtyDirectories.empty());
  CHECK(events.empty());
  events.add({"f", Kind::created, false, 0});
  events.add({"f", Kind::changed, false, 0});
  CHECK(events.take().events[0].kind == Kind::created);
}

TEST("offers a refused batch again and loses nothing") {
  Watched w;
  REQUIRE(w.start());
  w.log.update([&] { w.log.refuse = true; });
  w.tree.file("first");
  CHECK(w.log.until([&] { return w.log.refusals >= 2; }));
  w.tree.file("second");
  w.log.update([&] { w.log.refuse = false; });
  CHECK(w.log.sees("first"));
  CHECK(w.log.sees("second"));
}

TEST("neither reports nor watches what is excluded") {
  Watched w;
  w.tree.folder("node_modules/sub");
  w.tree.folder("src");
  ExclusionRules rules;
  rules.patterns = {"node_modules/", "*.tmp"};
  w.options.exclusions = std::make_shared<RuleExclusions>(rules);
  REQUIRE(w.start());
  CHECK(w.log.directories == 2);
  w.tree.file("node_modules/sub/x");
  w.tree.file("src/a.tmp");
  w.tree.file("src/node_modules/x");
  w.tree.file("src/last");
  CHECK(w.log.sees("src/last"));
  CHECK(w.log.events.size() == 1 && w.log.dirty.empty());
}

TEST("ends with root-gone when the root is removed, renamed or unmounted") {
  for (const int way : {0, 1, 2}) {
    TempTree outer;
    outer.folder("root");
    if (way == 2 && mount("none", outer.path("root").c_str(), "tmpfs", 0, nullptr) != 0) continue;
    Log log;
    WatcherOptions options;
    options.root = outer.path("root");
    auto watcher = RecursiveWatcher::start(options, log);
    REQUIRE(watcher.ok());
    REQUIRE(log.until([&] { return log.ready > 0; }));
    if (way == 0) outer.remove("root");
    if (way == 1) std::filesystem::rename(outer.path("root"), outer.path("other"));
    if (way == 2) CHECK(umount(outer.path("root").c_str()) == 0);  // no descriptor of ours keeps it busy
    CHECK(log.until([&] { return log.problems.contains("watch.root-gone"); }));
  }
  Log log;
  WatcherOptions options;
  options.root = "/nonexistent/root";
  auto missing = RecursiveWatcher::start(options, log);
  CHECK(!missing.ok() && missing.error().code == "watch.root-gone");
}

TEST("says how many watches are needed when the system allows too few") {
  // A user namespace has its own limit, so that no other program of this machine is touched.
  const pid_t child = fork();
  if (child == 0) {
    if (unshare(CLONE_NEWUSER) != 0) _exit(77);
    std::ofstream("/proc/sys/user/max_inotify_watches") << 20 << std::flush;
    int limit = 0;
    std::ifstream("/proc/sys/user/max_inotify_watches") >> limit;
    if (limit != 20) _exit(77);
    int code = 1;
    {
      Watched w;
      for (int i = 0; i < 60; ++i) w.tree.folder("d" + std::to_string(i));
      w.options.crawlThreads = 1;
      if (w.start()) {
        const bool told = w.log.until([&] { return w.log.problems.contains("watch.limit-reached"); });
        code = told && w.log.problem.neededWatches == 61 && w.log.problem.allowedWatches > 0 ? 0 : 2;
      }
    }
    _exit(code);
  }
  int status = 0;
  waitpid(child, &status, 0);
  REQUIRE(WIFEXITED(status));
  if (WEXITSTATUS(status) == 77) std::printf("     (not possible here: no user namespace of our own)\n");
  else CHECK(WEXITSTATUS(status) == 0);
}

TEST("the tree of directories agrees with a plain map under random edits") {
  std::mt19937 random(3);
  DirectoryTree tree;
  std::map<int, std::string> pathOfWatch;
  int nextWatch = 1;
  const auto nodeFor = [&](const std::string& path) {
    DirectoryTree::Node node = DirectoryTree::kRoot;
    for (std::size_t at = 0; at < path.size();) {
      const std::size_t slash = std::min(path.find('/', at), path.size());
      node = tree.child(node, std::string_view(path).substr(at, slash - at));
      at = slash + 1;
    }
    return node;
  };
  const auto anyPath = [&] {
    if (pathOfWatch.empty() || random() % 4 == 0) return std::string();
    auto it = pathOfWatch.begin();
    std::advance(it, random() % pathOfWatch.size());
    return it->second;
  };
  for (int step = 0; step < 5000; ++step) {
    const std::string at = anyPath();
    const std::string name = std::string(20 + random() % 30, static_cast<char>('a' + random() % 4));
    const std::string made = joinPath(at, name);
    const bool taken = nodeFor(at) != DirectoryTree::kNone && tree.child(nodeFor(at), name) != DirectoryTree::kNone;
    const int action = static_cast<int>(random() % 8);
    if (action < 5 && !taken && at.size() < 600) {
      tree.setWatch(tree.addChild(nodeFor(at), name), nextWatch);
      pathOfWatch[nextWatch++] = made;
    } else if (action == 5 && !at.empty()) {
      std::set<int> removed, expected;
      tree.remove(nodeFor(at), [&](int watch) { removed.insert(watch); });
      for (const auto& [watch, path] : pathOfWatch) if (isWithin(path, at)) expected.insert(watch);
      CHECK(removed == expected);
      for (const int watch : expected) pathOfWatch.erase(watch);
    } else if (action == 6 && !at.empty()) {
      const std::string target = anyPath();
      if (isWithin(target, at) || tree.child(nodeFor(target), name) != DirectoryTree::kNone) continue;
      const DirectoryTree::Node node = nodeFor(at), parent = nodeFor(target);
      tree.detach(node);
      CHECK(!tree.path(node));
      tree.attach(node, parent, name);
      for (auto& [watch, path] : pathOfWatch) if (isWithin(path, at)) path = joinPath(target, name) + path.substr(at.size());
    }
  }
  CHECK(tree.size() == pathOfWatch.size() + 1);
  for (const auto& [watch, path] : pathOfWatch) CHECK(tree.path(tree.nodeOfWatch(watch)) == path);
}

int main(int argc, char** argv) { return check::run(argc, argv); }
