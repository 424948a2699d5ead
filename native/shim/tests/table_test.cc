#include "tests/table_fixture.h"

#include <linux/filter.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include <array>
#include <fstream>

#include "os/process.h"
#include "tests/check.h"

using namespace mamori::shim;

namespace {

/// From now on any system call but exit kills the process. (The strict mode of seccomp would forbid reading the time stamp counter as well.)
bool forbidSystemCalls() {
  sock_filter rules[] = {
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr)),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_exit, 0, 1),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS),
  };
  const sock_fprog program{4, rules};
  return ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && ::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
}

/// How many segments this process has made and still holds.
int publishedSegments() {
  int count = 0;
  std::ifstream mappings("/proc/self/maps");
  for (std::string line; std::getline(mappings, line);) count += line.find(" rw-s ") != std::string::npos && line.find("mamori.segment") != std::string::npos;
  return count;
}

}  // namespace

TEST("a row is found by its absolute path, with state, reason and kind") {
  const TemporaryFolder folder;
  Writer writer(folder.path());
  const std::int32_t root = writer.trustedRoot("/home/me");
  REQUIRE(root >= 0);
  CHECK(writer.put(root, "a/b.txt", MAMORI_STATE_PROBLEM, 77) == 1);
  CHECK(writer.put(root, "", MAMORI_STATE_PROTECTED, 0, true) == 1);
  Reader reader(folder.path());
  CHECK(reader.ask("/home/me/a/b.txt") == MAMORI_FOUND);
  CHECK(reader.answer.state == MAMORI_STATE_PROBLEM && reader.answer.reason == 77 && !reader.answer.is_folder);
  CHECK(reader.ask("/home//me/") == MAMORI_FOUND && reader.answer.is_folder && reader.answer.state == MAMORI_STATE_PROTECTED);
  CHECK(reader.ask("/home/me/other") == MAMORI_UNLISTED && reader.answer.state == MAMORI_STATE_NONE);
  CHECK(reader.ask("/home/meadow") == MAMORI_OUTSIDE);
  CHECK(reader.ask("/home") == MAMORI_OUTSIDE);
  CHECK(reader.ask("/home/me/../x") == MAMORI_ERROR_ARGUMENT);
  CHECK(writer.put(root, "a/b.txt", MAMORI_ROW_REMOVED) == 1);
  CHECK(reader.ask("/home/me/a/b.txt") == MAMORI_UNLISTED);
  CHECK(writer.put(root, "/absolute", MAMORI_STATE_PROTECTED) == 0);
  CHECK(writer.put(root, "a/../b", MAMORI_STATE_PROTECTED) == 0);
  CHECK(writer.put(root + 1, "x", MAMORI_STATE_PROTECTED) == MAMORI_ERROR_ARGUMENT);
  CHECK(writer.put(root, "x", 4) == MAMORI_ERROR_ARGUMENT);
}

TEST("without trust nothing shows as protected, problems do") {
  const TemporaryFolder folder;
  Writer writer(folder.path());
  const std::int32_t root = writer.trustedRoot("/r");
  writer.put(root, "good", MAMORI_STATE_PROTECTED);
  writer.put(root, "bad", MAMORI_STATE_PROBLEM);
  Reader reader(folder.path());
  CHECK(reader.state("/r/good") == MAMORI_STATE_PROTECTED);
  CHECK(mamori_writer_trust_root(writer.get(), 0, 0) == 0);
  CHECK(reader.ask("/r/good") == MAMORI_FOUND && reader.answer.state == MAMORI_STATE_NONE);
  CHECK(reader.state("/r/bad") == MAMORI_STATE_PROBLEM);
  mamori_writer_trust_root(writer.get(), 0, 1);
  CHECK(reader.state("/r/good") == MAMORI_STATE_PROTECTED);
}

