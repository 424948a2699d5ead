#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "entry.h"

namespace mamori {

// The scan image: the last state of one source, compact and in walk order, so that "what changed" is a merge.
// A cache: it can always be thrown away, and then every file counts as added.
//
//   header   64 bytes: "MAMIMG\r\n", u32 version, u32 0, 16 bytes source id, u64 sequence, u64 root inode,
//            u64 0, u64 hash64 of what precedes
//   frame    u32 payload length, u32 type (1 records, 2 end), u64 hash64(payload, header hash + frame number)
//   end      payload: u64 directories, u64 entries; nothing follows
//
// Records are deltas against the record before within the same frame; each frame begins with a directory and
// can be decoded alone (image_codec.h). Integers are little-endian. Directories without entries are left out.

/// What the image keeps of one name. 64 bytes. The root itself is the entry with the empty name in the directory "".
struct ImageEntry {
  std::uint64_t size = 0;
  std::int64_t mtimeNs = 0;
  std::int64_t ctimeNs = 0;
  std::uint64_t inode = 0;
  std::uint64_t recordHash = 0;  // of the metadata record's bytes, as the caller gave it
  std::uint32_t mode = 0;
  std::uint32_t uid = 0;
  std::uint32_t gid = 0;
  std::uint32_t nameOffset = 0;
  std::uint16_t nameLength = 0;
  EntryKind kind = EntryKind::unknown;
  bool racy = false;  // may have changed after it was read without its times telling
  bool mounted = false;  // a directory whose entries here are those of another file system
};

struct ImageDirectory {
  std::string path;
  std::vector<ImageEntry> entries;  // sorted bytewise by name
  std::string names;

  std::string_view nameOf(const ImageEntry& entry) const noexcept {
    return std::string_view(names).substr(entry.nameOffset, entry.nameLength);
  }
  void add(ImageEntry entry, std::string_view name) {
    entry.nameOffset = static_cast<std::uint32_t>(names.size());
    entry.nameLength = static_cast<std::uint16_t>(name.size());
    names.append(name);
    entries.push_back(entry);
  }
  void clear() noexcept {
    path.clear();
    entries.clear();
    names.clear();
  }
};

struct ImageHeader {
  std::array<std::uint8_t, 16> sourceId{};
  std::uint64_t sequence = 0;   // of the run the image belongs to
  std::uint64_t rootInode = 0;  // of the source's folder, to notice an unmounted drive
};

struct ImageTotals {
  std::uint64_t directories = 0;
  std::uint64_t entries = 0;
};

/// Missing, cut short, altered, of another version: the caller goes on without an image.
inline constexpr std::string_view kImageDamagedCode = "engine.image-damaged";
inline constexpr std::string_view kImageUnwritableCode = "engine.image-unwritable";

inline constexpr std::size_t kImageHeaderBytes = 64;
inline constexpr std::size_t kImageFrameHeaderBytes = 16;
inline constexpr std::uint32_t kImageVersion = 1;
inline constexpr std::uint32_t kImageRecordsFrame = 1;
inline constexpr std::uint32_t kImageEndFrame = 2;

/// The span for which a time stamp cannot be told from a later one: FAT stores even seconds, and a file
/// written again within the same tick keeps its mtime. It also covers kernels whose clock for time stamps
/// lags a tick (4–10 ms) behind the precise one.
inline constexpr std::int64_t kRacyWindowNs = 2'000'000'000;

/// git's racy rule: an entry whose last change is not safely older than its reading must be read again.
inline bool isRacy(std::int64_t mtimeNs, std::int64_t ctimeNs, std::int64_t readStartNs) noexcept {
  return (mtimeNs > ctimeNs ? mtimeNs : ctimeNs) > readStartNs - kRacyWindowNs;
}

}  // namespace mamori
