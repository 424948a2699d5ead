#pragma once

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

  std::string_view nameOf(const Entry& entry) const noexcept {
    return std::string_view(names).substr(entry.nameOffset, entry.nameLength);
  }

  /// Cost of keeping this block, in units of one entry.
  std::size_t weight() const noexcept { return entries.size() + 1 + path.size() / sizeof(Entry); }
};

}  // namespace mamori
