#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "os/shared_memory.h"
#include "status/growth.h"
#include "status/rendezvous.h"
#include "status/root_register.h"
#include "status/row.h"
#include "status/segment.h"

namespace mamori::shim {

/// A row to be written; `row` is nullopt for one to be removed. The path is relative, as the caller has it.
struct RowChange {
  std::span<const std::uint8_t> path;
  std::optional<Row> row;
};

struct WriterStats {
  std::uint32_t rows, capacity, generation, segmentBytes;
  bool growing;
};

/// The one publisher of a user's status table; include/mamori_shim.h says what each function promises. Thread-safe by one lock.
///
/// Starts with an empty segment of its own: what an earlier writer left, dead or alive when it was cut off, is never built upon.
class TableWriter {
 public:
  static std::int32_t open(const std::string& folder, PathStyle style, std::unique_ptr<TableWriter>& out);
  ~TableWriter();

  PathStyle style() const noexcept { return style_; }
  /// Says "alive", and sees that readers find the table.
  std::int32_t beat();

  std::int32_t addRoot(std::span<const PathBytes> spellings);
  std::int32_t renameRoot(std::uint32_t root, std::span<const PathBytes> spellings);
  std::int32_t trustRoot(std::uint32_t root, bool trusted);
  std::int32_t removeRoot(std::uint32_t root);

  /// How many were taken, or a failure.
  std::int32_t put(std::uint32_t root, std::span<const RowChange> changes);
  std::int32_t reserve(std::uint32_t rows);
  std::int32_t step();

  std::int32_t setMenu(std::uint32_t version, std::span<const std::uint8_t> bytes);
  void setBooleans(std::uint64_t booleans) noexcept;
  std::uint32_t takeAsked(std::span<std::uint8_t> out);
  WriterStats stats() const;

 private:
  TableWriter() = default;
  std::int32_t takePlace(const std::string& folder);
  void clearAway() const;
  std::int32_t makeAskedRing();
  std::int32_t makeFirstSegment();
  std::int32_t apply(const RowChange& change, std::uint32_t root, std::span<std::uint8_t> buffer);
  std::int32_t write(std::uint64_t key, std::uint32_t value);
  void erase(std::uint64_t key) noexcept;
  std::int32_t grow(std::uint32_t buckets);
  std::int32_t growIfCrowded();
  std::int32_t advanceGrowth();
  std::int32_t finishGrowth();
  void abandonGrowth() noexcept;
  void switchTo(SharedMemory memory, const Segment& segment);

  mutable std::mutex mutex_;
  OwnFolder folder_;
  PathStyle style_ = PathStyle::kLinux;
  SipKey key_;
  ProcessIdentity self_;
  SharedMemory rendezvous_, asked_, memory_;  // the last: of the present segment
  std::uint32_t askedPosition_ = 0;
  Segment segment_;
  std::uint32_t rows_ = 0;   // that hold a state
  std::uint32_t taken_ = 0;  // likewise, and those removed since the table last moved
  RootRegister roots_;
  std::uint32_t menuVersion_ = 0;
  std::vector<std::uint8_t> menu_;
  std::uint64_t booleans_ = 0;
  std::unique_ptr<Growth> growth_;
};

}  // namespace mamori::shim
