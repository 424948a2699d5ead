#pragma once

#include <shobjidl.h>

#include <cstdint>
#include <string>
#include <vector>

namespace mamori::explorer {

/// What a menu was opened on: absolute paths of the file system. Empty when something else is among it (a virtual folder, a library), or too much.
struct Selection {
  std::vector<std::wstring> paths;
  std::vector<std::uint8_t> kinds;  // MAMORI_KIND_…, path by path; empty where that is not known, as of large selections
  bool isBackground = false;        // the empty space of the one folder in `paths`

  bool isEmpty() const noexcept { return paths.empty(); }
  /// MAMORI_KIND_… for each path. Throws std::bad_alloc.
  std::vector<std::uint8_t> kindsOfAll() const;
  /// Which menu opens for it: MAMORI_MENU_….
  std::uint32_t menu() const noexcept;
  /// Whether it is known to be one folder, or its empty space.
  bool isOneFolder() const noexcept;
};

/// Beyond this the menu keeps its entry back: a selection that large names a folder more briefly.
inline constexpr std::size_t kMaxSelected = 10'000;

/// Reads what the shell hands over; no I/O of its own, so a kind is known only where the shell told it along. All may throw std::bad_alloc.
Selection selectionOf(IDataObject* object);
Selection selectionOf(IShellItemArray* items);
Selection backgroundOf(PCIDLIST_ABSOLUTE folder);

}  // namespace mamori::explorer
