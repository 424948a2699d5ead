#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "codec/byte_buffer.h"

namespace mamori {

enum class RecordOperation : std::uint8_t { put = 0, tombstone = 1, gap = 2, drop = 3, promote = 4, forget = 5 };

/// One entry of a metadata stream (vault format, section 8). Views; who made the entry says how long they hold.
struct RecordEntry {
  std::string_view directory;  // relative to the source's root, "" for the root itself
  std::string_view name;       // "" only for the root directory's own entry
  RecordOperation operation = RecordOperation::put;
  std::uint64_t sequence = 0;
  ByteView record;  // encoded; put only
};

/// The order of a stream: directory as comparePaths, then name, sequence, operation. Negative, zero or positive.
int compareEntries(const RecordEntry& a, const RecordEntry& b) noexcept;

/// Writes entries into chunks whose boundaries follow from the entries around them, so that an unchanged range of two
/// streams gives equal chunks, which are stored once.
///
/// A chunk ends before the first entry of a path, once it has 256 KiB, where a hash of the path says so (on average 256 KiB
/// later), and at 1 MiB at the latest; only a single entry larger than that makes a larger chunk.
/// Memory: the open chunk, at most about 1 MiB. About 7 million short entries a second, their encoding included.
class RecordStreamWriter {
 public:
  /// Appends an entry; when that completed a chunk, it is moved to `completed` and true is returned.
  /// Precondition: entries come in ascending order, without equals.
  bool add(const RecordEntry& entry, ByteBuffer& completed);

  /// Ends the stream: true and the last chunk in `completed`, or false when nothing is left. The writer can be used again.
  bool finish(ByteBuffer& completed);

 private:
  bool endsBefore(const RecordEntry& entry, std::size_t entryBytes) const noexcept;
  void beginGroup(std::string_view directory);
  void closeGroup();

  ByteBuffer chunk_;  // closed groups
  ByteBuffer group_;  // entries of the open group
  std::uint64_t groupEntries_ = 0;
  std::string directory_;         // of the open group
  std::string previousDirectory_; // of the group before it in this chunk
  std::string name_;
  bool open_ = false;
};

/// Reads one chunk of a stream entry by entry. Any input is safe.
class RecordChunkReader {
 public:
  /// Precondition: the bytes outlive the reader.
  explicit RecordChunkReader(ByteView chunk) noexcept : fields_(chunk) {}

  /// True with the next entry in `entry`, whose views hold until the next call (name and record as long as the chunk);
  /// false at the end. Fails with `vault.damaged-object` on malformed bytes and on entries out of order.
  Result<bool> next(RecordEntry& entry);

 private:
  Status readGroup();

  FieldReader fields_;
  std::uint64_t left_ = 0;  // entries of the current group
  std::string directory_;
  std::string previousDirectory_;
  RecordEntry previous_{};
  bool hasPrevious_ = false;
};

}  // namespace mamori
