#include "overlay/overlay_handler.h"

#include <cwchar>

#include "module/module_use.h"
#include "overlay/slot_record.h"

namespace mamori::explorer {
namespace {

/// The longest path that the system knows, in units.
constexpr std::size_t kMaxPathUnits = 32'767;

/// Where the icons of the states stand in the module's resources (icons/icons.rc), and how much they matter.
int rankOf(std::uint8_t state) noexcept {
  switch (state) {
    case MAMORI_STATE_PROBLEM: return 0;
    case MAMORI_STATE_IN_PROGRESS: return 1;
    default: return 2;
  }
}

}  // namespace

HRESULT OverlayHandler::IsMemberOf(LPCWSTR path, DWORD) noexcept {
  if (!path) return E_INVALIDARG;
  const std::size_t units = wcsnlen(path, kMaxPathUnits + 1);
  if (units == 0 || units > kMaxPathUnits) return S_FALSE;
  return view_->shownStateOf({path, units}) == state_ ? S_OK : S_FALSE;
}

HRESULT OverlayHandler::GetOverlayInfo(LPWSTR iconFile, int capacity, int* index, DWORD* flags) noexcept {
  if (!iconFile || capacity <= 0 || !index || !flags) return E_INVALIDARG;
  const DWORD units = GetModuleFileNameW(thisModule(), iconFile, static_cast<DWORD>(capacity));
  if (units == 0) return HRESULT_FROM_WIN32(GetLastError());
  if (units >= static_cast<DWORD>(capacity)) return HRESULT_FROM_WIN32(ERROR_INSUFFICIENT_BUFFER);
  *index = rankOf(state_);
  *flags = ISIOI_ICONFILE | ISIOI_ICONINDEX;
  noteSlot(state_);
  return S_OK;
}

HRESULT OverlayHandler::GetPriority(int* priority) noexcept {
  if (!priority) return E_INVALIDARG;
  *priority = rankOf(state_);
  return S_OK;
}

}  // namespace mamori::explorer
