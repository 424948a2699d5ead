// What a person is told of a table that does not show: each cause by its own number.
#include "tests/table_fixture.h"

#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>

#include "os/process.h"
#include "tests/check.h"

using namespace mamori::shim;

namespace {

struct Examined {
  explicit Examined(const std::string& folder) : found(mamori_table_examine(bytesOf(folder), static_cast<std::uint32_t>(folder.size()), &facts)) {}

  mamori_table_facts facts{};
  std::int32_t found;
};

constexpr uid_t kNobody = 65534;

/// Runs `body` in a process of its own; its exit code.
template <typename Body>
int exitOf(Body body) {
  const pid_t child = ::fork();
  if (child == 0) ::_exit(body());
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

}  // namespace

TEST("a table that is published, with its writer's process and the time since its sign of life") {
  const TemporaryFolder folder;
  const Writer writer(folder.path());
  const Examined table(folder.path());
  CHECK(table.found == MAMORI_TABLE_PUBLISHED);
  CHECK(table.facts.writer_pid == static_cast<std::uint32_t>(::getpid()) && table.facts.format == kTableFormat && table.facts.generation == 1 && table.facts.silent_ms < 4'000);
}

TEST("a writer that runs and says nothing") {
  const TemporaryFolder folder;
  const Writer writer(folder.path());
  auto& beat = RawMemory(kRendezvousKind).as<Rendezvous>().heartbeatMs;
  beat = sinceBootMs() - 5'000;
  const Examined table(folder.path());
  CHECK(table.found == MAMORI_TABLE_SILENT && table.facts.silent_ms >= 5'000 && table.facts.silent_ms < 60'000);
  beat = 0;
  CHECK(Examined(folder.path()).found == MAMORI_TABLE_SILENT && Examined(folder.path()).facts.silent_ms == 0);
}

TEST("nothing: no folder, an empty one, one whose writer took everything back") {
  const TemporaryFolder folder;
  CHECK(Examined(folder.path() + "/none").found == MAMORI_TABLE_NOTHING);
  CHECK(Examined(folder.path()).found == MAMORI_TABLE_NOTHING);
  { const Writer writer(folder.path()); }
  const Examined table(folder.path());
  CHECK(table.found == MAMORI_TABLE_NOTHING && table.facts.writer_pid == 0);
}

TEST("a writer that was killed") {
  const TemporaryFolder folder;
  CHECK(exitOf([&] {
    const Writer writer(folder.path());
    return Examined(folder.path()).found == MAMORI_TABLE_PUBLISHED ? (::_exit(0), 0) : 1;
  }) == 0);
  CHECK(Examined(folder.path()).found == MAMORI_TABLE_ENDED);
}

TEST("what somebody changed, and what is open to others") {
  const TemporaryFolder folder;
  const Writer writer(folder.path());
  const std::string status = folder.path() + "/status";
  CHECK(::truncate(status.c_str(), 10) == 0 && Examined(folder.path()).found == MAMORI_TABLE_DAMAGED);
  mamori_writer_heartbeat(writer.get());
  CHECK(::chmod(status.c_str(), 0644) == 0 && Examined(folder.path()).found == MAMORI_TABLE_FOREIGN);
  mamori_writer_heartbeat(writer.get());
  const int file = ::open(status.c_str(), O_WRONLY);
  CHECK(::pwrite(file, "7777", 4, 24) == 4 && Examined(folder.path()).found == MAMORI_TABLE_DAMAGED);
  ::close(file);
  mamori_writer_heartbeat(writer.get());
  const RawMemory rendezvous(kRendezvousKind), segment(kSegmentEnding);
  segment.as<SegmentHeader>().magic = 7;
  CHECK(Examined(folder.path()).found == MAMORI_TABLE_DAMAGED);
  rendezvous.as<Rendezvous>().magic = 7;
  CHECK(Examined(folder.path()).found == MAMORI_TABLE_DAMAGED);
  CHECK(::chmod(folder.path().c_str(), 0755) == 0 && Examined(folder.path()).found == MAMORI_TABLE_FOREIGN);
}

TEST("a later format that this library cannot read") {
  const TemporaryFolder folder;
  const Writer writer(folder.path());
  auto& rendezvous = RawMemory(kRendezvousKind).as<Rendezvous>();
  rendezvous.format = rendezvous.readableFrom = kTableFormat + 1;
  const Examined table(folder.path());
  CHECK(table.found == MAMORI_TABLE_OTHER_FORMAT && table.facts.format == kTableFormat + 1);
}

TEST("a writer that the system does not let this process look into") {
  // Whoever may trace all processes sees every one: nobody does not.
  CHECK(exitOf([] {
    if (::geteuid() == 0 && (::setgid(kNobody) != 0 || ::setuid(kNobody) != 0)) return 1;
    const TemporaryFolder folder;
    const Writer writer(folder.path());
    ::prctl(PR_SET_DUMPABLE, 0);
    return exitOf([&] { return Examined(folder.path()).found == MAMORI_TABLE_UNREACHABLE ? 0 : 2; });
  }) == 0);
}

TEST("wrong arguments, and where the table of this user is") {
  const std::string nowhere = "/";
  CHECK(mamori_table_examine(bytesOf(nowhere), 1, nullptr) == MAMORI_ERROR_ARGUMENT);
  mamori_table_facts facts{};
  CHECK(mamori_table_examine(nullptr, 1, &facts) == MAMORI_ERROR_ARGUMENT);
  ::setenv("XDG_RUNTIME_DIR", "/run/here", 1);
  std::uint8_t place[64];
  std::uint32_t written = 0;
  CHECK(mamori_table_folder(place, sizeof place, &written) == 0 && std::string(reinterpret_cast<char*>(place), written) == "/run/here/mamori");
  CHECK(mamori_table_folder(place, 3, &written) == MAMORI_ERROR_CAPACITY && written == 16);
}

int main(int argc, char** argv) { return check::run(argc, argv); }
