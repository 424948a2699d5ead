#include "menu/menu_plan.h"

#include <windows.h>

#include <array>
#include <string_view>

namespace mamori::explorer {
namespace {

/// More entries than a screen shows.
constexpr std::size_t kMaxEntries = 64;
/// A reason for each of thousands nobody reads.
constexpr std::size_t kMaxExplained = 100;

std::wstring wide(std::string_view utf8) {
  std::wstring text(utf8.size(), L'\0');
  text.resize(static_cast<std::size_t>(MultiByteToWideChar(CP_UTF8, 0, utf8.data(), static_cast<int>(utf8.size()), text.data(), static_cast<int>(text.size()))));
  return text;
}

}  // namespace

std::optional<MenuPlan> publishedPlan(const StatusView& view, const Selection& selection) {
  const auto menu = view.publishedMenu();
  if (!menu) return std::nullopt;
  const mamori_selection facts = view.factsOf(selection);
  std::array<mamori_menu_entry, kMaxEntries> found{};
  const auto bytes = reinterpret_cast<const std::uint8_t*>(menu->list.data());
  const std::int32_t count =
    mamori_menu_evaluate(bytes, static_cast<std::uint32_t>(menu->list.size()), menu->low, menu->high, &facts, found.data(), kMaxEntries);
  if (count < 0) return std::nullopt;
  const std::string_view texts(menu->list);
  MenuPlan plan;
  for (std::int32_t place = 0; place < count; ++place) {
    const mamori_menu_entry& entry = found[static_cast<std::size_t>(place)];
    if (entry.action > MAMORI_ENTRY_WHY) continue;
    plan.push_back({entry.action, entry.group, entry.enabled != 0, wide(texts.substr(entry.title, entry.title_bytes)),
                    wide(texts.substr(entry.command, entry.command_bytes))});
  }
  return plan;
}

MenuPlan builtInPlan(const Selection& selection, Language language) {
  MenuPlan plan;
  const auto add = [&](std::uint8_t action, std::uint16_t group, MenuText title) { plan.push_back({action, group, true, textOf(title, language), {}}); };
  add(MAMORI_ENTRY_BACKUP, 0, MenuText::kBackUp);
  if (selection.paths.size() == 1 && !selection.isBackground) {
    add(MAMORI_ENTRY_VERSIONS, 1, MenuText::kAllVersions);
    add(MAMORI_ENTRY_COPY, 1, MenuText::kRestoreCopy);
  }
  if (selection.paths.size() <= kMaxExplained) add(MAMORI_ENTRY_WHY, 2, MenuText::kWhy);
  return plan;
}

}  // namespace mamori::explorer
