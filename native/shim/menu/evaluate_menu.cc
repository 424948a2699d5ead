#include "menu/evaluate_menu.h"

#include "menu/clause.h"

namespace mamori::shim {
namespace {

struct ListedEntry {
  std::uint32_t when, enablement;
  std::uint8_t menu;
  mamori_menu_entry shown;
};

/// The entry at `at`, which lies within the list; false when its texts do not.
bool readEntry(const ListBytes& list, std::size_t at, ListedEntry& entry) noexcept {
  list.read(at, entry.when);
  list.read(at + 4, entry.enablement);
  list.read(at + 8, entry.shown.command);
  list.read(at + 12, entry.shown.title);
  list.read(at + 16, entry.shown.command_bytes);
  list.read(at + 18, entry.shown.title_bytes);
  list.read(at + 20, entry.shown.group);
  list.read(at + 22, entry.menu);
  list.read(at + 23, entry.shown.action);
  return list.holds(entry.shown.command, entry.shown.command_bytes) && list.holds(entry.shown.title, entry.shown.title_bytes);
}

}  // namespace

std::int32_t evaluateMenu(std::span<const std::uint8_t> bytes, std::uint64_t booleans, const mamori_selection& selection,
                          std::span<mamori_menu_entry> out) noexcept {
  const ListBytes list(bytes);
  std::uint32_t magic = 0, whole = 0, entries = 0, entriesAt = 0;
  list.read(0, magic);
  list.read(4, whole);
  list.read(8, entries);
  const bool isOurs = list.read(12, entriesAt) && magic == ListBytes::kMagic && whole == bytes.size() && entries <= bytes.size() / ListBytes::kEntryBytes &&
                      list.holds(entriesAt, entries * ListBytes::kEntryBytes);
  if (!isOurs) return MAMORI_ERROR_VERSION;
  const SelectionFacts facts(selection);
  const ClauseContext context{facts, booleans};
  StepBudget budget;
  std::size_t shown = 0;
  for (std::size_t index = 0; index < entries && shown < out.size(); ++index) {
    ListedEntry entry{};
    if (!readEntry(list, entriesAt + index * ListBytes::kEntryBytes, entry) || entry.menu != selection.menu || entry.shown.action > MAMORI_ENTRY_WHY) continue;
    if (!clauseHolds(list, entry.when, context, budget)) continue;
    entry.shown.enabled = clauseHolds(list, entry.enablement, context, budget) ? 1 : 0;
    out[shown++] = entry.shown;
  }
  return static_cast<std::int32_t>(shown);
}

}  // namespace mamori::shim
