#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/native_file.h"
#include "codec/byte_buffer.h"
#include "index/bloom_filter.h"
#include "index/format.h"

namespace mamori {

/// Writes an index file front to back: entries in ascending id, then segments, then packs.
///
/// Memory: 1.3 bytes an entry plus buffers. The file appears under its name only when it is whole and synced: a crash
/// leaves at most a temporary file, which the next writer overwrites. Fails with `index.unwritable`.
class IndexFileWriter {
 public:
  /// `expectedEntries` sizes the filter; more would only weaken it.
  static Result<IndexFileWriter> create(const std::string& path, std::uint64_t expectedEntries);

  Status addEntry(const index_format::Entry& entry);
  /// Precondition: no entry follows.
  Status addSegment(const index_format::Segment& segment);
  /// Packs, trailer, sync and rename.
  Status finish(const std::vector<std::string>& packs);

  std::uint64_t entryCount() const noexcept { return trailer_.entries; }

 private:
  IndexFileWriter(std::string path, std::unique_ptr<NativeFile> file, std::uint64_t expectedEntries);
  std::uint8_t* reserve(std::size_t itemBytes);
  Status closeBlock();
  Status flush();

  std::string path_;
  std::unique_ptr<NativeFile> file_;
  BloomFilter filter_;
  std::vector<std::uint64_t> fences_;
  ByteBuffer buffer_;            // whole blocks, then the open one
  std::size_t openBytes_ = 0;    // payload of the open block
  index_format::Trailer trailer_;
};

}  // namespace mamori
