#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace mamori::shim {

enum class TrayItemKind : std::uint8_t { kLine, kSeparator, kEntry, kSubmenu };

struct TrayItem {
  TrayItemKind kind;
  bool grey;
  bool checked;
  std::uint8_t depth;  // 0: of the menu itself
  std::uint32_t number;
  std::u16string label;
};

/// What the icon, its tooltip, its menu and its window say at a moment.
struct TrayView {
  std::uint32_t picture;
  std::optional<std::uint32_t> percent;
  std::u16string title;
  std::u16string lines;  // LF between them
  std::vector<TrayItem> items;

  /// Title and lines, for what has room for one text.
  std::u16string words() const { return lines.empty() ? title : title + u"\n" + lines; }
};

/// Reads what mamori_tray_show is given (include/mamori_shim_tray.h); nothing when it makes no sense. Control characters in texts become spaces: a tab would begin a column of a menu, a NUL end it.
std::optional<TrayView> parseTrayView(std::span<const std::uint8_t> bytes);

}  // namespace mamori::shim
