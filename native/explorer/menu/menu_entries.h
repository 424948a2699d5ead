#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "menu/menu_plan.h"
#include "menu/menu_texts.h"
#include "versions/file_version.h"

namespace mamori::explorer {

/// What is known of the versions of the one selected thing.
struct MenuVersions {
  bool areAsked = false;                            // false: nobody asked, as for folders
  std::optional<std::vector<FileVersion>> arrived;  // nothing: no answer in time
};

struct MenuEntry {
  enum class Kind {
    kCommand,
    kWords,  // to be read, cannot be chosen
    kSeparator,
  };
  Kind kind = Kind::kCommand;
  std::uint8_t action = MAMORI_ENTRY_COMMAND;  // what a click does: MAMORI_ENTRY_…
  std::wstring name;                           // what programs call it by, after "mamori."
  std::wstring command;                        // of a plugin
  std::optional<std::uint64_t> version;        // to be restored, under MAMORI_ENTRY_VERSIONS
  std::wstring text;
  std::wstring help;
};

/// The entries below "Mamori" in their order: the state of the one selected thing in words, then what was planned, with the versions where they belong.
///
/// @param state MAMORI_STATE_…; NONE where there is nothing to say. Throws std::bad_alloc.
std::vector<MenuEntry> entriesFor(const MenuPlan& plan, std::uint8_t state, const MenuVersions& versions, Language language);

}  // namespace mamori::explorer
