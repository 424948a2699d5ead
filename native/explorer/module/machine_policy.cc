#include "module/machine_policy.h"

#include <windows.h>

#include <atomic>

#include "base/windows/unique_handle.h"

namespace mamori::explorer {
namespace {

constexpr const wchar_t* kKey = L"SOFTWARE\\Mamori\\Explorer";

bool isSet(HKEY root, const wchar_t* name) noexcept {
  DWORD value = 0, bytes = sizeof value;
  return RegGetValueW(root, kKey, name, RRF_RT_REG_DWORD, nullptr, &value, &bytes) == ERROR_SUCCESS && value != 0;
}

bool isAboveMediumIntegrity() noexcept {
  HANDLE opened = nullptr;
  if (!OpenProcessToken(GetCurrentProcess(), TOKEN_QUERY, &opened)) return true;
  const UniqueHandle token(opened);
  alignas(TOKEN_MANDATORY_LABEL) BYTE memory[sizeof(TOKEN_MANDATORY_LABEL) + SECURITY_MAX_SID_SIZE];
  DWORD bytes = 0;
  if (!GetTokenInformation(token.get(), TokenIntegrityLevel, memory, sizeof memory, &bytes)) return true;
  const PSID sid = reinterpret_cast<TOKEN_MANDATORY_LABEL*>(memory)->Label.Sid;
  const DWORD level = *GetSidSubAuthority(sid, *GetSidSubAuthorityCount(sid) - 1u);
  return level > SECURITY_MANDATORY_MEDIUM_RID + 0x100;  // medium plus, which some programs with windows run at, is a desktop's as well
}

enum Verdict : int { kUnknown, kServed, kRefused };
std::atomic<int> verdict{kUnknown};

}  // namespace

bool MachinePolicy::servesElevated() noexcept { return isSet(HKEY_LOCAL_MACHINE, L"ServeElevated"); }

bool MachinePolicy::hasPackagedMenu() noexcept {
  return isSet(HKEY_CURRENT_USER, L"PackagedMenu") || isSet(HKEY_LOCAL_MACHINE, L"PackagedMenu");
}

bool mayServeThisProcess() noexcept {
  int known = verdict.load(std::memory_order_relaxed);
  if (known == kUnknown) {
    known = !isAboveMediumIntegrity() || MachinePolicy::servesElevated() ? kServed : kRefused;
    verdict.store(known, std::memory_order_relaxed);
  }
  return known == kServed;
}

}  // namespace mamori::explorer
