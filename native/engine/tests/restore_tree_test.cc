#include <fcntl.h>
#include <sys/stat.h>
#include <sys/xattr.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <set>
#include <thread>

#include "check.h"
#include "crypto/openssl.h"
#include "restore_vault.h"

using namespace mamori;

namespace {

std::string contentOf(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(file), {});
}

struct stat statOf(const std::string& path) {
  struct stat info{};
  if (lstat(path.c_str(), &info) != 0) info.st_nlink = 0;
  return info;
}
bool exists(const std::string& path) { return statOf(path).st_nlink > 0; }
std::int64_t mtimeOf(const std::string& path) {
  const auto info = statOf(path);
  return static_cast<std::int64_t>(info.st_mtim.tv_sec) * 1'000'000'000 + info.st_mtim.tv_nsec;
}

std::size_t leftovers(const std::string& root) {
  std::size_t count = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(root)) {
    count += entry.path().filename().string().starts_with(".mamori-restore-");
  }
  return count;
}

RestoreOptions into(const TempTree& tree, Overwrite overwrite = Overwrite::ifChanged) { return {tree.root(), overwrite, false, true}; }

using Lines = std::vector<std::string>;

}  // namespace

TEST("restores folders, small, empty and large files with their metadata") {
  StoredVault vault;
  const ByteBuffer large = testdata::randomBytes(5'000'000, 1);
  RestoreRun run(vault);
  const Record tiny = fileRecord(vault, bytesOf("hello"));
  Record empty = fileRecord(vault, {});
  empty.mode = 0600;
  Record big = fileRecord(vault, large, 700'000);
  Record deep = big;
  deep.content = vault.deepen(vault.deepen(big.content, 3), 2);
  Record tool = fileRecord(vault, bytesOf("#!"));
  tool.mode = 04755;
  tool.uid = 12;
  tool.gid = 34;
  run.add("", "", folderRecord(0711));
  run.add("", "a", folderRecord(0500));
  run.add("", "big", big);
  run.add("", "link", linkRecord("/etc/passwd"));
  run.add("a", "deep", deep);
  run.add("a", "empty", empty);
  run.add("a", "tiny", tiny);
  run.add("a/implicit/parents", "tool", tool);
  vault.commit();
  TempTree target;
  const auto totals = run.run(into(target));
  REQUIRE(totals.ok());
  CHECK(run.failed() == Lines());
  CHECK(totals->files == 6 && totals->directories == 2 && totals->failed == 0);
  CHECK(totals->bytes == 5 + 5'000'000 * 2 + 2);
  const std::string expected(textOf(large));
  CHECK(contentOf(target.path("big")) == expected);
  CHECK(contentOf(target.path("a/deep")) == expected);
  CHECK(contentOf(target.path("a/tiny")) == "hello");
  CHECK(statOf(target.path("a/empty")).st_size == 0 && (statOf(target.path("a/empty")).st_mode & 07777) == 0600);
  CHECK((statOf(target.path("a")).st_mode & 07777) == 0500 && mtimeOf(target.path("a")) == folderRecord().mtimeNs);
  CHECK((statOf(target.root()).st_mode & 07777) == 0711 && mtimeOf(target.root()) == folderRecord().mtimeNs);
  CHECK(mtimeOf(target.path("a/tiny")) == tiny.mtimeNs && mtimeOf(target.path("big")) == big.mtimeNs);
  CHECK(std::filesystem::read_symlink(target.path("link")) == "/etc/passwd" && mtimeOf(target.path("link")) == -5);
  const auto toolStat = statOf(target.path("a/implicit/parents/tool"));
  const bool root = geteuid() == 0;
  CHECK((toolStat.st_mode & 07777) == (root ? 04755u : 0755u));
  if (root) CHECK(toolStat.st_uid == 12 && toolStat.st_gid == 34);
  CHECK(leftovers(target.root()) == 0);
}

TEST("gives no set-id bit where the owner is not restored") {
  StoredVault vault;
  RestoreRun run(vault);
  Record tool = fileRecord(vault, bytesOf("#!"));
  tool.mode = 06755;
  run.add("", "tool", tool);
  vault.commit();
  TempTree target;
  RestoreOptions options = into(target);
  options.restoreOwner = false;
  REQUIRE(run.run(options).ok());
  CHECK((statOf(target.path("tool")).st_mode & 07777) == 0755);
}

TEST("follows the overwrite rule") {
  StoredVault vault;
  const Record record = fileRecord(vault, bytesOf("vault"));
  vault.commit();
  const auto restored = [&](Overwrite overwrite, const std::string& there, bool sameTime) {
    TempTree target;
    target.file("f", there);
    if (sameTime) {
      const timespec times[2] = {{0, UTIME_OMIT}, {1'700'000'000, 123'456'789}};
      utimensat(AT_FDCWD, target.path("f").c_str(), times, 0);
    }
    RestoreRun run(vault);
    run.add("", "f", record);
    const auto totals = run.run(into(target, overwrite));
    return contentOf(target.path("f")) + (totals.ok() && totals->skipped == 1 ? " skipped" : "") + (leftovers(target.root()) ? " dirty" : "");
  };
  CHECK(restored(Overwrite::never, "other", false) == "other skipped");
  CHECK(restored(Overwrite::ifChanged, "other", true) == "other skipped");
  CHECK(restored(Overwrite::ifChanged, "other", false) == "vault");
  CHECK(restored(Overwrite::ifChanged, "longer", true) == "vault");
  CHECK(restored(Overwrite::always, "other", true) == "vault");
}

TEST("deletes nothing that is in the way, and replaces links instead of following them") {
  StoredVault vault;
  const Record record = fileRecord(vault, bytesOf("vault"));
  vault.commit();
  TempTree target, outside;
  outside.file("victim", "precious");
  outside.folder("folder");
  target.folder("f");
  target.file("d", "file");
  std::filesystem::create_symlink(outside.path("victim"), target.path("l"));
  std::filesystem::create_symlink(outside.path("folder"), target.path("p"));
  RestoreRun run(vault);
  run.add("", "d", folderRecord());
  run.add("", "f", record);
  run.add("", "l", record);
  run.add("", "p", folderRecord());
  run.add("d", "x", record);
  run.add("p", "x", record);
  run.add("p/q", "x", record);
  const auto totals = run.run(into(target, Overwrite::always));
  REQUIRE(totals.ok());
  CHECK(run.failed() == Lines({"restore.target-occupied d", "restore.target-occupied d/x", "restore.target-occupied f",
                               "restore.unsafe-path p", "restore.unsafe-path p/q/x", "restore.unsafe-path p/x"}));
  CHECK(contentOf(target.path("l")) == "vault" && !std::filesystem::is_symlink(target.path("l")));
  CHECK(contentOf(outside.path("victim")) == "precious");
  CHECK(std::filesystem::is_empty(outside.path("folder")));
  CHECK(contentOf(target.path("d")) == "file");
}

TEST("refuses names that lead elsewhere") {
  StoredVault vault;
  const Record record = fileRecord(vault, bytesOf("x"));
  vault.commit();
  TempTree outer;
  outer.folder("target");
  RestoreRun run(vault);
  const std::string nul("a\0b", 3);
  for (const std::string& name : Lines{"../escaped", "..", ".", "a/b", "/tmp/escaped", "", nul}) run.add("folder", name, record);
  for (const std::string& folder : Lines{"..", "../x", "/tmp", "a//b", "a/../..", "a/", "./a", nul}) run.add(folder, "f", record);
  run.add("", "", record);
  run.add("", std::string(300, 'n'), record);
  const auto totals = run.run({outer.path("target"), Overwrite::always, false, false});
  REQUIRE(totals.ok());
  CHECK(totals->failed == 17 && totals->files == 0);
  for (const auto& failure : run.failures) {
    CHECK(failure.error.code == (failure.path.size() == 300 ? "restore.name-not-possible" : "restore.unsafe-path"));
  }
  CHECK(std::distance(std::filesystem::directory_iterator(outer.root()), {}) == 1);
}

TEST("a link that the vault itself brings is no way out") {
  StoredVault vault;
  const Record record = fileRecord(vault, bytesOf("x"));
  vault.commit();
  TempTree target, outside;
  RestoreRun run(vault);
  run.add("", "a", linkRecord(outside.root()));
  run.add("", "b", folderRecord());
  run.add("b", "c", linkRecord(".."));
  for (int i = 0; i < 40'000; ++i) run.add("", "f" + std::to_string(i), record);  // a window, so that the links are there
  run.add("a", "x", record);
  run.add("b/c", "x", record);
  const auto totals = run.run(into(target));
  REQUIRE(totals.ok());
  CHECK(std::filesystem::is_empty(outside.root()));
  CHECK(!exists(target.path("x")));
  for (const auto& failure : run.failures) CHECK(failure.error.code == "restore.unsafe-path" || failure.error.code == "restore.target-occupied");
  CHECK(totals->failed >= 2);
}

TEST("links swapped in while it works lead nowhere") {
  StoredVault vault;
  const Record record = fileRecord(vault, bytesOf("x"));
  vault.commit();
  TempTree target, outside;
  RestoreRun run(vault);
  for (int folder = 0; folder < 60; ++folder) {
    const std::string name = "d" + std::to_string(folder);
    for (int i = 0; i < 300; ++i) run.add(name + "/e", "f" + std::to_string(i), record);
  }
  std::atomic<bool> done{false};
  std::thread attacker([&] {
    while (!done) {
      for (int folder = 0; folder < 60; ++folder) {
        const std::string name = target.path("d" + std::to_string(folder));
        if (rename((name + "/e").c_str(), (name + "/moved").c_str()) == 0 && symlink(outside.root().c_str(), (name + "/e").c_str()) != 0) continue;
      }
    }
  });
  const auto totals = run.run(into(target));
  done = true;
  attacker.join();
  CHECK(totals.ok());
  CHECK(std::filesystem::is_empty(outside.root()));
}

TEST("damage costs exactly the files that need it") {
  StoredVault vault;
  RestoreRun run(vault);
  std::vector<std::string> contents;
  for (int i = 0; i < 6; ++i) {
    contents.emplace_back(textOf(testdata::randomBytes(600'000, 100 + static_cast<std::uint64_t>(i))));
    run.add("", "f" + std::to_string(i), fileRecord(vault, bytesOf(contents.back())));
  }
  Record joined = fileRecord(vault, bytesOf(contents[0] + contents[2]), 600'000);
  joined.size = 1'200'000;
  run.add("", "joined", joined);
  run.add("", "unknown", [&] {
    Record record = joined;
    record.content.ids[1].bytes[3] ^= 1;
    return record;
  }());
  vault.commit();
  const auto damaged = vault.index().find(joined.content.ids[1], LookupFor::reading).value();
  REQUIRE(damaged.has_value());
  vault.objects[std::string(damaged->objectName)][damaged->segmentOffset + 1000] ^= 4;
  TempTree target;
  const auto totals = run.run(into(target));
  REQUIRE(totals.ok());
  CHECK(run.failed() == Lines({"restore.content-damaged f2", "restore.content-damaged joined", "restore.content-missing unknown"}));
  for (int i = 0; i < 6; ++i) {
    if (i != 2) CHECK(contentOf(target.path("f" + std::to_string(i))) == contents[static_cast<std::size_t>(i)]);
  }
  CHECK(!exists(target.path("f2")) && !exists(target.path("joined")));
  CHECK(leftovers(target.root()) == 0);
}

TEST("a missing object costs the files in it") {
  StoredVault vault(2 << 20);
  RestoreRun run(vault);
  for (int i = 0; i < 10; ++i) run.add("", "f" + std::to_string(i), fileRecord(vault, testdata::randomBytes(600'000, 7 + static_cast<std::uint64_t>(i))));
  vault.commit();
  REQUIRE(vault.objects.size() > 2);
  const std::size_t lost = vault.segments().begin()->second.size();
  vault.objects.erase(vault.objects.begin());
  TempTree target;
  const auto totals = run.run(into(target));
  REQUIRE(totals.ok());
  CHECK(totals->failed == lost && totals->files == 10 - lost);
  for (const auto& failure : run.failures) CHECK(failure.error.code == "restore.content-missing");
}

TEST("keeps hard links, also when their first name cannot be written") {
  StoredVault vault;
  Record record = fileRecord(vault, bytesOf("shared"));
  record.linkGroup = {1, 2, 3, 4, 5, 6, 7, 8};
  vault.commit();
  TempTree target;
  target.folder("a/first");
  RestoreRun run(vault);
  run.add("a", "first", record);
  run.add("b", "second", record);
  run.add("b", "third", record);
  run.add("c", "fourth", record);
  const auto totals = run.run(into(target));
  REQUIRE(totals.ok());
  CHECK(run.failed() == Lines({"restore.target-occupied a/first"}));
  CHECK(totals->files == 3);
  CHECK(statOf(target.path("b/second")).st_nlink == 3 && contentOf(target.path("c/fourth")) == "shared");
  CHECK(statOf(target.path("b/second")).st_ino == statOf(target.path("c/fourth")).st_ino);
  RestoreRun again(vault);
  again.add("b", "second", record);
  again.add("b", "third", record);
  std::filesystem::remove(target.path("b/third"));
  target.file("b/third", "something else");
  REQUIRE(again.run(into(target)).ok());
  CHECK(statOf(target.path("b/third")).st_ino == statOf(target.path("b/second")).st_ino);
  CHECK(leftovers(target.root()) == 0);
}

TEST("makes holes of zeros in sparse files") {
  StoredVault vault;
  ByteBuffer content(8 << 20, std::uint8_t{0});
  std::fill_n(content.begin() + 3'000'000, 5000, std::uint8_t{7});
  Record record = fileRecord(vault, content, 1'000'000);
  record.flags |= record_flag::sparse;
  Record small = fileRecord(vault, ByteView(content).first(300'000));
  small.flags |= record_flag::sparse;
  RestoreRun run(vault);
  run.add("", "large", record);
  run.add("", "small", small);
  vault.commit();
  TempTree target;
  REQUIRE(run.run(into(target)).ok());
  CHECK(contentOf(target.path("large")) == textOf(content));
  CHECK(statOf(target.path("large")).st_blocks * 512 <= 3 * 4096);
  CHECK(statOf(target.path("small")).st_size == 300'000 && statOf(target.path("small")).st_blocks == 0);
}

TEST("restores extended attributes, fifos and, for root, devices") {
  StoredVault vault;
  Record record = fileRecord(vault, bytesOf("x"));
  record.extensions = {{1, joinNamedValue("user.note", "kept")}, {1, joinNamedValue("user.bad\xff", "y")}, {2, "descriptor"}, {99, "later"}};
  Record fifo;
  fifo.kind = RecordKind::fifo;
  fifo.mode = 0640;
  fifo.mtimeNs = 77;
  Record device = fifo;
  device.kind = RecordKind::characterDevice;
  device.deviceNumber = 0x0103;
  RestoreRun run(vault);
  run.add("", "device", device);
  run.add("", "f", record);
  run.add("", "fifo", fifo);
  vault.commit();
  TempTree target;
  const auto totals = run.run(into(target));
  REQUIRE(totals.ok());
  char value[16];
  const ssize_t size = getxattr(target.path("f").c_str(), "user.note", value, sizeof value);
  CHECK((size == 4 && std::string_view(value, 4) == "kept") || totals->ignoredAttributes >= 3);
  CHECK(totals->ignoredAttributes >= 2);
  CHECK(S_ISFIFO(statOf(target.path("fifo")).st_mode) && mtimeOf(target.path("fifo")) == 77);
  if (geteuid() == 0 && run.failures.empty()) CHECK(statOf(target.path("device")).st_rdev == 0x0103);
  for (const auto& failure : run.failures) CHECK(failure.error.code == "restore.kind-not-possible");
}

TEST("a dry run counts and writes nothing") {
  StoredVault vault;
  RestoreRun run(vault);
  run.add("", "a", folderRecord());
  run.add("a", "f", fileRecord(vault, bytesOf("12345")));
  run.add("new/folder", "g", fileRecord(vault, bytesOf("123")));
  run.add("there", "h", fileRecord(vault, bytesOf("h")));
  vault.commit();
  TempTree target;
  target.file("there/h", "old");
  RestoreOptions options = into(target, Overwrite::never);
  options.dryRun = true;
  const auto totals = run.run(options);
  REQUIRE(totals.ok());
  CHECK(totals->files == 2 && totals->directories == 1 && totals->bytes == 8 && totals->skipped == 1);
  CHECK(!exists(target.path("a")) && !exists(target.path("new")));
}

TEST("cancelled, it leaves no temporary names") {
  StoredVault vault;
  RestoreRun run(vault);
  for (int i = 0; i < 3000; ++i) run.add("", "f" + std::to_string(i), fileRecord(vault, testdata::randomBytes(2000, static_cast<std::uint64_t>(i))));
  for (int i = 0; i < 3; ++i) run.add("large", "f" + std::to_string(i), fileRecord(vault, testdata::randomBytes(4 << 20, 1000 + static_cast<std::uint64_t>(i)), 300'000));
  vault.commit();
  TempTree target;
  run.beforeBatch = [&](std::size_t batch) {
    if (batch == 1) run.control.cancel();
  };
  const auto totals = run.run(into(target));
  CHECK(!totals.ok() && totals.error().code == kCancelledCode);
  CHECK(leftovers(target.root()) == 0);
}

TEST("a target that is no folder is one failure") {
  StoredVault vault;
  vault.commit();
  TempTree target;
  RestoreRun run(vault);
  const auto totals = run.run({target.path("missing"), Overwrite::always, false, false});
  CHECK(!totals.ok() && totals.error().code == "restore.target-unusable");
}

int main(int argc, char** argv) { return loadOpenssl().ok() ? check::run(argc, argv) : 1; }