TEST("a reader that came first finds the writer after a refresh, and loses it when it closes") {
  const TemporaryFolder folder;
  Reader reader(folder.path());
  CHECK(reader.ask("/r/x") == MAMORI_STALE);
  CHECK(mamori_reader_refresh(reader.get()) == MAMORI_NO_AGENT);
  {
    Writer writer(folder.path());
    writer.put(writer.trustedRoot("/r"), "x", MAMORI_STATE_PROTECTED);
    CHECK(reader.state("/r/x") == MAMORI_STATE_PROTECTED);
  }
  CHECK(reader.ask("/r/x") == MAMORI_NO_AGENT && reader.answer.state == MAMORI_STATE_NONE);
  CHECK(mamori_reader_refresh(reader.get()) == MAMORI_NO_AGENT);
}

TEST("no sign of life for four seconds, or one from before a restart, withdraws everything") {
  const TemporaryFolder folder;
  Writer writer(folder.path());
  writer.put(writer.trustedRoot("/r"), "x", MAMORI_STATE_PROTECTED);
  Reader reader(folder.path());
  const RawMemory memory(kRendezvousKind);
  auto& beat = memory.as<Rendezvous>().heartbeatMs;
  const std::uint64_t now = sinceBootMs();
  beat = now > 4'500 ? now - 4'500 : 0;
  CHECK(reader.ask("/r/x") == MAMORI_NO_AGENT);
  beat = now + 60'000;
  CHECK(reader.ask("/r/x") == MAMORI_NO_AGENT);
  mamori_writer_heartbeat(writer.get());
  CHECK(reader.ask("/r/x") == MAMORI_FOUND);
}

TEST("a killed writer is noticed by refresh at once, and the next one starts clean") {
  const TemporaryFolder folder;
  int ready[2];
  REQUIRE(::pipe(ready) == 0);
  const pid_t child = ::fork();
  if (child == 0) {
    Writer writer(folder.path());
    writer.put(writer.trustedRoot("/r"), "x", MAMORI_STATE_PROTECTED);
    (void)!::write(ready[1], "x", 1);
    ::pause();
  }
  char byte;
  REQUIRE(::read(ready[0], &byte, 1) == 1);
  Reader reader(folder.path());
  CHECK(reader.state("/r/x") == MAMORI_STATE_PROTECTED);
  const Writer second(folder.path());
  CHECK(!second.get() && second.error == MAMORI_ERROR_BUSY);
  ::kill(child, SIGKILL);
  ::waitpid(child, nullptr, 0);
  CHECK(mamori_reader_refresh(reader.get()) == MAMORI_NO_AGENT);
  Writer next(folder.path());
  REQUIRE(next.get());
  CHECK(mamori_reader_refresh(reader.get()) == MAMORI_FOUND);
  CHECK(reader.ask("/r/x") == MAMORI_OUTSIDE);
}

TEST("a writer killed in the middle of a row leaves no answer for that row's bucket, and nothing worse") {
  const TemporaryFolder folder;
  Writer writer(folder.path());
  const std::int32_t root = writer.trustedRoot("/r");
  writer.putMany(root, 0, 100, MAMORI_STATE_PROTECTED);
  Reader reader(folder.path());
  const RawMemory segment(kSegmentEnding);
  for (std::uint32_t bucket = 0; bucket < kMinBuckets; ++bucket) segment.as<Bucket>(SegmentPlan::kBucketsAt + bucket * sizeof(Bucket)).sequence |= 1;
  CHECK(reader.ask("/r/" + Writer::pathOf(5)) == MAMORI_NO_ANSWER && reader.answer.state == MAMORI_STATE_NONE);
  segment.as<SpellingTable>(SegmentPlan::kSpellingsAt).sequence |= 1;
  CHECK(reader.ask("/r/x") == MAMORI_NO_ANSWER);
}

