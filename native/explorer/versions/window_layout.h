#pragma once

#include <windows.h>

#include "menu/menu_texts.h"
#include "versions/file_version.h"

namespace mamori::explorer {

inline constexpr int kRestoreId = 1001, kCopyId = 1002, kListId = 1003;

/// The controls of the window behind "All versions…"; they go with it.
struct WindowParts {
  HWND words = nullptr, list = nullptr, restore = nullptr, copy = nullptr, close = nullptr;
};

/// A length for 96 dots an inch on this screen.
int scaled(int length) noexcept;

WindowParts makeParts(HWND window, Language language);
void arrange(HWND window, const WindowParts& parts) noexcept;

/// Throws std::bad_alloc.
void addRow(HWND list, int row, const FileVersion& version);

}  // namespace mamori::explorer
