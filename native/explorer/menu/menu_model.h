#pragma once

#include <memory>
#include <vector>

#include "menu/menu_entries.h"
#include "menu/selection.h"
#include "versions/version_prefetch.h"

namespace mamori::explorer {

/// What is known from the moment a menu opens. Shared by the classic menu and the Windows 11 one.
struct MenuOpening {
  std::shared_ptr<const Selection> selection;  // nullptr: nothing of ours is shown
  std::uint8_t state = MAMORI_STATE_NONE;           // of the one selected thing
  MenuPlan plan;
  std::shared_ptr<const VersionPrefetch> versions;  // nullptr: none to choose from
};

/// A menu with its entries. Empty where nothing of ours is shown.
struct MenuModel {
  std::shared_ptr<const Selection> selection;
  std::vector<MenuEntry> entries;
};

/// Looks the selection up and has its versions asked for; waits for nothing. Throws std::bad_alloc.
MenuOpening openMenu(Selection selection);

/// The entries for an opened menu. Waits for versions until 50 ms after the opening, and for nothing else. Throws std::bad_alloc.
MenuModel menuOf(const MenuOpening& opening);

/// Hands a click on an entry to the background and returns at once; false when there is no such entry, or nothing could be started.
bool invokeEntry(const MenuModel& menu, std::size_t index);

}  // namespace mamori::explorer
