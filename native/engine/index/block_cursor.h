#pragma once

#include <algorithm>

#include "codec/byte_buffer.h"
#include "index/index_file.h"

namespace mamori {

/// Reads one section of an index file from front to back, 64 KiB at a time, checking every block.
template <typename Item, std::size_t itemBytes, Item (*load)(const std::uint8_t*)>
class BlockCursor {
 public:
  BlockCursor(const RandomAccessFile& file, std::uint64_t firstBlock, std::uint64_t items)
      : file_(&file), nextBlock_(firstBlock), left_(items) {}

  /// True with the next item; false after the last.
  Result<bool> next(Item& item) {
    if (left_ == 0) return false;
    if (inBlock_ == 0 && (block_ += index_format::kBlockBytes) >= buffer_.size()) MAMORI_TRY(refill());
    item = load(buffer_.data() + block_ + inBlock_ * itemBytes);
    inBlock_ = (inBlock_ + 1) % kPerBlock;
    --left_;
    return true;
  }

 private:
  static constexpr std::size_t kPerBlock = index_format::kBlockPayloadBytes / itemBytes;
  static constexpr std::uint64_t kReadBlocks = 16;

  Status refill() {
    const std::uint64_t blocks = std::min(kReadBlocks, index_format::blocksFor(left_, kPerBlock));
    buffer_.resize(static_cast<std::size_t>(blocks) * index_format::kBlockBytes);
    MAMORI_TRY(file_->readAt(nextBlock_ * index_format::kBlockBytes, buffer_));
    for (std::size_t at = 0; at < buffer_.size(); at += index_format::kBlockBytes) {
      if (!index_format::blockIsWhole(buffer_.data() + at)) return makeError("index.damaged", "block");
    }
    nextBlock_ += blocks;
    block_ = 0;
    return {};
  }

  const RandomAccessFile* file_;
  std::uint64_t nextBlock_;
  std::uint64_t left_;
  ByteBuffer buffer_;
  std::size_t block_ = 0;
  std::size_t inBlock_ = 0;
};

using EntryCursor = BlockCursor<index_format::Entry, index_format::kEntryBytes, index_format::loadEntry>;
using SegmentCursor = BlockCursor<index_format::Segment, index_format::kSegmentBytes, index_format::loadSegment>;

}  // namespace mamori
