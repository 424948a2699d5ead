#pragma once

#include <guiddef.h>

#include <cstdint>
#include <string>
#include <vector>

namespace mamori::host {

struct RegisteredOverlay {
  std::wstring name;
  CLSID id;
};

/// Our overlays in the order in which the shell takes them.
std::vector<RegisteredOverlay> registeredOverlays();

/// Our menu handler as the shell finds it for files and folders, or for the empty space of a folder; all zeros where there is none.
CLSID registeredMenu(bool isBackground);

/// What a class's key says, "" where it is missing.
std::wstring classValue(const CLSID& id, const wchar_t* key, const wchar_t* name);

/// When the shell last asked for the overlay of this name (ms since 1970), as the extension noted it for this user; 0 when never.
std::uint64_t slotNotedMs(const wchar_t* name);

/// A DWORD of the machine's policy for the extension, or of this user's settings; absent when `value` is negative.
void setPolicy(bool forUser, const wchar_t* name, int value);

}  // namespace mamori::host
