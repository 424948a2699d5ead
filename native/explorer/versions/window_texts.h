#pragma once

#include "menu/menu_texts.h"

namespace mamori::explorer {

enum class WindowText { kTitle, kSaved, kSize, kRestore, kCopy, kClose, kAsking, kNone, kAway, kChoose, kHandedOver, kKept, kLost };

/// The words of the window behind "All versions…". Buttons have an access key marked by '&', the same in both languages.
const wchar_t* textOf(WindowText text, Language language) noexcept;

}  // namespace mamori::explorer
