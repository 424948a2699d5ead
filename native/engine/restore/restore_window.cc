#include "restore/restore_window.h"

#include <algorithm>
#include <tuple>

namespace mamori {
namespace {

// One read: large enough that a store over a network is not asked too often, small enough that a dozen in memory are little.
constexpr std::uint64_t kReadBytes = 2 << 20;
// Bytes that are read for nothing rather than asking twice.
constexpr std::uint64_t kGapBytes = 64 << 10;
constexpr std::size_t kFilesWithoutContent = 2048;

bool inSameSegment(const ChunkUse& a, const ChunkUse& b) noexcept { return a.object == b.object && a.segmentOffset == b.segmentOffset; }

bool extends(const RestoreUnit& unit, const ChunkUse& begin, const ChunkUse& next) {
  const SegmentUses& last = unit.segments.back();
  const std::uint64_t end = std::uint64_t{last.offset} + last.sealedBytes;
  return begin.object == next.object && next.segmentOffset >= end && next.segmentOffset - end <= kGapBytes &&
         std::uint64_t{next.segmentOffset} + next.sealedBytes - unit.segments.front().offset <= kReadBytes;
}

}  // namespace

std::vector<RestoreUnit> cutIntoUnits(const std::shared_ptr<RestoreWindow>& window) {
  std::vector<ChunkUse>& uses = window->uses;
  std::sort(uses.begin(), uses.end(), [](const ChunkUse& a, const ChunkUse& b) {
    return std::tie(a.object, a.segmentOffset, a.offset) < std::tie(b.object, b.segmentOffset, b.offset);
  });
  std::vector<RestoreUnit> units;
  for (std::size_t at = 0; at < uses.size();) {
    std::size_t end = at + 1;
    while (end < uses.size() && inSameSegment(uses[at], uses[end])) ++end;
    if (units.empty() || !extends(units.back(), uses[units.back().segments.front().firstUse], uses[at])) {
      units.push_back({window, window->objects[uses[at].object], {}, {}, {}});
    }
    units.back().segments.push_back({at, end, uses[at].segmentOffset, uses[at].sealedBytes, {}, {}});
    at = end;
  }
  const auto& plain = window->withoutContent;
  for (std::size_t at = 0; at < plain.size(); at += kFilesWithoutContent) {
    const auto begin = plain.begin() + static_cast<std::ptrdiff_t>(at);
    const auto count = static_cast<std::ptrdiff_t>(std::min(kFilesWithoutContent, plain.size() - at));
    units.push_back({window, {}, {}, {}, {begin, begin + count}});
  }
  return units;
}

}  // namespace mamori
