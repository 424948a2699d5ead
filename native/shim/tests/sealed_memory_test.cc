// Linux: which memory a reader maps at all, and how others find it.
#include "tests/table_fixture.h"

#include <sys/mman.h>

#include <algorithm>
#include <cstdio>
#include <utility>

#include "os/process.h"
#include "tests/check.h"

using namespace mamori::shim;

namespace {

constexpr int kFixedSize = F_SEAL_SHRINK | F_SEAL_GROW;

/// The rendezvous' file as os/linux/shared_memory.cc writes it.
struct Signpost {
  std::uint64_t magic = 0x314e474953524d4d;
  std::uint64_t pid = thisProcess().pid;
  std::uint64_t startedAt = thisProcess().startedAt;
  char token[32] = {};
};

std::string statusFile(const TemporaryFolder& folder) { return folder.path() + "/status"; }

void putSignpost(const TemporaryFolder& folder, const void* bytes, std::size_t count) {
  const int file = ::open(statusFile(folder).c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
  if (file < 0 || ::write(file, bytes, count) != static_cast<ssize_t>(count)) std::abort();
  ::close(file);
}

Signpost signpostTo(int descriptor) {
  struct stat state {};
  ::fstat(descriptor, &state);
  Signpost signpost;
  char digits[33];
  std::snprintf(digits, sizeof digits, "%016x%016llx", static_cast<unsigned>(descriptor), static_cast<unsigned long long>(state.st_ino));
  std::memcpy(signpost.token, digits, sizeof signpost.token);
  return signpost;
}

void putSignpost(const TemporaryFolder& folder, const Signpost& signpost) { putSignpost(folder, &signpost, sizeof signpost); }

std::int32_t found(const TemporaryFolder& folder) { return mamori_reader_refresh(Reader(folder.path()).get()); }

/// A table whose rendezvous' content can be put into other memory, and that memory told of instead.
struct CopiedTable {
  CopiedTable() : writer(folder.path()) { writer.put(writer.trustedRoot("/r"), "x", MAMORI_STATE_PROTECTED); }

  int copyInto(int descriptor, mode_t mode = 0600) const {
    const RawMemory rendezvous(kRendezvousKind);
    ::fchmod(descriptor, mode);
    if (::pwrite(descriptor, rendezvous.data(), kRendezvousBytes, 0) != static_cast<ssize_t>(kRendezvousBytes)) std::abort();
    return descriptor;
  }
  int memory(int seals, mode_t mode = 0600) const {
    const int made = copyInto(::memfd_create("copy", MFD_CLOEXEC | MFD_ALLOW_SEALING), mode);
    ::fcntl(made, F_ADD_SEALS, seals);
    return made;
  }
  std::int32_t foundAt(int descriptor) const {
    putSignpost(folder, signpostTo(descriptor));
    const std::int32_t code = found(folder);
    ::close(descriptor);
    return code;
  }

  TemporaryFolder folder;
  Writer writer;
};

}  // namespace

TEST("only sealed memory of this user alone is mapped") {
  const CopiedTable table;
  CHECK(table.foundAt(table.memory(kFixedSize)) == MAMORI_FOUND);
  CHECK(table.foundAt(table.memory(0)) == MAMORI_ERROR_FOREIGN);
  CHECK(table.foundAt(table.memory(F_SEAL_GROW)) == MAMORI_ERROR_FOREIGN);
  CHECK(table.foundAt(table.memory(kFixedSize, 0666)) == MAMORI_ERROR_FOREIGN);
  const int large = table.memory(0);
  CHECK(::ftruncate(large, kRendezvousBytes + 1) == 0 && ::fcntl(large, F_ADD_SEALS, kFixedSize) == 0);
  CHECK(table.foundAt(large) == MAMORI_NO_AGENT);
  const std::string file = table.folder.path() + "/file";
  CHECK(table.foundAt(table.copyInto(::open(file.c_str(), O_RDWR | O_CREAT, 0600))) == MAMORI_NO_AGENT);
}

TEST("a descriptor that has become another thing's is not opened") {
  const CopiedTable table;
  Signpost signpost = signpostTo(table.memory(kFixedSize));
  signpost.token[31] = signpost.token[31] == '0' ? '1' : '0';
  putSignpost(table.folder, signpost);
  CHECK(found(table.folder) == MAMORI_NO_AGENT);
  int pipe[2];
  REQUIRE(::pipe(pipe) == 0);
  CHECK(table.foundAt(pipe[0]) == MAMORI_NO_AGENT);
  CHECK(table.foundAt(::open("/", O_RDONLY | O_DIRECTORY)) == MAMORI_NO_AGENT);
}

TEST("a signpost to nobody, to another process or to nothing leads nowhere") {
  const CopiedTable table;
  const Signpost good = signpostTo(table.memory(kFixedSize));
  putSignpost(table.folder, good);
  CHECK(found(table.folder) == MAMORI_FOUND);
  for (const auto& [pid, startedAt] : {std::pair{good.pid, good.startedAt + 1}, std::pair{std::uint64_t{1}, good.startedAt}, std::pair{~std::uint64_t{0}, std::uint64_t{0}}}) {
    Signpost other = good;
    other.pid = pid;
    other.startedAt = startedAt;
    putSignpost(table.folder, other);
    CHECK(found(table.folder) == MAMORI_NO_AGENT);
  }
  for (const std::string_view token : {"../../../../../../../../etc/passwd", "ffffffffffffffffffffffffffffffff", "GGGGGGGGGGGGGGGGGGGGGGGGGGGGGGGG"}) {
    Signpost other = good;
    std::copy_n(token.begin(), sizeof other.token, other.token);
    putSignpost(table.folder, other);
    CHECK(found(table.folder) == MAMORI_NO_AGENT);
  }
  for (std::size_t bytes = 0; bytes < sizeof good; bytes += 8) {
    putSignpost(table.folder, &good, bytes);
    CHECK(found(table.folder) == MAMORI_NO_AGENT);
  }
  const std::vector<std::uint8_t> large(1 << 20, 0xff);
  putSignpost(table.folder, large.data(), large.size());
  CHECK(found(table.folder) == MAMORI_NO_AGENT);
}

TEST("nobody else can have a segment for writing, and no piece of the table can change its size") {
  const TemporaryFolder folder;
  const Writer writer(folder.path());
  int pieces = 0;
  for (int descriptor = 0; descriptor < 100; ++descriptor) {
    char target[64] = {};
    if (::readlink(("/proc/self/fd/" + std::to_string(descriptor)).c_str(), target, sizeof target - 1) < 0 || std::string_view(target).find("mamori") == std::string_view::npos) continue;
    ++pieces;
    struct stat state {};
    CHECK(::fstat(descriptor, &state) == 0 && (state.st_mode & 0777) == 0600);
    CHECK(::ftruncate(descriptor, 0) != 0 && ::ftruncate(descriptor, state.st_size + 1) != 0);
    const bool isAsked = std::string_view(target).find("asked") != std::string_view::npos;
    CHECK((::pwrite(descriptor, "x", 1, 0) == 1) == isAsked);
  }
  CHECK(pieces == 3);
}

TEST("what is shortened, overwritten, opened to others or taken away is mended by the next sign of life") {
  const TemporaryFolder folder;
  Writer writer(folder.path());
  writer.put(writer.trustedRoot("/r"), "x", MAMORI_STATE_PROTECTED);
  Reader attached(folder.path());
  const std::string status = statusFile(folder), away = folder.path() + "/away";
  const auto isMended = [&] {
    const bool isGone = found(folder) != MAMORI_FOUND;
    const bool isShown = attached.ask("/r/x") == MAMORI_FOUND;
    return isGone && isShown && mamori_writer_heartbeat(writer.get()) == 0 && found(folder) == MAMORI_FOUND;
  };
  CHECK(::truncate(status.c_str(), 0) == 0 && isMended());
  CHECK(::truncate(status.c_str(), 55) == 0 && isMended());
  putSignpost(folder, Signpost());
  CHECK(isMended());
  CHECK(::chmod(status.c_str(), 0644) == 0 && isMended());
  CHECK(::unlink(status.c_str()) == 0 && isMended());
  CHECK(::rename(status.c_str(), away.c_str()) == 0 && ::symlink("away", status.c_str()) == 0 && isMended());
  CHECK(::unlink(status.c_str()) == 0 && ::mkfifo(status.c_str(), 0600) == 0 && isMended());
}

TEST("a writer says when its folder is no longer where readers look, or no longer its user's alone") {
  const TemporaryFolder parent;
  const std::string place = parent.path() + "/table", away = parent.path() + "/away";
  const Writer writer(place);
  CHECK(mamori_writer_heartbeat(writer.get()) == 0);
  CHECK(::chmod(place.c_str(), 0755) == 0 && mamori_writer_heartbeat(writer.get()) == MAMORI_ERROR_FOREIGN);
  CHECK(::chmod(place.c_str(), 0700) == 0 && mamori_writer_heartbeat(writer.get()) == 0);
  CHECK(::rename(place.c_str(), away.c_str()) == 0 && mamori_writer_heartbeat(writer.get()) == MAMORI_ERROR_SYSTEM);
  CHECK(::mkdir(place.c_str(), 0700) == 0 && mamori_writer_heartbeat(writer.get()) == MAMORI_ERROR_SYSTEM);
  CHECK(::rmdir(place.c_str()) == 0 && ::rename(away.c_str(), place.c_str()) == 0 && mamori_writer_heartbeat(writer.get()) == 0);
  ::unlink((place + "/writer.lock").c_str());
  ::unlink((place + "/status").c_str());
  ::rmdir(place.c_str());
}

TEST("a lock that was cleared away is taken anew, and a writer whom another has replaced says so") {
  const TemporaryFolder folder;
  const Writer first(folder.path());
  const std::string lock = folder.path() + "/writer.lock";
  CHECK(::unlink(lock.c_str()) == 0 && mamori_writer_heartbeat(first.get()) == 0);
  CHECK(Writer(folder.path()).error == MAMORI_ERROR_BUSY);
  CHECK(::unlink(lock.c_str()) == 0);
  const Writer second(folder.path());
  REQUIRE(second.get());
  CHECK(mamori_writer_heartbeat(first.get()) == MAMORI_ERROR_BUSY && mamori_writer_heartbeat(second.get()) == 0);
}

int main(int argc, char** argv) { return check::run(argc, argv); }
