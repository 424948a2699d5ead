#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "../base/varint.h"
#include "scan_image.h"

namespace mamori {

// directory   tag 0 (bit 3: continues the directory that the frame before ended in), then
//             varint bytes shared with the previous path, varint suffix length, suffix
// entry       tag: bits 0–2 kind, 3 mode and owner as the last entry of this kind, 4 racy,
//             5 ctime equals mtime, 6 a record hash follows, 7 size is 0
//             varint bytes shared with the previous name, varint suffix length, suffix
//             [varint size] zigzag mtime − previous mtime, [zigzag ctime − mtime], zigzag inode − previous inode
//             [varint mode, uid, gid] [u64 record hash]
//             bit 32 of the mode, which has 32 bits: the directory's entries are another file system's

struct ImageTag {
  static constexpr std::uint8_t kindMask = 0x07;
  static constexpr std::uint8_t continues = 0x08;
  static constexpr std::uint8_t sameOwner = 0x08;
  static constexpr std::uint8_t racy = 0x10;
  static constexpr std::uint8_t sameTimes = 0x20;
  static constexpr std::uint8_t hasHash = 0x40;
  static constexpr std::uint8_t empty = 0x80;
};

/// What a record is a delta against; starts over with each frame.
struct ImageDeltaState {
  struct Owner {
    std::uint64_t mode = 0;
    std::uint32_t uid = 0, gid = 0;
    bool operator==(const Owner&) const = default;
  };
  std::array<Owner, 8> owners{};
  std::int64_t mtimeNs = 0;
  std::uint64_t inode = 0;
  std::string name;
};

inline constexpr std::uint64_t kMountedBit = 1ULL << 32;

class ImageEncoder {
 public:
  void directory(std::string_view path, bool continues);
  void entry(const ImageEntry& entry, std::string_view name);

  ByteView bytes() const noexcept { return bytes_; }
  /// Bytes since the frame's first directory record, whose path may be of any length.
  std::size_t bodyBytes() const noexcept { return bytes_.size() - firstRecordBytes_; }
  bool empty() const noexcept { return bytes_.empty(); }
  void startFrame();

 private:
  void text(std::string& previous, std::string_view next);
  void varint(std::uint64_t value);

  std::vector<std::uint8_t> bytes_;
  std::size_t firstRecordBytes_ = 0;
  std::string path_;
  ImageDeltaState state_;
};

class ImageDecoder {
 public:
  explicit ImageDecoder(ByteView frame) noexcept : reader_(frame) {}

  bool atEnd() const noexcept { return !tagRead_ && reader_.atEnd(); }
  bool nextIsDirectory() noexcept;

  /// Both return false for bytes that no encoder writes. `out` keeps what it had.
  bool directory(std::string& path, bool& continues);
  bool entry(ImageDirectory& out);

 private:
  bool text(std::string& previous);

  FieldReader reader_;
  std::uint8_t tag_ = 0;
  bool tagRead_ = false;
  std::string path_;
  ImageDeltaState state_;
};

}  // namespace mamori
