#include "fold/path_history.h"

#include <algorithm>

#include "codec/record.h"

namespace mamori {
namespace {

// The low bits of a record's flags are in the first byte after its kind, however long the flags are.
constexpr std::size_t kFlagsOffset = 1;

}  // namespace

void PathHistory::clear() {
  items_.clear();
  promoted_.clear();
}

Status PathHistory::apply(const RecordEntry& entry) {
  switch (entry.operation) {
    case RecordOperation::put:
    case RecordOperation::tombstone:
    case RecordOperation::gap: place({entry.operation, entry.sequence, entry.record}); break;
    case RecordOperation::drop: drop(entry.sequence); break;
    case RecordOperation::promote: return promote(entry.sequence);
    case RecordOperation::forget: std::erase_if(items_, [&](const Item& item) { return item.sequence <= entry.sequence; }); break;
  }
  return {};
}

void PathHistory::place(Item item) {
  if (items_.empty() || items_.back().sequence < item.sequence) {
    items_.push_back(item);
    return;
  }
  const auto at = std::lower_bound(items_.begin(), items_.end(), item.sequence, [](const Item& a, std::uint64_t b) { return a.sequence < b; });
  if (at->sequence == item.sequence) *at = item;
  else items_.insert(at, item);
}

void PathHistory::drop(std::uint64_t sequence) {
  for (Item& item : items_) {
    if (item.sequence == sequence) item = {RecordOperation::gap, sequence, {}};
  }
  const auto isGap = [](const Item& item) { return item.kind == RecordOperation::gap; };
  const auto end = std::unique(items_.begin(), items_.end(), [&](const Item& a, const Item& b) { return isGap(a) && isGap(b); });
  items_.erase(end, items_.end());
}

Status PathHistory::promote(std::uint64_t sequence) {
  for (Item& item : items_) {
    if (item.sequence != sequence || item.kind != RecordOperation::put) continue;
    if (item.record.size() <= kFlagsOffset) return makeError("vault.damaged-object", "record without flags");
    ByteBuffer& copy = promoted_.emplace_back(item.record.begin(), item.record.end());
    copy[kFlagsOffset] |= record_flag::generation;
    item.record = copy;
  }
  return {};
}

}  // namespace mamori
