#pragma once

#include <shobjidl.h>

#include <string>
#include <vector>

namespace mamori::explorer {

/// What a menu was opened on: absolute paths of the file system. Empty when something else is among it (a virtual folder, a library), or too much.
struct Selection {
  std::vector<std::wstring> paths;
  bool isBackground = false;  // the empty space of the one folder in `paths`

  bool isEmpty() const noexcept { return paths.empty(); }
};

/// Beyond this the menu keeps its entry back: a selection that large names a folder more briefly.
inline constexpr std::size_t kMaxSelected = 10'000;

/// Reads what the shell hands over; no I/O of its own. All may throw std::bad_alloc.
Selection selectionOf(IDataObject* object);
Selection selectionOf(IShellItemArray* items);
Selection backgroundOf(PCIDLIST_ABSOLUTE folder);

}  // namespace mamori::explorer
