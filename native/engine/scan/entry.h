#pragma once

#include <cstdint>

namespace mamori {

/// Stored in images and manifests: never renumber.
enum class EntryKind : std::uint8_t {
  unknown = 0,
  file = 1,
  directory = 2,
  symlink = 3,
  fifo = 4,
  socket = 5,
  charDevice = 6,
  blockDevice = 7,
};

/// What one stat call says about a file. Times are ns since 1970 UTC.
///
/// Windows: `inode` is the file index, `device` the volume's serial number, `ctimeNs` the change time,
/// `mode` the attribute word, uid and gid are 0.
struct EntryStat {
  std::uint64_t size = 0;
  std::int64_t mtimeNs = 0;
  std::int64_t ctimeNs = 0;
  std::int64_t btimeNs = 0;  // kNoTime where the file system keeps none
  std::uint64_t inode = 0;
  std::uint64_t device = 0;
  std::uint64_t blocks512 = 0;  // fewer than size / 512 means holes
  std::uint32_t mode = 0;
  std::uint32_t uid = 0;
  std::uint32_t gid = 0;
  std::uint32_t nlink = 0;
  EntryKind kind = EntryKind::unknown;

  static constexpr std::int64_t kNoTime = INT64_MIN;
};

}  // namespace mamori
