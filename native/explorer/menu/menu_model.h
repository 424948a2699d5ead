#pragma once

#include <memory>
#include <vector>

#include "menu/menu_entries.h"
#include "menu/selection.h"

namespace mamori::explorer {

/// One opening of the menu: on what, and which entries. Shared by the classic menu and the Windows 11 one.
struct MenuModel {
  Selection selection;
  std::vector<MenuEntry> entries;  // empty: nothing of ours is shown
};

/// Throws std::bad_alloc.
MenuModel menuFor(Selection selection);

/// Hands a click on an entry to the background and returns at once; false when there is no such entry, or nothing could be started.
bool invokeEntry(const MenuModel& menu, std::size_t index);

}  // namespace mamori::explorer
