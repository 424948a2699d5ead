#include <sys/mount.h>
#include <sys/socket.h>
#include <sys/un.h>

#include <algorithm>
#include <map>
#include <set>
#include <thread>

#include "../base/linux/open_beneath.h"
#include "../scan/exclusions.h"
#include "../scan/glob.h"
#include "../scan/path_order.h"
#include "../scan/walker.h"
#include "check.h"
#include "temp_tree.h"

using namespace mamori;

namespace {

struct Walked {
  std::vector<std::string> directories;
  std::vector<std::string> entries;
  std::map<std::string, std::string> errors;
  std::string streamError;
};

Walked walk(WalkOptions options) {
  Walked walked;
  auto walker = Walker::start(options);
  if (!walker.ok()) {
    walked.streamError = walker.error().code;
    return walked;
  }
  while (auto block = (*walker)->next()) {
    if (!block->ok()) {
      walked.streamError = block->error().code;
      break;
    }
    const DirectoryBlock& directory = block->value();
    walked.directories.push_back(directory.path);
    if (directory.error) walked.errors[directory.path] = directory.error->code;
    for (const Entry& entry : directory.entries) {
      walked.entries.push_back(joinPath(directory.path, directory.nameOf(entry)));
    }
  }
  return walked;
}

WalkOptions optionsFor(const TempTree& tree, unsigned threads = 2) {
  WalkOptions options;
  options.root = tree.root();
  options.threads = threads;
  return options;
}

bool contains(const std::vector<std::string>& all, const std::string& one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

}  // namespace

TEST("delivers directories in component order whatever the number of threads and the window") {
  TempTree tree;
  for (const char* path : {"a/x", "a-b/x", "a.d/x", "a/b/c/x", "a/b!/x", "b/x", "Z/x", "a b/x", "\xff\xfe/x", "new\nline/x"}) {
    tree.file(path);
  }
  for (int i = 0; i < 300; ++i) tree.file("many/d" + std::to_string(i) + "/e" + std::to_string(i % 7) + "/f");
  const Walked reference = walk(optionsFor(tree, 1));
  CHECK(std::is_sorted(reference.directories.begin(), reference.directories.end(), PathLess()));
  CHECK(reference.directories.size() == 1 + 11 + 300 * 2 + 1);
  for (const unsigned threads : {2u, 7u}) {
    for (const std::size_t window : {std::size_t{1}, std::size_t{50}, std::size_t{65'536}}) {
      WalkOptions options = optionsFor(tree, threads);
      options.windowEntries = window;
      const Walked walked = walk(options);
      CHECK(walked.directories == reference.directories);
      CHECK(walked.entries == reference.entries);
    }
  }
}

TEST("sorts names bytewise, also when they share long prefixes or hold any byte") {
  TempTree tree;
  const std::string longest(255, 'n');
  const std::vector<std::string> names = {"prefix-00", "prefix-0", "prefix-000000", "\x01", "\x80\xff", "zz", longest, "a\nb", "prefix-1"};
  for (const std::string& name : names) tree.file(name);
  std::vector<std::string> sorted = names;
  std::sort(sorted.begin(), sorted.end());
  CHECK(walk(optionsFor(tree)).entries == sorted);
}

TEST("reports kinds, sizes and times without following links") {
  TempTree tree;
  tree.file("file", "12345");
  tree.folder("folder");
  REQUIRE(symlink("folder", tree.path("link").c_str()) == 0);
  REQUIRE(mkfifo(tree.path("pipe").c_str(), 0600) == 0);
  auto walker = Walker::start(optionsFor(tree));
  REQUIRE(walker.ok());
  auto first = (*walker)->next();
  REQUIRE(first && first->ok());
  const DirectoryBlock& block = first->value();
  REQUIRE(block.entries.size() == 4);
  CHECK(block.entries[0].stat.kind == EntryKind::file);
  CHECK(block.entries[0].stat.size == 5);
  CHECK(block.entries[0].stat.nlink == 1);
  CHECK(block.entries[0].stat.mtimeNs > 1'600'000'000'000'000'000);
  CHECK(block.entries[1].stat.kind == EntryKind::directory);
  CHECK(block.entries[2].stat.kind == EntryKind::symlink);
  CHECK(block.entries[3].stat.kind == EntryKind::fifo);
  CHECK(walk(optionsFor(tree)).directories == (std::vector<std::string>{"", "folder"}));
}

TEST("walks 3,000 nested folders, deeper than PATH_MAX, also from a start path") {
  TempTree tree;
  constexpr int kDepth = 3000;
  UniqueFd at(open(tree.root().c_str(), O_PATH | O_DIRECTORY));
  std::string deepest;
  for (int i = 0; i < kDepth; ++i) {
    mkdirat(at.get(), "level", 0700);
    if (i % 100 == 0) mkdirat(at.get(), "aside", 0700);
    at.reset(openat(at.get(), "level", O_PATH | O_DIRECTORY));
    deepest = joinPath(deepest, "level");
  }
  UniqueFd file(openat(at.get(), "bottom", O_CREAT | O_WRONLY, 0600));
  const Walked walked = walk(optionsFor(tree));
  CHECK(walked.errors.empty());
  CHECK(walked.directories.size() == kDepth + 1 + kDepth / 100);
  CHECK(contains(walked.entries, joinPath(deepest, "bottom")));
  WalkOptions below = optionsFor(tree);
  below.startPath = deepest;
  CHECK(walk(below).entries == std::vector<std::string>{joinPath(deepest, "bottom")});
}

TEST("keeps going past a directory that may not be read") {
  if (geteuid() == 0 && setresuid(static_cast<uid_t>(-1), 65534, 0) != 0) return;
  {
    TempTree tree;
    tree.file("a/x");
    tree.file("denied/x");
    tree.file("z/x");
    chmod(tree.path("denied").c_str(), 0);
    const Walked walked = walk(optionsFor(tree));
    CHECK(walked.directories == (std::vector<std::string>{"", "a", "denied", "z"}));
    CHECK(walked.errors.size() == 1 && walked.errors.at("denied") == "scan.directory-denied");
    CHECK(contains(walked.entries, "z/x"));
  }
  if (getuid() == 0) CHECK(setresuid(static_cast<uid_t>(-1), 0, 0) == 0);
}

TEST("reports directories that vanish while the walk waits, and goes on") {
  TempTree tree;
  for (int i = 0; i < 200; ++i) tree.file("d" + std::to_string(1000 + i) + "/sub/x");
  WalkOptions options = optionsFor(tree);
  options.windowEntries = 1;
  auto walker = Walker::start(options);
  REQUIRE(walker.ok());
  auto first = (*walker)->next();
  REQUIRE(first && first->ok());
  for (int i = 100; i < 200; ++i) tree.remove("d" + std::to_string(1000 + i));
  int vanished = 0, directories = 1;
  while (auto block = (*walker)->next()) {
    REQUIRE(block->ok());
    ++directories;
    if (block->value().error) vanished += block->value().error->code == "scan.directory-vanished";
  }
  CHECK(vanished == 100);
  CHECK(directories == 1 + 200 + 100);
}

TEST("ends with root-gone when the root is missing, no folder, or replaced during the walk") {
  TempTree tree;
  WalkOptions options = optionsFor(tree);
  options.root = tree.path("missing");
  CHECK(walk(options).streamError == "scan.root-gone");
  tree.file("plain");
  options.root = tree.path("plain");
  CHECK(walk(options).streamError == "scan.root-gone");
  tree.file("root/a/x");
  options.root = tree.path("root");
  auto walker = Walker::start(options);
  REQUIRE(walker.ok());
  REQUIRE((*walker)->next()->ok());
  std::filesystem::rename(tree.path("root"), tree.path("elsewhere"));
  std::string last;
  while (auto block = (*walker)->next()) last = block->ok() ? "" : block->error().code;
  CHECK(last == "scan.root-gone");
}

TEST("stops when cancelled and when the consumer goes away") {
  TempTree tree;
  for (int i = 0; i < 500; ++i) tree.file("d" + std::to_string(i) + "/x");
  CancellationSource cancellation;
  WalkOptions options = optionsFor(tree);
  options.windowEntries = 4;
  options.cancellation = cancellation.token();
  {
    auto walker = Walker::start(options);
    REQUIRE(walker.ok());
    REQUIRE((*walker)->next()->ok());
    cancellation.cancel();
    auto last = (*walker)->next();
    REQUIRE(last && !last->ok());
    CHECK(last->error().code == "engine.cancelled");
    CHECK(!(*walker)->next());
  }
  options.cancellation = {};
  auto abandoned = Walker::start(options);
  REQUIRE(abandoned.ok());
  REQUIRE((*abandoned)->next()->ok());
}

TEST("reports a bind mount of an ancestor as a cycle, and can stay on one file system") {
  TempTree tree;
  tree.file("a/b/x");
  tree.folder("mount");
  tree.folder("a/loop");
  if (mount(tree.root().c_str(), tree.path("a/loop").c_str(), nullptr, MS_BIND, nullptr) != 0) return;
  const Walked walked = walk(optionsFor(tree));
  CHECK(walked.errors.size() == 1 && walked.errors.at("a/loop") == "scan.directory-cycle");
  umount(tree.path("a/loop").c_str());
  if (mount("none", tree.path("mount").c_str(), "tmpfs", 0, nullptr) != 0) return;
  tree.file("mount/inside");
  WalkOptions options = optionsFor(tree);
  CHECK(contains(walk(options).entries, "mount/inside"));
  options.oneFileSystem = true;
  CHECK(!contains(walk(options).entries, "mount/inside"));
  CHECK(contains(walk(options).entries, "mount"));
  umount(tree.path("mount").c_str());
}

TEST("leaves out what the rules exclude and does not enter excluded folders") {
  TempTree tree;
  for (const char* path : {"keep.txt", "a.TMP", "b.tmp/keep", ".hidden/x", "vault/x", "sub/vault/x", "node_modules/x",
                           "sub/node_modules/y", "build/x", "sub/build/x", "logs/a/b/c.log", "logs/keep.log", "c1.o", "c12.o"}) {
    tree.file(path);
  }
  ExclusionRules rules;
  rules.extensions = {".tmp"};
  rules.hidden = true;
  rules.subtrees = subtreesBelow(tree.root() + "/", {tree.path("vault"), "/elsewhere", tree.root() + "x/y"});
  rules.patterns = {"node_modules/", "/build", "logs/**/*.log", "!keep.log", "c?.o"};
  WalkOptions options = optionsFor(tree);
  options.exclusions = std::make_shared<RuleExclusions>(rules);
  CHECK(walk(options).entries == (std::vector<std::string>{"b.tmp", "c12.o", "keep.txt", "logs", "sub", "b.tmp/keep",
                                                           "logs/a", "logs/keep.log", "logs/a/b", "sub/build", "sub/vault",
                                                           "sub/build/x", "sub/vault/x"}));
}

TEST("globs stay within a component unless they say **") {
  CHECK(globMatches("*.txt", "a.txt", false));
  CHECK(!globMatches("*.txt", "a/b.txt", false));
  CHECK(globMatches("**/b", "b", false) && globMatches("**/b", "x/y/b", false));
  CHECK(globMatches("a/**/b", "a/b", false) && globMatches("a/**/b", "a/x/y/b", false));
  CHECK(globMatches("a/**", "a/x/y", false) && !globMatches("a/**", "a", false));
  CHECK(globMatches("[a-c]x", "bx", false) && !globMatches("[!a-c]x", "bx", false));
  CHECK(globMatches("[]]", "]", false) && globMatches("[", "[", false) && globMatches("\\*", "*", false));
  CHECK(!globMatches("\\*", "a", false) && globMatches("A*", "abc", true) && !globMatches("A*", "abc", false));
  CHECK(!globMatches("a*a*a*a*a*a*a*a*b", std::string(200, 'a'), false));
}

TEST("openBeneath refuses links, parents and absolute paths") {
  TempTree tree;
  tree.file("a/b/file");
  REQUIRE(symlink("b", tree.path("a/link").c_str()) == 0);
  const UniqueFd root(open(tree.root().c_str(), O_PATH | O_DIRECTORY));
  CHECK(openBeneath(root.get(), "a/b/file", O_RDONLY).valid());
  CHECK(openBeneath(root.get(), "a//b/", O_RDONLY | O_DIRECTORY).valid());
  CHECK(openBeneath(root.get(), "", O_RDONLY | O_DIRECTORY).valid());
  CHECK(!openBeneath(root.get(), "a/link/file", O_RDONLY).valid());
  CHECK(!openBeneath(root.get(), "a/link", O_RDONLY | O_DIRECTORY).valid());
  CHECK(openBeneath(root.get(), "a/link", O_PATH | O_NOFOLLOW).valid());
  CHECK(!openBeneath(root.get(), "a/../a/b/file", O_RDONLY).valid() && errno == EXDEV);
  CHECK(!openBeneath(root.get(), "/etc/passwd", O_RDONLY).valid() && errno == EXDEV);
  CHECK(openBeneath(root.get(), "a/new", O_CREAT | O_EXCL | O_WRONLY, 0600).valid());
}

int main(int argc, char** argv) { return check::run(argc, argv); }
