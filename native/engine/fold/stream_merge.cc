#include "fold/stream_merge.h"

#include <algorithm>
#include <atomic>
#include <thread>

#include "scan/path_order.h"

namespace mamori {
namespace {

constexpr std::size_t kOpeners = 4;

int comparePlaces(const RecordEntry& a, const RecordEntry& b) noexcept {
  // Most neighbours share their folder, and equality is found faster than order.
  if (a.directory != b.directory) return comparePaths(a.directory, b.directory);
  return a.name.compare(b.name);
}

}  // namespace

Result<StreamMerge> StreamMerge::open(std::vector<StreamCursor> cursors, const JobControl& control) {
  StreamMerge merge;
  for (StreamCursor& cursor : cursors) merge.cursors_.push_back(std::move(cursor));
  std::vector<char> hasEntry(merge.cursors_.size(), 0);
  std::vector<Status> outcomes(kOpeners);
  std::atomic<std::size_t> next{0};
  std::vector<std::thread> openers;
  for (std::size_t i = 0; i < std::min(kOpeners, merge.cursors_.size()); ++i) {
    openers.emplace_back([&, i] {
      for (std::size_t at; outcomes[i].ok() && (at = next.fetch_add(1)) < merge.cursors_.size();) {
        auto advanced = control.cancelled() ? Result<bool>(cancelledError()) : merge.cursors_[at].advance();
        if (advanced.ok()) hasEntry[at] = *advanced;
        else outcomes[i] = std::move(advanced).error();
      }
    });
  }
  for (std::thread& opener : openers) opener.join();
  for (Status& outcome : outcomes) MAMORI_TRY(std::move(outcome));
  for (std::size_t i = 0; i < hasEntry.size(); ++i) {
    if (hasEntry[i]) merge.heap_.push_back(i);
  }
  for (std::size_t at = merge.heap_.size() / 2; at-- > 0;) merge.siftDown(at);
  return merge;
}

bool StreamMerge::before(std::size_t a, std::size_t b) const noexcept {
  const int order = comparePlaces(cursors_[a].entry(), cursors_[b].entry());
  return order != 0 ? order < 0 : a < b;
}

void StreamMerge::siftDown(std::size_t at) noexcept {
  for (;;) {
    std::size_t least = at;
    for (std::size_t child = 2 * at + 1; child <= 2 * at + 2 && child < heap_.size(); ++child) {
      if (before(heap_[child], heap_[least])) least = child;
    }
    if (least == at) return;
    std::swap(heap_[at], heap_[least]);
    at = least;
  }
}

Result<bool> StreamMerge::next(PathHistory& history) {
  history.clear();
  held_.clear();
  if (heap_.empty()) return false;
  const RecordEntry& first = cursors_[heap_.front()].entry();
  if (first.directory != directory_) directory_ = first.directory;
  name_ = first.name;
  while (!heap_.empty()) {
    StreamCursor& cursor = cursors_[heap_.front()];
    if (!isCurrentPath(cursor.entry())) break;
    bool more = true;
    do {
      if (held_.empty() || held_.back() != cursor.chunk()) held_.push_back(cursor.chunk());
      MAMORI_TRY(history.apply(cursor.entry()));
      MAMORI_ASSIGN(more, cursor.advance());
    } while (more && isCurrentPath(cursor.entry()));
    if (!more) {
      heap_.front() = heap_.back();
      heap_.pop_back();
    }
    if (!heap_.empty()) siftDown(0);
  }
  return true;
}

}  // namespace mamori
