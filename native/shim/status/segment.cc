#include "status/segment.h"

#include <bit>

#include "status/words.h"

namespace mamori::shim {

std::optional<Segment> Segment::check(std::byte* data, std::size_t bytes, std::uint64_t generation) noexcept {
  if (bytes < SegmentPlan::bytesFor(kMinBuckets)) return std::nullopt;
  Segment segment;
  segment.data_ = data;
  const SegmentHeader& header = segment.header();
  const std::uint32_t buckets = load(header.buckets), style = load(header.pathStyle);
  if (load(header.magic) != SegmentHeader::kMagic || load(header.format) != kTableFormat || load(header.generation) != generation) return std::nullopt;
  if (!isPathStyle(style) || !std::has_single_bit(buckets) || buckets > kMaxBuckets || SegmentPlan::bytesFor(buckets) != bytes) return std::nullopt;
  segment.buckets_ = buckets;
  segment.generation_ = generation;
  segment.key_ = {load(header.keyLow), load(header.keyHigh)};
  segment.style_ = static_cast<PathStyle>(style);
  return segment;
}

Segment Segment::begin(std::byte* data, std::uint32_t buckets, std::uint64_t generation, SipKey key, PathStyle style) noexcept {
  Segment segment;
  segment.data_ = data;
  segment.buckets_ = buckets;
  segment.generation_ = generation;
  segment.key_ = key;
  segment.style_ = style;
  SegmentHeader& header = segment.header();
  store(header.magic, SegmentHeader::kMagic);
  store(header.format, kTableFormat);
  store(header.pathStyle, static_cast<std::uint32_t>(style));
  store(header.generation, generation);
  store(header.segmentBytes, static_cast<std::uint64_t>(SegmentPlan::bytesFor(buckets)));
  store(header.keyLow, key.low);
  store(header.keyHigh, key.high);
  store(header.buckets, buckets);
  return segment;
}

}  // namespace mamori::shim
