#include <sys/stat.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <map>
#include <random>
#include <set>

#include "../base/hash64.h"
#include "../scan/comparator.h"
#include "../scan/image_update.h"
#include "../scan/image_writer.h"
#include "check.h"
#include "temp_tree.h"

using namespace mamori;

namespace {

constexpr std::int64_t kLater = 4'000'000'000'000'000'000;  // a reading long after every change: never racy

struct Seen {
  std::set<std::string> added, changed, removed, errors, unmounted, covered;
  std::string streamError;
  bool imageWritten = false;
  std::map<std::string, ChangeReason> reasons;
  CompareTotals totals;
  bool nothing() const { return added.empty() && changed.empty() && removed.empty() && errors.empty() && unmounted.empty() && covered.empty(); }
};

using Names = std::set<std::string>;

/// Makes folders look like the roots of file systems of their own.
class MountedSource final : public BlockSource {
 public:
  MountedSource(std::unique_ptr<BlockSource> walk, std::set<std::string> mounts) : walk_(std::move(walk)), mounts_(std::move(mounts)) {}
  std::optional<Result<DirectoryBlock>> next() override {
    auto block = walk_->next();
    if (!block || !block->ok()) return block;
    DirectoryBlock& directory = block->value();
    for (Entry& entry : directory.entries) {
      if (mounts_.contains(joinPath(directory.path, directory.nameOf(entry)))) entry.stat.device += 1;
    }
    return block;
  }

 private:
  const std::unique_ptr<BlockSource> walk_;
  const std::set<std::string> mounts_;
};

/// A source with its image, scanned as a run does it.
struct Source {
  TempTree tree;
  TempTree state;
  std::string root = tree.root();
  std::string image = state.path("image");
  std::int64_t readStartNs = kLater;
  EntryOutcome::Action actionFor = EntryOutcome::Action::store;
  std::set<std::string> mounts;  // folders that stand for mount points
  bool oneFileSystem = false;

  Seen scan(std::optional<std::vector<ScanRange>> ranges = std::nullopt) {
    Seen seen;
    WalkOptions options;
    options.root = root;
    const bool hasOld = access(image.c_str(), F_OK) == 0;
    std::unique_ptr<ImageReader> reader;
    if (hasOld) {
      auto opened = ImageReader::open(image);
      if (!opened.ok()) return seen.streamError = opened.error().code, seen;
      reader = std::move(opened).value();
    }
    std::unique_ptr<BlockSource> walk;
    std::optional<RangeSet> set;
    if (ranges) {
      set.emplace(*ranges);
      auto ranged = RangedWalk::start(options, *set);
      if (!ranged.ok()) return seen.streamError = ranged.error().code, seen;
      walk = std::move(ranged).value();
    } else {
      auto walker = Walker::start(options);
      if (!walker.ok()) return seen.streamError = walker.error().code, seen;
      walk = std::move(walker).value();
    }
    if (!mounts.empty()) walk = std::make_unique<MountedSource>(std::move(walk), mounts);
    Comparator comparator(std::move(walk), std::move(reader), set, oneFileSystem);
    ImageUpdate::Options next;
    next.path = image;
    next.hasOld = hasOld;
    ImageUpdate update(next);
    while (auto result = comparator.next()) {
      if (!result->ok()) return seen.streamError = result->error().code, seen;
      const DirectoryDelta& delta = result->value();
      update.setRootInode(comparator.rootInode());
      if (delta.current.error) seen.errors.insert(delta.current.path);
      std::vector<EntryOutcome> outcomes;
      for (const Difference& difference : delta.differences) {
        note(seen, delta, difference);
        outcomes.push_back(outcomeOf(delta, difference));
      }
      CHECK(update.apply(delta, outcomes).ok());
    }
    seen.totals = comparator.totals();
    auto finished = update.finish();
    CHECK(finished.ok());
    seen.imageWritten = finished.ok() && finished.value();
    return seen;
  }

  static void note(Seen& seen, const DirectoryDelta& delta, const Difference& difference) {
    const std::string path = joinPath(delta.path(), delta.nameOf(difference));
    seen.reasons[path] = difference.reasons;
    switch (difference.kind) {
      case Difference::Kind::added: seen.added.insert(path); break;
      case Difference::Kind::changed: seen.changed.insert(path); break;
      case Difference::Kind::removed: seen.removed.insert(path); break;
      case Difference::Kind::unreadable: seen.errors.insert(path); break;
      case Difference::Kind::unmounted: seen.unmounted.insert(path); break;
      case Difference::Kind::covered: seen.covered.insert(path); break;
    }
  }

