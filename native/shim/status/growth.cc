#include "status/growth.h"

#include <algorithm>

#include "include/mamori_shim.h"
#include "status/bucket_table.h"
#include "status/row.h"
#include "status/words.h"

namespace mamori::shim {
namespace {

/// Both take about half a millisecond on a 2-core machine, page faults included.
constexpr std::size_t kAllocateBytes = 512 * 1024;
constexpr std::size_t kCopiedBuckets = 2048;

}  // namespace

std::int32_t Growth::begin(const OwnFolder& folder, std::uint32_t buckets, const Segment& present, const std::bitset<kRoots>& dropped, Growth& out) {
  Growth growth;
  const std::int32_t code = createShared(folder, kSegmentEnding, SegmentPlan::bytesFor(buckets), Access::kRead, growth.memory_);
  if (code != 0) return code;
  const std::int32_t allocated = growth.memory_.file.allocate(0, SegmentPlan::kBucketsAt);
  if (allocated != 0) {
    withdrawShared(folder, kSegmentEnding, growth.memory_.token);
    return allocated;
  }
  growth.allocated_ = SegmentPlan::kBucketsAt;
  growth.segment_ = Segment::begin(growth.memory_.file.data(), buckets, present.generation() + 1, present.key(), present.style());
  growth.dropped_ = dropped;
  out = std::move(growth);
  return 0;
}

std::int32_t Growth::step(const Segment& present) {
  if (!isCopying()) {
    const std::size_t piece = std::min(kAllocateBytes, memory_.file.size() - allocated_);
    const std::int32_t code = memory_.file.allocate(allocated_, piece);
    if (code != 0) return code;
    allocated_ += piece;
    return 1;
  }
  const auto buckets = present.buckets();
  const std::size_t until = std::min(buckets.size(), nextBucket_ + kCopiedBuckets);
  for (; nextBucket_ < until; ++nextBucket_) {
    const Bucket& bucket = buckets[nextBucket_];
    for (std::size_t row = 0; row < Bucket::kRows; ++row) {
      const std::uint64_t key = load(bucket.keys[row]);
      const std::uint32_t value = load(bucket.values[row]);
      if (key <= kRemovedKey || dropped_[Row::unpacked(value).root]) continue;
      const Put put = putRow(segment_.buckets(), key, value);
      if (put == Put::kFull) return MAMORI_ERROR_CAPACITY;
      if (put == Put::kAdded) ++rows_, ++taken_;
    }
  }
  return nextBucket_ < buckets.size() ? 1 : 0;
}

}  // namespace mamori::shim
