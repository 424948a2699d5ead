#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"
#include "base/windows/unique_handle.h"

namespace mamori {

/// Calls of the native API that name a file relative to an open folder: the Win32 ones only take whole paths, any part of which
/// somebody may exchange for a junction meanwhile. Failures are per-file codes with the Win32 error.

enum class NtOpen { existing, create };

struct NtOpenOptions {
  ACCESS_MASK access = 0;
  NtOpen mode = NtOpen::existing;
  bool folder = false;  // create: make a folder; existing: fail unless it is one
};

/// Opens or creates one component below `folder` ("" opens the folder again), or a stream ":name" of an open file. A link is opened
/// itself, never followed. Returns an invalid handle with SetLastError() on failure.
UniqueHandle openRelative(HANDLE folder, std::wstring_view name, NtOpenOptions options) noexcept;

/// Renames the open `file` (DELETE access) to `name` in `folder`; with `replace` over whatever file has the name, read-only ones included.
Status renameRelative(HANDLE file, HANDLE folder, std::wstring_view name, bool replace);

/// Gives the open `file` another name; the name must be free.
Status linkRelative(HANDLE file, HANDLE folder, std::wstring_view name);

/// The open file (DELETE access) vanishes once it is closed.
void removeOpened(HANDLE file) noexcept;

/// True for symbolic links and junctions: what stands for another place.
bool isLink(HANDLE file) noexcept;

/// An Error for GetLastError() of the call that just failed, with the per-file code.
Error restoreError(std::string_view what, DWORD number = GetLastError());

}  // namespace mamori
