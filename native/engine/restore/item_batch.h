#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "base/result.h"
#include "codec/record_stream.h"

namespace mamori {

/// Entries as JavaScript and the engine hand them to each other: bytes, and a table of eight numbers an entry (see RecordBatch in
/// src/core/ports/engine.ts). It comes from outside, so every access is checked.
struct ItemBatch {
  static constexpr std::size_t kColumns = 8;

  ByteBuffer bytes;
  std::vector<std::uint32_t> table;

  std::size_t size() const noexcept { return table.size() / kColumns; }
  /// Views of this batch. Fails with `engine.bad-argument` for offsets outside it and operations that do not exist.
  Result<RecordEntry> entry(std::size_t index) const;
};

/// Collects entries into a batch. Equal neighbouring folders share their bytes.
class ItemBatchBuilder {
 public:
  void add(const RecordEntry& entry);
  std::size_t size() const noexcept { return batch_.size(); }
  std::size_t sizeBytes() const noexcept { return batch_.bytes.size(); }
  /// The batch so far; the builder is then empty.
  ItemBatch take();

 private:
  std::uint32_t append(ByteView bytes);

  ItemBatch batch_;
  std::uint32_t directoryOffset_ = 0;
  std::uint32_t directoryLength_ = 0;
};

/// The next batch, or nothing at the end.
using ItemSource = std::function<Result<std::optional<ItemBatch>>()>;

}  // namespace mamori
