#pragma once

#include <bitset>
#include <cstdint>
#include <string>

#include "os/shared_memory.h"
#include "status/segment.h"

namespace mamori::shim {

/// The next segment while it is made, a bounded piece at a time: first its memory is reserved, then the present rows are copied.
///
/// From `isCopying` on, every row written to the present segment is written here as well, so that the two agree when the last bucket is copied.
class Growth {
 public:
  /// Makes its memory and header, with the key of `present` and the generation that follows.
  static std::int32_t begin(const OwnFolder& folder, std::uint32_t buckets, const Segment& present, const std::bitset<kRoots>& dropped, Growth& out);

  /// One piece. 1 while more is due, 0 when all rows are copied; a failure leaves the present segment as it is.
  std::int32_t step(const Segment& present);

  bool isCopying() const noexcept { return allocated_ == memory_.file.size(); }
  const Segment& segment() const noexcept { return segment_; }
  std::uint32_t buckets() const noexcept { return static_cast<std::uint32_t>(segment_.buckets().size()); }
  const std::bitset<kRoots>& dropped() const noexcept { return dropped_; }
  const std::string& token() const noexcept { return memory_.token; }
  std::uint32_t& rows() noexcept { return rows_; }
  std::uint32_t& taken() noexcept { return taken_; }
  SharedMemory takeMemory() noexcept { return std::move(memory_); }

 private:
  SharedMemory memory_;
  Segment segment_;
  std::bitset<kRoots> dropped_;
  std::size_t allocated_ = 0;
  std::size_t nextBucket_ = 0;
  std::uint32_t rows_ = 0;
  std::uint32_t taken_ = 0;
};

/// Rows in use, removed ones included, past which probing gets long: 65 % of all.
constexpr std::uint32_t comfortableRows(std::uint32_t buckets) noexcept {
  return static_cast<std::uint32_t>(static_cast<std::uint64_t>(buckets) * Bucket::kRows * 65 / 100);
}

/// The smallest table in which so many rows lie comfortably.
constexpr std::uint32_t bucketsFor(std::uint32_t rows) noexcept {
  std::uint32_t buckets = kMinBuckets;
  while (buckets < kMaxBuckets && comfortableRows(buckets) < rows) buckets *= 2;
  return buckets;
}

}  // namespace mamori::shim
