#include "event_coalescer.h"

#include <utility>

#include "../scan/path_order.h"

namespace mamori {
namespace {

using Kind = WatchEvent::Kind;

/// A later event wins, but a file that is new to the consumer stays new, and content outranks attributes.
Kind mergeKinds(Kind earlier, Kind later) noexcept {
  if (earlier == Kind::created && later != Kind::removed) return Kind::created;
  if (earlier == Kind::changed && later == Kind::attributes) return Kind::changed;
  return later;
}

}  // namespace

void EventCoalescer::add(WatchEvent event) {
  if (overflow_ || isDirty(event.path)) return;
  if (const auto found = events_.find(event.path); found != events_.end()) {
    found->second.kind = mergeKinds(found->second.kind, event.kind);
    found->second.directory = event.directory;
    if (event.moveCookie) found->second.moveCookie = event.moveCookie;
    return;
  }
  if (events_.size() >= maxPaths_) return markDirty(parentPath(event.path));
  std::string key = event.path;
  events_.emplace(std::move(key), std::move(event));
}

void EventCoalescer::markDirty(std::string_view directory) {
  if (overflow_ || isDirty(directory)) return;
  std::erase_if(events_, [&](const auto& item) { return isWithin(item.first, directory) && item.first != directory; });
  std::erase_if(dirty_, [&](const std::string& other) { return isWithin(other, directory); });
  dirty_.emplace(directory);
  if (dirty_.size() > maxDirtyDirectories_) markOverflow();
}

void EventCoalescer::markOverflow() {
  overflow_ = true;
  events_.clear();
  dirty_.clear();
}

bool EventCoalescer::isDirty(std::string_view path) const {
  if (dirty_.empty()) return false;
  for (std::string_view at = path;; at = parentPath(at)) {
    if (dirty_.contains(at)) return true;
    if (at.empty()) return false;
  }
}

WatchBatch EventCoalescer::take() {
  WatchBatch batch;
  batch.overflow = std::exchange(overflow_, false);
  batch.events.reserve(events_.size());
  for (auto& [path, event] : events_) batch.events.push_back(std::move(event));
  batch.dirtyDirectories.assign(dirty_.begin(), dirty_.end());
  // A burst's buckets should not stay for ever.
  std::unordered_map<std::string, WatchEvent>().swap(events_);
  dirty_.clear();
  return batch;
}

}  // namespace mamori
