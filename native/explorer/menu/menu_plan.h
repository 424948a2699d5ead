#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "include/mamori_shim.h"
#include "menu/menu_texts.h"
#include "menu/selection.h"
#include "status/status_view.h"

namespace mamori::explorer {

/// One entry before it is known which versions there are.
struct PlannedEntry {
  std::uint8_t action = MAMORI_ENTRY_COMMAND;  // MAMORI_ENTRY_…
  std::uint16_t group = 0;                     // a separator stands between entries of different groups
  bool isEnabled = true;
  std::wstring title;    // '&' marks the access key
  std::wstring command;  // of a plugin
};
using MenuPlan = std::vector<PlannedEntry>;

/// What the agent published for this selection: its own entries and those of plugins. Nothing when there is no list that we can read. No system call but for
/// memory, also when the agent has ended since. Throws std::bad_alloc.
std::optional<MenuPlan> publishedPlan(const StatusView& view, const Selection& selection);

/// What shows without such a list: the agent's own entries. Throws std::bad_alloc.
MenuPlan builtInPlan(const Selection& selection, Language language);

}  // namespace mamori::explorer
