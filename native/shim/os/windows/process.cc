#include "os/process.h"

#include <windows.h>

#include <bcrypt.h>

#include "base/windows/unique_handle.h"

namespace mamori::shim {
namespace {

std::uint64_t startOf(HANDLE process) noexcept {
  FILETIME created{}, exited{}, kernel{}, user{};
  if (!GetProcessTimes(process, &created, &exited, &kernel, &user)) return 0;
  return static_cast<std::uint64_t>(created.dwHighDateTime) << 32 | created.dwLowDateTime;
}

}  // namespace

ProcessIdentity thisProcess() noexcept { return {GetCurrentProcessId(), startOf(GetCurrentProcess())}; }

bool isRunning(const ProcessIdentity& process) noexcept {
  if (process.startedAt == 0 || process.pid > 0xffffffffu) return false;
  const UniqueHandle handle(OpenProcess(PROCESS_QUERY_LIMITED_INFORMATION, FALSE, static_cast<DWORD>(process.pid)));
  DWORD code = 0;
  // A process that has ended can still be opened while somebody holds a handle to it.
  return handle.valid() && startOf(handle.get()) == process.startedAt && GetExitCodeProcess(handle.get(), &code) && code == STILL_ACTIVE;
}

std::uint64_t sinceBootMs() noexcept { return GetTickCount64(); }

bool fillRandom(void* out, std::size_t bytes) noexcept {
  return BCryptGenRandom(nullptr, static_cast<PUCHAR>(out), static_cast<ULONG>(bytes), BCRYPT_USE_SYSTEM_PREFERRED_RNG) >= 0;
}

}  // namespace mamori::shim
