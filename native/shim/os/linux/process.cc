#include "os/process.h"

#include <fcntl.h>
#include <sys/random.h>
#include <time.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "base/linux/unique_fd.h"

namespace mamori::shim {
namespace {

/// Field 22 of /proc/PID/stat (proc(5)), counted after the name, which may hold anything; 0 when there is no such process.
std::uint64_t startOf(std::uint64_t pid) noexcept {
  char path[40];
  std::snprintf(path, sizeof path, "/proc/%llu/stat", static_cast<unsigned long long>(pid));
  const UniqueFd file(::open(path, O_RDONLY | O_CLOEXEC));
  char text[1024];
  const ssize_t length = file.valid() ? ::read(file.get(), text, sizeof text - 1) : -1;
  if (length <= 0) return 0;
  text[length] = '\0';
  const char* field = std::strrchr(text, ')');
  for (int skipped = 2; field && skipped < 22; ++skipped) field = std::strchr(field + 1, ' ');
  return field ? std::strtoull(field, nullptr, 10) : 0;
}

}  // namespace

ProcessIdentity thisProcess() noexcept {
  const auto pid = static_cast<std::uint64_t>(::getpid());
  return {pid, startOf(pid)};
}

bool isRunning(const ProcessIdentity& process) noexcept { return process.startedAt != 0 && startOf(process.pid) == process.startedAt; }

std::uint64_t sinceBootMs() noexcept {
  timespec now{};
  ::clock_gettime(CLOCK_BOOTTIME, &now);
  return static_cast<std::uint64_t>(now.tv_sec) * 1000 + static_cast<std::uint64_t>(now.tv_nsec) / 1'000'000;
}

bool fillRandom(void* out, std::size_t bytes) noexcept { return ::getrandom(out, bytes, 0) == static_cast<ssize_t>(bytes); }

}  // namespace mamori::shim
