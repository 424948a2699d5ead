#pragma once

#include <cstdint>
#include <limits>
#include <vector>

#include "directory_block.h"
#include "scan_image.h"

namespace mamori {

/// Why an entry counts as changed; a set of bits.
enum class ChangeReason : std::uint16_t {
  none = 0,
  kind = 1 << 0,
  size = 1 << 1,
  mtime = 1 << 2,
  ctime = 1 << 3,
  inode = 1 << 4,
  mode = 1 << 5,
  owner = 1 << 6,
  racy = 1 << 7,  // nothing differs, but the last reading was too close to the last change
};

constexpr ChangeReason operator|(ChangeReason a, ChangeReason b) noexcept {
  return static_cast<ChangeReason>(static_cast<std::uint16_t>(a) | static_cast<std::uint16_t>(b));
}
constexpr bool has(ChangeReason set, ChangeReason one) noexcept {
  return (static_cast<std::uint16_t>(set) & static_cast<std::uint16_t>(one)) != 0;
}

struct Difference {
  enum class Kind : std::uint8_t {
    added,
    changed,
    removed,
    unreadable,  // it is there, but stat failed: its earlier state, if any, stands
    unmounted,   // a directory whose entries were those of a file system that is not mounted there now: its earlier state stands
    covered,     // out of sight below a file system that was mounted over it: gone from the image, but not deleted
  };
  static constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();

  std::uint32_t current = kNone;   // index into `DirectoryDelta::current.entries`
  std::uint32_t previous = kNone;  // index into `DirectoryDelta::before.entries`
  ChangeReason reasons = ChangeReason::none;
  Kind kind = Kind::added;
};

/// What differs in one directory.
struct DirectoryDelta {
  DirectoryBlock current;  // of a removed directory only the path is set
  ImageDirectory before;
  std::vector<Difference> differences;  // sorted by name
  /// The directory itself is gone: every entry it had is a `removed` difference.
  bool removed = false;

  std::string_view path() const noexcept { return current.path; }
  std::string_view nameOf(const Difference& difference) const noexcept {
    return difference.current != Difference::kNone ? current.nameOf(current.entries[difference.current])
                                                   : before.nameOf(before.entries[difference.previous]);
  }
};

ChangeReason changeReasons(const EntryStat& now, const ImageEntry& before) noexcept;

}  // namespace mamori