  EntryOutcome outcomeOf(const DirectoryDelta& delta, const Difference& difference) const {
    if (actionFor == EntryOutcome::Action::keep) return {};
    if (difference.kind == Difference::Kind::removed || difference.kind == Difference::Kind::covered) return {EntryOutcome::Action::forget, {}};
    if (difference.kind == Difference::Kind::unreadable || difference.kind == Difference::Kind::unmounted) return {};
    const Entry& entry = delta.current.entries[difference.current];
    EntryOutcome outcome{EntryOutcome::Action::store, imageEntryFor(entry.stat, hash64(bytesOf(delta.current.nameOf(entry))), readStartNs)};
    outcome.entry.mounted = isMountPoint(delta.current.self, entry.stat) && !oneFileSystem;
    return outcome;
  }

  std::vector<char> imageBytes() const {
    std::ifstream in(image, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  void setImageBytes(const std::vector<char>& bytes) const {
    std::ofstream(image, std::ios::binary).write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  }
};

std::string readWhole(const std::string& path, std::vector<ImageDirectory>& out) {
  auto reader = ImageReader::open(path);
  if (!reader.ok()) return reader.error().code;
  for (;;) {
    ImageDirectory directory;
    auto more = (*reader)->next(directory);
    if (!more.ok()) return more.error().code;
    if (!*more) return "";
    out.push_back(std::move(directory));
  }
}

}  // namespace

TEST("hash64 gives the published values of XXH64") {
  CHECK(hash64({}) == 0xEF46DB3751D8E999ULL);
  CHECK(hash64(bytesOf("a")) == 0xD24EC4F1A98C6E5BULL);
  CHECK(hash64(bytesOf("abc")) == 0x44BC2CF5AD770999ULL);
  CHECK(hash64(bytesOf("Call me Ishmael. Some years ago--never mind how long precisely-")) == 0x02A2E85470D6FD96ULL);
}

TEST("an image gives back what was written, over many frames and with extreme values") {
  TempTree state;
  std::mt19937_64 random(7);
  std::vector<ImageDirectory> written;
  for (int d = 0; d < 40; ++d) {
    ImageDirectory directory;
    directory.path = d == 0 ? "" : "dir" + std::to_string(1000 + d) + (d % 3 ? "/sub\n" : "");
    const int count = d == 5 ? 30'000 : 50;
    for (int i = 0; i < count; ++i) {
      ImageEntry entry;
      entry.kind = static_cast<EntryKind>(1 + random() % 7);
      entry.size = random() >> (random() % 64);
      entry.mtimeNs = static_cast<std::int64_t>(random());
      entry.ctimeNs = random() % 2 ? entry.mtimeNs : static_cast<std::int64_t>(random());
      entry.inode = random();
      entry.recordHash = random() % 3 ? random() : 0;
      entry.mode = static_cast<std::uint32_t>(random());
      entry.uid = random() % 2 ? 0xffffffff : 0;
      entry.racy = random() % 2;
      entry.mounted = random() % 2;
      char name[260];
      std::snprintf(name, sizeof name, "%08d%s", i, random() % 5 ? "" : std::string(247, '\xff').c_str());
      directory.add(entry, name);
    }
    written.push_back(std::move(directory));
  }
  std::sort(written.begin(), written.end(), [](auto& a, auto& b) { return comparePaths(a.path, b.path) < 0; });
  ImageHeader header;
  header.sourceId.fill(9);
  header.sequence = 77;
  header.rootInode = 3;
  auto writer = ImageWriter::create(state.path("image"), header);
  REQUIRE(writer.ok());
  for (const ImageDirectory& directory : written) CHECK((*writer)->add(directory).ok());
  CHECK((*writer)->commit().ok());
  std::vector<ImageDirectory> read;
  CHECK(readWhole(state.path("image"), read) == "");
  REQUIRE(read.size() == written.size());
  for (std::size_t d = 0; d < read.size(); ++d) {
    CHECK(read[d].path == written[d].path);
    CHECK(read[d].names == written[d].names);
    REQUIRE(read[d].entries.size() == written[d].entries.size());
    for (std::size_t i = 0; i < read[d].entries.size(); ++i) {
      const ImageEntry &a = read[d].entries[i], &b = written[d].entries[i];
      CHECK(a.kind == b.kind && a.size == b.size && a.mtimeNs == b.mtimeNs && a.ctimeNs == b.ctimeNs && a.inode == b.inode);
      CHECK(a.recordHash == b.recordHash && a.mode == b.mode && a.uid == b.uid && a.gid == b.gid && a.racy == b.racy && a.mounted == b.mounted);
    }
  }
  CHECK(ImageReader::open(state.path("image")).value()->header().sequence == 77);
}

TEST("any damage to an image is an error, never a wrong or shorter answer") {
  Source source;
  for (int i = 0; i < 30; ++i) source.tree.file("d" + std::to_string(i % 5) + "/f" + std::to_string(i));
  source.scan();
  const std::vector<char> good = source.imageBytes();
  std::vector<ImageDirectory> ignored;
  REQUIRE(readWhole(source.image, ignored) == "");
  for (std::size_t at = 0; at < good.size(); ++at) {
    std::vector<char> bad = good;
    bad[at] = static_cast<char>(bad[at] ^ 0x10);
    source.setImageBytes(bad);
    CHECK(readWhole(source.image, ignored) == "engine.image-damaged");
    source.setImageBytes({good.begin(), good.begin() + static_cast<std::ptrdiff_t>(at)});
    CHECK(readWhole(source.image, ignored) == "engine.image-damaged");
  }
  std::vector<char> longer = good;
  longer.push_back('x');
  source.setImageBytes(longer);
  CHECK(readWhole(source.image, ignored) == "engine.image-damaged");
  CHECK(readWhole(source.state.path("missing"), ignored) == "engine.image-damaged");
}

TEST("an unwritten image leaves no trace") {
  Source source;
  source.tree.file("a");
  source.scan();
  const auto before = source.imageBytes();
  { auto writer = ImageWriter::create(source.image, {}); CHECK(writer.ok()); }
  CHECK(source.imageBytes() == before);
  CHECK(access((source.image + ".new").c_str(), F_OK) != 0);
}

TEST("the first scan adds everything, the second finds nothing and writes nothing") {
  Source source;
  source.tree.file("a/x");
  source.tree.file("a/y/z");
  source.tree.folder("empty");
  const Seen first = source.scan();
  CHECK(first.added == (Names{"a", "a/x", "a/y", "a/y/z", "empty"}));
  CHECK(first.imageWritten);
  struct stat before, after;
  REQUIRE(stat(source.image.c_str(), &before) == 0);
  const Seen second = source.scan();
  CHECK(second.nothing() && !second.imageWritten && second.totals.unchanged == 2);  // files
  REQUIRE(stat(source.image.c_str(), &after) == 0);
  CHECK(before.st_ino == after.st_ino);
}

TEST("nothing below a mount point is taken for deleted when its file system goes away") {
  Source source;
  for (const char* path : {"disk/a", "disk/deep/b", "own"}) source.tree.file(path);
  source.mounts = {"disk"};
  CHECK(source.scan().added.size() == 5);
  CHECK(source.scan().nothing());
  std::filesystem::remove_all(source.tree.path("disk"));
  source.tree.folder("disk");
  source.mounts.clear();
  for (int scan = 0; scan < 2; ++scan) {
    const Seen away = source.scan();
    CHECK(away.removed.empty() && away.covered.empty() && away.unmounted == (Names{"disk"}));
  }
  source.tree.file("disk/a");
  source.tree.file("disk/new");
  CHECK(source.scan().removed.empty());
  source.mounts = {"disk"};
  CHECK(source.scan().removed == (Names{"disk/deep", "disk/deep/b"}));
}

TEST("what a file system is mounted over is out of sight, and not deleted") {
  Source source;
  for (const char* path : {"d/a", "d/deep/b", "own"}) source.tree.file(path);
  source.scan();
  std::filesystem::rename(source.tree.path("d"), source.tree.path("d-below"));
  source.tree.file("d/other");
  std::filesystem::rename(source.tree.path("d-below"), source.state.path("d-below"));
  source.mounts = {"d"};
  const Seen covered = source.scan();
  CHECK(covered.removed.empty() && covered.added == (Names{"d/other"}));
  CHECK(covered.covered == (Names{"d/a", "d/deep", "d/deep/b"}) && covered.totals.kept == 2);
  CHECK(source.scan().nothing());
}

TEST("with one file system alone what was saved below a new mount point stays as it was") {
  Source source;
  for (const char* path : {"d/a", "d/deep/b", "own"}) source.tree.file(path);
  source.scan();
  source.oneFileSystem = true;
  source.mounts = {"d"};
  std::filesystem::remove_all(source.tree.path("d/deep"));
  Seen seen = source.scan(std::vector<ScanRange>{{"own", false}, {"d", false}});
  CHECK(seen.removed.empty() && seen.covered.empty());
}

TEST("tells why an entry changed, and lists every path of a removed tree") {
  Source source;
  for (const char* path : {"m/file", "gone/a", "gone/deep/b", "gone/deep/c/d", "kept/x", "swap/inner"}) source.tree.file(path);
  source.tree.file("grow", "1");
  source.tree.file("mode");
  source.scan();
  source.tree.remove("gone");
  source.tree.remove("swap");
  source.tree.file("swap");
  source.tree.file("grow", "12345");
  chmod(source.tree.path("mode").c_str(), 0600);
  source.tree.file("kept/new");
  const Seen seen = source.scan();
  CHECK(seen.removed == (Names{"gone", "gone/a", "gone/deep", "gone/deep/b", "gone/deep/c", "gone/deep/c/d", "swap/inner"}));
  CHECK(seen.changed == (Names{"grow", "kept", "mode", "swap"}));
  CHECK(seen.added == Names{"kept/new"});
  CHECK(has(seen.reasons.at("grow"), ChangeReason::size) && has(seen.reasons.at("swap"), ChangeReason::kind));
  CHECK(has(seen.reasons.at("mode"), ChangeReason::mode) && !has(seen.reasons.at("mode"), ChangeReason::mtime));
  CHECK(source.scan().nothing());
}

TEST("finds a change that kept size and mtime by its ctime, and a replaced file by its inode") {
  Source source;
  source.tree.file("a", "one");
  source.scan();
  struct stat before;
  REQUIRE(stat(source.tree.path("a").c_str(), &before) == 0);
  source.tree.file("a", "two");
  const timespec times[2] = {before.st_atim, before.st_mtim};
  REQUIRE(utimensat(AT_FDCWD, source.tree.path("a").c_str(), times, 0) == 0);
  const Seen seen = source.scan();
  CHECK(seen.changed == Names{"a"});
  CHECK(!has(seen.reasons.at("a"), ChangeReason::mtime) && has(seen.reasons.at("a"), ChangeReason::ctime));
}

TEST("an entry read within two seconds of its change is looked at again, once") {
  Source source;
  source.tree.file("fresh");
  struct stat now;
  REQUIRE(stat(source.tree.path("fresh").c_str(), &now) == 0);
  const std::int64_t changedNs = now.st_ctim.tv_sec * 1'000'000'000LL + now.st_ctim.tv_nsec;
  source.readStartNs = changedNs + 1'999'999'999;
  source.scan();
  source.readStartNs = changedNs + 2'000'000'000;
  const Seen again = source.scan();
  CHECK(again.changed == Names{"fresh"} && again.reasons.at("fresh") == ChangeReason::racy);
  CHECK(source.scan().nothing());
}

TEST("an unreadable directory keeps what the image knows below it, at any depth") {
  if (geteuid() == 0 && setresuid(static_cast<uid_t>(-1), 65534, 0) != 0) return;
  {
    Source source;
    for (const char* path : {"a/x", "denied/x", "denied/deep/y", "denied/deep/er/z", "z/x"}) source.tree.file(path);
    source.scan();
    chmod(source.tree.path("denied/deep").c_str(), 0);
    source.scan();
    chmod(source.tree.path("denied").c_str(), 0);
    source.tree.remove("a");
    const Seen seen = source.scan();
    CHECK(seen.errors == Names{"denied"});
    CHECK(seen.removed == (Names{"a", "a/x"}));
    chmod(source.tree.path("denied").c_str(), 0700);
    chmod(source.tree.path("denied/deep").c_str(), 0755);
    const Seen after = source.scan();
    CHECK(after.removed.empty() && after.added.empty());
    CHECK(after.changed == (Names{"denied", "denied/deep"}));
  }
  if (getuid() == 0) CHECK(setresuid(static_cast<uid_t>(-1), 0, 0) == 0);
}

TEST("a root that is gone or an empty mount point deletes nothing") {
  Source source;
  source.tree.file("root/a/x");
  source.root = source.tree.path("root");
  source.scan();
  const auto image = source.imageBytes();
  std::filesystem::rename(source.tree.path("root"), source.tree.path("away"));
  CHECK(source.scan().streamError == "scan.root-gone");
  source.tree.folder("root");
  CHECK(source.scan().streamError == "scan.root-gone");
  CHECK(source.imageBytes() == image);
  source.tree.remove("root");
  std::filesystem::rename(source.tree.path("away"), source.tree.path("root"));
  source.tree.remove("root/a");
  CHECK(source.scan().removed == (Names{"a", "a/x"}));
}

TEST("what a run could not finish is reported again") {
  Source source;
  source.tree.file("a");
  source.scan();
  source.tree.file("b");
  source.tree.remove("a");
  source.actionFor = EntryOutcome::Action::keep;
  CHECK(!source.scan().imageWritten);
  source.actionFor = EntryOutcome::Action::store;
  const Seen seen = source.scan();
  CHECK(seen.added == Names{"b"} && seen.removed == Names{"a"});
}

TEST("a partial scan sees its ranges only and passes the rest through") {
  Source source;
  for (const char* path : {"a/1", "a/2", "b/1", "b/c/2", "b/c/d/3", "e/1", "f"}) source.tree.file(path);
  source.scan();
  source.tree.file("a/1", "changed");
  source.tree.file("a/2", "changed too");
  source.tree.file("a/new");
  source.tree.remove("b/c");
  source.tree.file("e/1", "changed");
  source.tree.file("g/h/i");
  const Seen entry = source.scan(std::vector<ScanRange>{{"a/1", false}});
  CHECK(entry.changed == Names{"a/1"} && entry.added.empty() && entry.removed.empty());
  const Seen gone = source.scan(std::vector<ScanRange>{{"b/c", false}, {"a/nothing", false}});
  CHECK(gone.removed == (Names{"b/c", "b/c/2", "b/c/d", "b/c/d/3"}) && gone.changed.empty());
  const Seen tree = source.scan(std::vector<ScanRange>{{"g", true}, {"e", true}, {"e/1", false}});
  CHECK(tree.added == (Names{"g", "g/h", "g/h/i"}) && tree.changed == Names{"e/1"});
  const Seen rest = source.scan();
  CHECK(rest.changed == (Names{"a", "a/2", "b"}) && rest.added == Names{"a/new"} && rest.removed.empty());
  CHECK(source.scan(std::vector<ScanRange>{{"", true}}).nothing());
}

TEST("a recursive range over a removed or replaced folder removes what was below") {
  Source source;
  for (const char* path : {"a/b/1", "a/b/c/2", "x/y/1"}) source.tree.file(path);
  source.scan();
  source.tree.remove("a/b");
  source.tree.remove("x/y");
  source.tree.file("x/y");
  const Seen seen = source.scan(std::vector<ScanRange>{{"a/b", true}, {"x/y", true}});
  CHECK(seen.removed == (Names{"a/b", "a/b/1", "a/b/c", "a/b/c/2", "x/y/1"}));
  CHECK(seen.changed == Names{"x/y"} && seen.errors.empty());
}

TEST("random edits: partial scans of all touched paths end where a full scan would") {
  std::mt19937 random(42);
  Source source;
  const auto randomPath = [&] {
    std::string path;
    const int depth = 1 + static_cast<int>(random() % 4);
    for (int i = 0; i < depth; ++i) path = joinPath(path, std::string(1, static_cast<char>("ab-.~"[random() % 5])) + (i + 1 < depth ? "d" : "f"));
    return path;
  };
  for (int round = 0; round < 60; ++round) {
    std::vector<ScanRange> touched;
    for (int edit = 0; edit < 6; ++edit) {
      const std::string path = randomPath();
      if (random() % 3 == 0) source.tree.remove(random() % 2 ? std::string(path) : std::string(path.substr(0, path.find('/'))));
      else source.tree.file(path, std::to_string(random()));
      touched.push_back({path.substr(0, path.find('/')), true});
    }
    source.scan(touched);
    const Seen full = source.scan();
    CHECK(full.nothing());
    std::vector<ImageDirectory> image;
    CHECK(readWhole(source.image, image) == "");
    std::size_t inImage = 0, onDisk = 0;
    for (const ImageDirectory& directory : image) inImage += directory.entries.size();
    for ([[maybe_unused]] const auto& entry : std::filesystem::recursive_directory_iterator(source.root)) ++onDisk;
    CHECK(inImage == onDisk);
  }
}

int main(int argc, char** argv) { return check::run(argc, argv); }
