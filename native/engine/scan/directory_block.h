#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "../base/result.h"
#include "entry.h"

namespace mamori {

/// One name in a directory. 96 bytes, no allocation of its own.
struct Entry {
  EntryStat stat;
  std::uint32_t nameOffset = 0;
  std::uint16_t nameLength = 0;
  std::int32_t statError = 0;  // OS error; when set, only `stat.kind` means anything
};

/// The listing of one directory, entries sorted bytewise by name.
///
/// Paths are relative to the source's root, '/'-separated, "" is the root itself. Names are the file
/// system's bytes (Windows: WTF-8), so they may hold newlines and need not be UTF-8.
struct DirectoryBlock {
  std::string path;
  EntryStat self;
  /// Set when the directory could not be opened or read to its end; `entries` is then empty.
  std::optional<Error> error;
  /// True when only the names in `requested` were looked up (a dirty-range scan).
  bool partial = false;
  std::vector<std::string> requested;  // sorted bytewise; only with `partial`
  std::vector<Entry> entries;
  std::string names;
  /// Names that are there, but that the exclusion rules leave out; sorted bytewise.
  std::vector<std::string> leftOut;

  bool leavesOut(std::string_view name) const noexcept { return std::binary_search(leftOut.begin(), leftOut.end(), name); }

  std::string_view nameOf(const Entry& entry) const noexcept {
    return std::string_view(names).substr(entry.nameOffset, entry.nameLength);
  }

  /// Cost of keeping this block, in units of one entry.
  std::size_t weight() const noexcept { return entries.size() + leftOut.size() / 2 + 1 + path.size() / sizeof(Entry); }
};

/// True when an entry of `directory` lies on another file system than the directory itself: it is a mount point.
/// Never on Windows, where volumes are mounted through links, which are not followed.
inline bool isMountPoint(const EntryStat& directory, const EntryStat& entry) noexcept {
  return entry.kind == EntryKind::directory && directory.device != 0 && entry.device != directory.device;
}

}  // namespace mamori
