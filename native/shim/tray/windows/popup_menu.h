#pragma once

#include <windows.h>

#include <cstdint>
#include <optional>
#include <vector>

#include "tray/tray_view.h"

namespace mamori::shim {

/// Shows a menu beside `place` until the person has chosen or gone away, and answers the number of the chosen entry. Messages of this thread's windows are dispatched meanwhile; EndMenu()
/// ends it.
std::optional<std::uint32_t> chooseFrom(const std::vector<TrayItem>& items, HWND owner, const RECT& place);

}  // namespace mamori::shim
