// With the real agent, whose table this process reads as Explorer does.
#include <windows.h>

#include "base/windows/unique_handle.h"
#include "check.h"
#include "click/user_place.h"
#include "scenarios.h"
#include "shell_objects.h"

namespace mamori::host {
namespace {

constexpr ULONGLONG kWithdrawnWithinMs = 5'000;

/// Ends the agent as nothing but the system can, in the middle of whatever it does.
void killAgent() {
  const auto place = explorer::UserPlace::ofThisUser();
  ULONG pid = 0;
  {
    const UniqueHandle pipe(CreateFileW(place.pipe.c_str(), GENERIC_READ, 0, nullptr, OPEN_EXISTING, SECURITY_SQOS_PRESENT | SECURITY_IDENTIFICATION, nullptr));
    require(pipe.valid() && GetNamedPipeServerProcessId(pipe.get(), &pid), "the agent listens at the pipe whose name it publishes");
  }
  const UniqueHandle process(OpenProcess(PROCESS_TERMINATE, FALSE, pid));
  require(process.valid() && TerminateProcess(process.get(), 9), "the agent can be killed");
}

}  // namespace

void agentOverlayScenario(const std::wstring& path) {
  const auto overlays = makeOverlays();
  require(becomes([&] { return claimedBy(overlays, path) == "2"; }, 60'000), "a file that is in the vault shows as protected");
  killAgent();
  const ULONGLONG begin = GetTickCount64();
  check(becomes([&] { return claimedBy(overlays, path).empty(); }), "its overlay goes when the agent is killed");
  check(GetTickCount64() - begin <= kWithdrawnWithinMs, "within five seconds");
}

}  // namespace mamori::host
