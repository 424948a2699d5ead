// A hostile process of the same user that shortens, replaces, overwrites and removes what a table lies in, while a writer writes and readers read.
#include "tests/table_fixture.h"

#include <sys/wait.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <filesystem>
#include <random>

#include "tests/check.h"

using namespace mamori::shim;

namespace {

/// Not the lock, without which a writer gives up, as it should: sealed_memory_test.cc.
constexpr std::string_view kLeftAlone[] = {".", "..", "writer.lock"};

void attackFile(const std::string& path, std::mt19937& random) {
  const auto size = static_cast<off_t>(random() % 8192);
  switch (random() % 8) {
    case 0: (void)!::truncate(path.c_str(), 0); break;
    case 1: (void)!::truncate(path.c_str(), size); break;
    case 2: ::unlink(path.c_str()); break;
    case 3: ::rename(path.c_str(), (path + ".moved").c_str()); break;
    case 4:
      ::unlink(path.c_str());
      (void)!::symlink("/etc/passwd", path.c_str());
      break;
    case 5: ::chmod(path.c_str(), 0644); break;
    case 6: (void)!::mkfifo(path.c_str(), 0600); break;
    default: {
      const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_NOFOLLOW | O_NONBLOCK, 0600);
      if (file < 0) break;
      const std::uint64_t garbage = random();
      (void)!::pwrite(file, &garbage, sizeof garbage, size);
      ::close(file);
    }
  }
}

void attackDescriptor(const std::string& path, std::mt19937& random) {
  const int file = ::open(path.c_str(), O_RDWR | O_CLOEXEC);
  if (file < 0) return;
  const auto at = static_cast<off_t>(random() % 65536);
  const std::uint64_t garbage = random();
  (void)!::ftruncate(file, at);
  (void)!::ftruncate(file, off_t{1} << 32);
  (void)!::fallocate(file, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, 0, at);
  (void)!::pwrite(file, &garbage, sizeof garbage, at);
  ::close(file);
}

void attack(const TemporaryFolder& folder, pid_t writer, std::mt19937& random) {
  for (const std::string& name : folder.names()) {
    if (std::ranges::find(kLeftAlone, name) == std::end(kLeftAlone)) attackFile(folder.path() + "/" + name, random);
  }
  std::error_code failed;
  for (const auto& entry : std::filesystem::directory_iterator("/proc/" + std::to_string(writer) + "/fd", failed)) {
    const auto target = std::filesystem::read_symlink(entry.path(), failed);
    if (!failed && target.string().find("mamori") != std::string::npos) attackDescriptor(entry.path(), random);
  }
}

/// Writes until it is killed; the table grows and moves all the while.
[[noreturn]] void beWriter(const TemporaryFolder& folder, int ready) {
  Writer writer(folder.path());
  std::array<std::uint8_t, 4096> asked{};
  std::uint32_t written = 0;
  const std::int32_t root = writer.trustedRoot("/r");
  for (std::uint32_t round = 0;; ++round) {
    writer.put(root, Writer::pathOf(7), MAMORI_STATE_PROTECTED);
    writer.putMany(root, 1000, 3000, round % 2 == 0 ? MAMORI_STATE_PROBLEM : MAMORI_ROW_REMOVED);
    mamori_writer_heartbeat(writer.get());
    mamori_writer_take_asked(writer.get(), asked.data(), asked.size(), &written);
    if (round == 0) (void)!::write(ready, "x", 1);
  }
}

constexpr std::uint32_t kLookUps = 30'000;
constexpr int kNeverFound = 3;

/// A file manager; the exit code tells how it did.
[[noreturn]] void beReader(const TemporaryFolder& folder) {
  Reader reader(folder.path());
  std::array<std::uint8_t, 4096> menu{};
  std::uint32_t version = 0, written = 0, found = 0;
  for (std::uint32_t round = 0; round < kLookUps; ++round) {
    const std::int32_t code = reader.ask("/r/" + Writer::pathOf(round % 2 == 0 ? 7 : 1000 + round % 2000));
    if (code == MAMORI_STALE || code == MAMORI_NO_AGENT || round % 100 == 0) mamori_reader_refresh(reader.get());
    found += code == MAMORI_FOUND;
    mamori_reader_note_asked(reader.get(), bytesOf("/r/d" + std::to_string(round)), 6);
    mamori_reader_menu(reader.get(), &version, menu.data(), menu.size(), &written);
    mamori_reader_writer_lives(reader.get());
  }
  ::_exit(found > 0 ? 0 : kNeverFound);
}

}  // namespace

TEST("neither readers nor the writer end, whatever a process does to what the table lies in") {
  const TemporaryFolder folder;
  int ready[2];
  REQUIRE(::pipe(ready) == 0);
  const pid_t writer = ::fork();
  if (writer == 0) beWriter(folder, ready[1]);
  char byte;
  REQUIRE(::read(ready[0], &byte, 1) == 1);
  const pid_t reader = ::fork();
  if (reader == 0) beReader(folder);
  std::mt19937 random(5);
  int status = 0;
  while (::waitpid(reader, &status, WNOHANG) == 0) attack(folder, writer, random);
  CHECK(WIFEXITED(status) && WEXITSTATUS(status) == 0);
  CHECK(::waitpid(writer, &status, WNOHANG) == 0);
  ::kill(writer, SIGKILL);
  ::waitpid(writer, &status, 0);
}

int main(int argc, char** argv) { return check::run(argc, argv); }
