#include "overlay/slot_record.h"

#include <windows.h>

#include <array>
#include <atomic>
#include <string>

#include "click/user_place.h"
#include "include/mamori_shim.h"
#include "module/background.h"
#include "module/machine_policy.h"

namespace mamori::explorer {
namespace {

constexpr const wchar_t* kKey = L"Software\\Mamori\\Explorer\\Overlays";
constexpr std::uint64_t kEpochOffset = 116'444'736'000'000'000, kUnitsPerMs = 10'000;  // of FILETIME: 100 ns since 1601

std::array<std::atomic<bool>, 4> noted{};  // by state

const wchar_t* nameOf(std::uint8_t state) noexcept {
  switch (state) {
    case MAMORI_STATE_PROBLEM: return L"Problem";
    case MAMORI_STATE_IN_PROGRESS: return L"InProgress";
    default: return L"Protected";
  }
}

std::uint64_t nowMs() noexcept {
  FILETIME now{};
  GetSystemTimeAsFileTime(&now);
  return (((std::uint64_t{now.dwHighDateTime} << 32) | now.dwLowDateTime) - kEpochOffset) / kUnitsPerMs;
}

}  // namespace

void noteSlot(std::uint8_t state) noexcept {
  if (state >= noted.size() || noted[state].exchange(true)) return;
  runInBackground([state] {
    if (!mayServeThisProcess() || !UserPlace::ofThisUser().isSetUp()) return;
    const std::wstring now = std::to_wstring(nowMs());
    RegSetKeyValueW(HKEY_CURRENT_USER, kKey, nameOf(state), REG_SZ, now.c_str(), static_cast<DWORD>((now.size() + 1) * sizeof(wchar_t)));
  }, false);
}

void forgetSlots() noexcept { RegDeleteTreeW(HKEY_CURRENT_USER, kKey); }

}  // namespace mamori::explorer