TEST("the table grows by pieces; readers follow, and no row is lost or left over") {
  const TemporaryFolder folder;
  Writer writer(folder.path());
  const std::int32_t root = writer.trustedRoot("/r");
  Reader reader(folder.path());
  constexpr std::uint32_t kFiles = 100'000;
  CHECK(writer.putMany(root, 0, kFiles, MAMORI_STATE_PROTECTED) == 0);
  for (std::uint32_t number = 0; number < kFiles; number += 10) writer.put(root, Writer::pathOf(number), MAMORI_ROW_REMOVED);
  writer.finishSteps();
  CHECK(writer.stats().rows == kFiles * 9 / 10);
  CHECK(writer.stats().generation > 2);
  std::uint32_t wrong = 0;
  for (std::uint32_t number = 0; number < kFiles; ++number) {
    wrong += reader.state("/r/" + Writer::pathOf(number)) != (number % 10 == 0 ? MAMORI_STATE_NONE : MAMORI_STATE_PROTECTED);
  }
  CHECK(wrong == 0);
  CHECK(publishedSegments() == 1);
}

TEST("rows that come and go for ever do not make the table grow for ever") {
  const TemporaryFolder folder;
  Writer writer(folder.path());
  const std::int32_t root = writer.trustedRoot("/r");
  for (std::uint32_t number = 0; number < 200'000; number += 1000) {
    writer.putMany(root, number, number + 1000, MAMORI_STATE_PROTECTED);
    writer.putMany(root, number, number + 1000, MAMORI_ROW_REMOVED);
  }
  writer.finishSteps();
  CHECK(writer.stats().rows == 0);
  CHECK(writer.stats().capacity <= 2 * kMinBuckets * Bucket::kRows);
}

