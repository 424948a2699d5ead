#pragma once

#include <deque>
#include <vector>

#include "codec/record_stream.h"

namespace mamori {

/// The history of one path while entries are applied to it: section 9 of the vault format, word for word.
/// The same rules as src/core/catalog/fold-history.ts, to which a test compares it.
class PathHistory {
 public:
  struct Item {
    RecordOperation kind;  // put, tombstone or gap
    std::uint64_t sequence;
    ByteView record;       // put only
  };

  /// Applies the next entry of the path. Its record must outlive the history's next `clear`.
  /// Fails with `vault.damaged-object` when a record is too short to be promoted.
  Status apply(const RecordEntry& entry);
  void clear();

  /// In ascending sequence.
  const std::vector<Item>& items() const noexcept { return items_; }

 private:
  void place(Item item);
  void drop(std::uint64_t sequence);
  Status promote(std::uint64_t sequence);

  std::vector<Item> items_;
  std::deque<ByteBuffer> promoted_;  // records that differ from the stream's
};

}  // namespace mamori
