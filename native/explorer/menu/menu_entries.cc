#include "menu/menu_entries.h"

namespace mamori::explorer {

std::vector<MenuEntry> entriesFor(const MenuFacts& facts, Language language) {
  std::vector<MenuEntry> entries;
  const auto add = [&](const char* verb, MenuText text, MenuText help) { entries.push_back({verb, textOf(text, language), textOf(help, language)}); };
  if (const wchar_t* words = facts.selected == 1 ? wordsOf(facts.state, language) : nullptr) entries.push_back({{}, words, {}});
  add("backup", MenuText::kBackUp, MenuText::kBackUpHelp);
  if (facts.selected == 1) add("why", MenuText::kWhy, MenuText::kWhyHelp);
  return entries;
}

}  // namespace mamori::explorer