TEST("rows written and removed while the table moves are right afterwards") {
  const TemporaryFolder folder;
  Writer writer(folder.path());
  const std::int32_t root = writer.trustedRoot("/r");
  constexpr std::uint32_t kFiles = 60'000;
  writer.putMany(root, 0, kFiles, MAMORI_STATE_PROTECTED);
  writer.finishSteps();
  REQUIRE(mamori_writer_reserve(writer.get(), 400'000) == 0);
  std::uint32_t number = 0;
  while (mamori_writer_step(writer.get()) == 1) {
    writer.put(root, Writer::pathOf(number), MAMORI_ROW_REMOVED);
    writer.put(root, Writer::pathOf(kFiles + number), MAMORI_STATE_PROBLEM);
    ++number;
  }
  REQUIRE(number > 10);
  CHECK(writer.stats().rows == kFiles);
  Reader reader(folder.path());
  for (std::uint32_t at = 0; at < kFiles; ++at) {
    CHECK(reader.state("/r/" + Writer::pathOf(at)) == (at < number ? MAMORI_STATE_NONE : MAMORI_STATE_PROTECTED));
  }
  for (std::uint32_t at = 0; at < number; ++at) CHECK(reader.state("/r/" + Writer::pathOf(kFiles + at)) == MAMORI_STATE_PROBLEM);
}

TEST("a removed root shows nothing at once, its number comes free with its rows, and a renamed one keeps its rows") {
  const TemporaryFolder folder;
  Writer writer(folder.path());
  const std::int32_t first = writer.trustedRoot("/one"), second = writer.trustedRoot("/two");
  writer.put(first, "x", MAMORI_STATE_PROTECTED);
  writer.put(second, "x", MAMORI_STATE_PROTECTED);
  Reader reader(folder.path());
  CHECK(mamori_writer_remove_root(writer.get(), static_cast<std::uint32_t>(first)) == 0);
  CHECK(reader.ask("/one/x") == MAMORI_OUTSIDE);
  CHECK(writer.trustedRoot("/three") == 2);
  writer.finishSteps();
  CHECK(writer.stats().rows == 1);
  CHECK(writer.trustedRoot("/one") == first);
  CHECK(reader.state("/one/x") == MAMORI_STATE_NONE);
  const std::string renamed("/zwei\0/deux\0", 12);
  CHECK(mamori_writer_rename_root(writer.get(), static_cast<std::uint32_t>(second), bytesOf(renamed), 12) == 0);
  CHECK(reader.state("/zwei/x") == MAMORI_STATE_PROTECTED && reader.state("/deux/x") == MAMORI_STATE_PROTECTED);
  CHECK(reader.ask("/two/x") == MAMORI_OUTSIDE);
}

TEST("of roots inside each other the innermost that lists a path answers, and '/' is a root like others") {
  const TemporaryFolder folder;
  Writer writer(folder.path());
  const std::int32_t all = writer.trustedRoot("/"), home = writer.trustedRoot("/home");
  writer.put(all, "home/a", MAMORI_STATE_PROTECTED);
  writer.put(all, "home/b", MAMORI_STATE_PROTECTED);
  writer.put(all, "", MAMORI_STATE_IN_PROGRESS, 0, true);
  writer.put(home, "b", MAMORI_STATE_PROBLEM);
  Reader reader(folder.path());
  CHECK(reader.state("/home/a") == MAMORI_STATE_PROTECTED);
  CHECK(reader.state("/home/b") == MAMORI_STATE_PROBLEM);
  CHECK(reader.state("/") == MAMORI_STATE_IN_PROGRESS);
}

TEST("Windows paths are found in any case, under any spelling of their root") {
  const TemporaryFolder folder;
  Writer writer(folder.path(), MAMORI_PATHS_WINDOWS);
  const std::u16string facts(u"Lc:\\Docs\0MS:C:\\docs\0", 20);
  std::array<std::uint8_t, 1024> spellings{};
  std::uint32_t written = 0;
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(facts.data());
  REQUIRE(mamori_root_spellings(MAMORI_PATHS_WINDOWS, bytes, static_cast<std::uint32_t>(facts.size() * 2), spellings.data(), spellings.size(), &written) == 0);
  REQUIRE(mamori_writer_add_root(writer.get(), spellings.data(), written) == 0);
  const std::u16string path = u"Größe/Ä.txt";
  const mamori_row row{static_cast<std::uint32_t>(path.size() * 2), MAMORI_STATE_PROBLEM, 0, 5};
  CHECK(mamori_writer_put(writer.get(), 0, reinterpret_cast<const std::uint8_t*>(path.data()), row.end, &row, 1) == 1);
  Reader reader(folder.path());
  for (const std::u16string asked : {u"C:\\DOCS\\grÖße\\ä.TXT", u"s:\\größe\\Ä.txt", u"\\\\?\\c:\\docs\\Größe\\ä.txt"}) {
    mamori_answer answer{};
    CHECK(mamori_reader_lookup(reader.get(), reinterpret_cast<const std::uint8_t*>(asked.data()), static_cast<std::uint32_t>(asked.size() * 2), &answer) == 0);
    CHECK(answer.reason == 5);
  }
}

TEST("menu and booleans reach readers, move with the table, and are there whether or not the agent lives") {
  const TemporaryFolder folder;
  Writer writer(folder.path());
  Reader reader(folder.path());
  std::array<std::uint8_t, 64> out{};
  std::uint32_t version = 9, written = 9, low = 0, high = 0;
  CHECK(mamori_reader_menu(reader.get(), &version, out.data(), out.size(), &written) == MAMORI_FOUND && version == 0 && written == 0);
  CHECK(mamori_writer_set_menu(writer.get(), 3, bytesOf("decide"), 6) == 0);
  CHECK(mamori_writer_set_booleans(writer.get(), 5, 1u << 31) == 0);
  mamori_writer_reserve(writer.get(), 100'000);
  writer.finishSteps();
  CHECK(mamori_reader_menu(reader.get(), &version, out.data(), out.size(), &written) == MAMORI_STALE);
  mamori_reader_refresh(reader.get());
  CHECK(mamori_reader_menu(reader.get(), &version, out.data(), 3, &written) == MAMORI_ERROR_CAPACITY && written == 6);
  CHECK(mamori_reader_menu(reader.get(), &version, out.data(), out.size(), &written) == MAMORI_FOUND && version == 3);
  CHECK(std::memcmp(out.data(), "decide", 6) == 0);
  CHECK(mamori_reader_booleans(reader.get(), &low, &high) == MAMORI_FOUND && low == 5 && high == 1u << 31);
  const std::vector<std::uint8_t> large(MenuSection::kMaxBytes + 1);
  CHECK(mamori_writer_set_menu(writer.get(), 4, large.data(), static_cast<std::uint32_t>(large.size())) == MAMORI_ERROR_CAPACITY);
}

TEST("asked folders come once, in order, the newest when there were too many") {
  const TemporaryFolder folder;
  Writer writer(folder.path());
  Reader reader(folder.path());
  const auto note = [&](const std::string& path) { mamori_reader_note_asked(reader.get(), bytesOf(path), static_cast<std::uint32_t>(path.size())); };
  const auto taken = [&](std::size_t capacity) {
    std::vector<std::uint8_t> out(capacity);
    std::uint32_t written = 0;
    mamori_writer_take_asked(writer.get(), out.data(), static_cast<std::uint32_t>(capacity), &written);
    std::vector<std::string> folders;
    for (std::uint32_t at = 0; at < written;) {
      std::uint32_t length;
      std::memcpy(&length, out.data() + at, 4);
      folders.emplace_back(reinterpret_cast<const char*>(out.data()) + at + 4, length);
      at += 4 + length;
    }
    return folders;
  };
  note("/r/a");
  note("/r/b");
  note(std::string(2000, 'x'));
  CHECK((taken(10) == std::vector<std::string>{"/r/a"}));
  CHECK((taken(100) == std::vector<std::string>{"/r/b"}));
  CHECK(taken(100).empty());
  note("/r/c");
  for (int time = 0; time < 1000; ++time) note("/r/d");
  // Once, or twice where a minute ended meanwhile.
  const auto again = taken(1 << 16);
  CHECK(again.size() <= 3 && again.front() == "/r/c" && again.back() == "/r/d");
  for (int number = 0; number < 1000; ++number) note("/r/" + std::to_string(number));
  const auto newest = taken(1 << 16);
  CHECK(newest.size() == AskedRing::kNotes && newest.back() == "/r/999");
}

TEST("a folder or file that others can reach is not used") {
  const TemporaryFolder folder;
  ::chmod(folder.path().c_str(), 0755);
  CHECK(Writer(folder.path()).error == MAMORI_ERROR_FOREIGN);
  ::chmod(folder.path().c_str(), 0700);
  const std::string link = folder.path() + "/link";
  CHECK(::symlink(folder.path().c_str(), link.c_str()) == 0);
  CHECK(Writer(link).error == MAMORI_ERROR_FOREIGN);
  Writer writer(folder.path());
  for (const std::string& name : folder.names()) {
    struct stat state {};
    if (name[0] == '.' || name == "link" || ::stat((folder.path() + "/" + name).c_str(), &state) != 0) continue;
    CHECK((state.st_mode & 0777) == 0600);
  }
  ::chmod((folder.path() + "/" + kRendezvousName).c_str(), 0644);
  Reader reader(folder.path());
  CHECK(mamori_reader_refresh(reader.get()) == MAMORI_ERROR_FOREIGN);
}

TEST("look-ups and notes make no system call") {
  const TemporaryFolder folder;
  Writer writer(folder.path());
  writer.put(writer.trustedRoot("/r"), "x", MAMORI_STATE_PROTECTED);
  Reader reader(folder.path());
  const pid_t child = ::fork();
  if (child == 0) {
    if (!forbidSystemCalls()) ::_exit(7);
    int wrong = 0;
    for (int round = 0; round < 1000; ++round) {
      wrong += reader.ask("/r/x") != MAMORI_FOUND || reader.ask("/r/y") != MAMORI_UNLISTED || reader.ask("/s") != MAMORI_OUTSIDE;
      wrong += mamori_reader_note_asked(reader.get(), bytesOf("/r"), 2) != 0;
    }
    ::syscall(SYS_exit, wrong == 0 ? 0 : 1);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  CHECK(WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

int main(int argc, char** argv) { return check::run(argc, argv); }
