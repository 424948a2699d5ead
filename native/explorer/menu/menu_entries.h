#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "menu/menu_texts.h"

namespace mamori::explorer {

/// What decides which entries show.
struct MenuFacts {
  std::size_t selected = 0;
  bool isBackground = false;
  std::uint8_t state = 0;  // MAMORI_STATE_… of the one selected thing; NONE for several
};

struct MenuEntry {
  std::string verb;  // what a click sends; empty: words to be read, which cannot be chosen
  std::wstring text;
  std::wstring help;
};

/// The entries below "Mamori", in their order: the fixed list that shows whether or not the agent runs.
///
/// The table's menu section is left alone: this version knows no format of it. Lists that the agent compiles come in here.
std::vector<MenuEntry> entriesFor(const MenuFacts& facts, Language language);

}  // namespace mamori::explorer
