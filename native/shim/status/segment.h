#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include "path/siphash.h"
#include "status/layout.h"

namespace mamori::shim {

/// A mapped segment, seen through what was checked once: a reader's view of it never depends on numbers that may change under it.
class Segment {
 public:
  Segment() = default;

  /// nullopt unless the header is one of ours and agrees with the file's size.
  static std::optional<Segment> check(std::byte* data, std::size_t bytes, std::uint64_t generation) noexcept;
  /// Writes the header of a new file of SegmentPlan::bytesFor(buckets) zeros.
  static Segment begin(std::byte* data, std::uint32_t buckets, std::uint64_t generation, SipKey key, PathStyle style) noexcept;

  std::uint64_t generation() const noexcept { return generation_; }
  SipKey key() const noexcept { return key_; }
  PathStyle style() const noexcept { return style_; }

  SegmentHeader& header() const noexcept { return at<SegmentHeader>(0); }
  std::span<std::uint32_t, kRoots> roots() const noexcept { return std::span<std::uint32_t, kRoots>(&at<std::uint32_t>(SegmentPlan::kRootsAt), kRoots); }
  SpellingTable& spellings() const noexcept { return at<SpellingTable>(SegmentPlan::kSpellingsAt); }
  MenuSection& menu() const noexcept { return at<MenuSection>(SegmentPlan::kMenuAt); }
  std::span<Bucket> buckets() const noexcept { return {&at<Bucket>(SegmentPlan::kBucketsAt), buckets_}; }

 private:
  template <typename T>
  T& at(std::size_t offset) const noexcept {
    return *reinterpret_cast<T*>(data_ + offset);
  }

  std::byte* data_ = nullptr;
  std::uint32_t buckets_ = 0;
  std::uint64_t generation_ = 0;
  SipKey key_;
  PathStyle style_ = PathStyle::kLinux;
};

}  // namespace mamori::shim
