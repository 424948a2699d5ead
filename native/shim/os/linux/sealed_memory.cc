#include "os/linux/sealed_memory.h"

#include <fcntl.h>
#include <sys/mman.h>

#include <charconv>
#include <cstdio>

#include "include/mamori_shim.h"
#include "os/linux/map_file.h"
#include "os/token.h"

namespace mamori::shim {
namespace {

// Later than the headers of older systems; kernels that do not know them answer EINVAL.
constexpr unsigned kNeverExecuted = 0x8;  // MFD_NOEXEC_SEAL, Linux 6.3
constexpr int kOnlyMineToWrite = 0x10;    // F_SEAL_FUTURE_WRITE, Linux 5.1

constexpr int kFixedSize = F_SEAL_SHRINK | F_SEAL_GROW;

UniqueFd newMemory(const char* name) noexcept {
  constexpr unsigned kFlags = MFD_CLOEXEC | MFD_ALLOW_SEALING;
  UniqueFd memory(::memfd_create(name, kFlags | kNeverExecuted));
  if (!memory.valid() && errno == EINVAL) memory.reset(::memfd_create(name, kFlags));
  return memory;
}

/// Where the system keeps all memfds of small pages: nobody can mount anything there, and no page of it is ever missing for want of a file. (Of huge pages, which are kept
/// elsewhere and can be sealed as well, there may be none left when one is first touched.)
dev_t memoryDevice() noexcept {
  static const dev_t device = [] {
    struct stat state {};
    const UniqueFd probe = newMemory("mamori.probe");
    return probe.valid() && ::fstat(probe.get(), &state) == 0 ? state.st_dev : dev_t{0};
  }();
  return device;
}

std::string tokenOf(int descriptor, std::uint64_t inode) {
  char text[kTokenBytes + 1];
  std::snprintf(text, sizeof text, "%016x%016llx", static_cast<unsigned>(descriptor), static_cast<unsigned long long>(inode));
  return text;
}

std::uint64_t numberIn(const std::string& token, std::size_t half) noexcept {
  std::uint64_t number = 0;
  const char* digits = token.data() + half * (kTokenBytes / 2);
  std::from_chars(digits, digits + kTokenBytes / 2, number, 16);
  return number;
}

bool seal(int memory, Access others) noexcept {
  const int seals = kFixedSize | F_SEAL_SEAL;
  if (others == Access::kRead && ::fcntl(memory, F_ADD_SEALS, seals | kOnlyMineToWrite) == 0) return true;
  return ::fcntl(memory, F_ADD_SEALS, seals) == 0;
}

}  // namespace

std::int32_t createSealed(const std::string& name, std::size_t bytes, Access others, std::string& token, MappedFile& out) {
  UniqueFd memory = newMemory(name.c_str());
  struct stat state {};
  const bool isMade = memory.valid() && ::fchmod(memory.get(), 0600) == 0 && ::ftruncate(memory.get(), static_cast<off_t>(bytes)) == 0;
  if (!isMade || ::fstat(memory.get(), &state) != 0) return failSystem(errno);
  const int descriptor = memory.get();
  MappedFile mapped;
  const std::int32_t code = mapFile(std::move(memory), bytes, Access::kWrite, true, mapped);
  if (code != 0) return code;
  // What is mapped for writing before the seals stays so.
  if (!seal(descriptor, others)) return failSystem(errno);
  token = tokenOf(descriptor, state.st_ino);
  out = std::move(mapped);
  return 0;
}

std::int32_t openSealed(const ProcessIdentity& maker, const std::string& token, std::size_t bytes, Access access, MappedFile& out) {
  if (token.size() != kTokenBytes || !isToken(token)) return MAMORI_ERROR_ARGUMENT;
  char path[64];
  std::snprintf(path, sizeof path, "/proc/%llu/fd/%llu", static_cast<unsigned long long>(maker.pid), static_cast<unsigned long long>(numberIn(token, 0)));
  // First a handle that opens nothing: the descriptor may be another thing's by now, on whose opening something would happen.
  const UniqueFd found(::open(path, O_PATH | O_CLOEXEC));
  struct stat state {};
  if (!found.valid() || ::fstat(found.get(), &state) != 0) return failSystem(errno);
  if (state.st_ino != numberIn(token, 1) || state.st_dev != memoryDevice()) return failSystem(ENOENT);
  if (!isOwn(found.get(), S_IFREG)) return MAMORI_ERROR_FOREIGN;
  std::snprintf(path, sizeof path, "/proc/self/fd/%d", found.get());
  UniqueFd memory(::open(path, (access == Access::kWrite ? O_RDWR : O_RDONLY) | O_CLOEXEC));
  if (!memory.valid()) return failSystem(errno);
  const int seals = ::fcntl(memory.get(), F_GET_SEALS);
  if (seals < 0 || (seals & kFixedSize) != kFixedSize) return MAMORI_ERROR_FOREIGN;
  // The size once more, now that it cannot change.
  if (::fstat(memory.get(), &state) != 0) return failSystem(errno);
  if (static_cast<std::uint64_t>(state.st_size) != bytes) return MAMORI_ERROR_ARGUMENT;
  return mapFile(std::move(memory), bytes, access, false, out);
}

}  // namespace mamori::shim
