#pragma once

#include <string>
#include <vector>

#include "codec/record_stream.h"

namespace mamori {

/// Many entries in two allocations: what JavaScript gets instead of an object for each.
///
/// `table` has eight numbers per entry: directory offset and length, name offset and length, operation, sequence, record
/// offset and length; offsets into `bytes`. Neighbouring entries of one directory share its offset.
struct RecordBatch {
  static constexpr std::size_t kColumns = 8;

  ByteBuffer bytes;
  std::vector<std::uint32_t> table;

  std::size_t size() const noexcept { return table.size() / kColumns; }
};

/// Fills batches. Precondition of `add`: the sequence fits into 32 bits.
class RecordBatchBuilder {
 public:
  static constexpr std::size_t kEntries = 4096;
  static constexpr std::size_t kBytes = 1 << 20;

  void add(const RecordEntry& entry);
  bool empty() const noexcept { return batch_.table.empty(); }
  /// Large enough to be handed over.
  bool full() const noexcept { return batch_.size() >= kEntries || batch_.bytes.size() >= kBytes; }
  RecordBatch take();

 private:
  std::uint32_t append(ByteView bytes);

  RecordBatch batch_;
  std::string directory_;
  std::uint32_t directoryOffset_ = 0;
};

/// Reads a batch back: entry `row`, whose views hold as long as the batch. Nothing for a row that points outside of it.
bool readBatchEntry(ByteView bytes, std::span<const std::uint32_t> table, std::size_t row, RecordEntry& entry) noexcept;

}  // namespace mamori
