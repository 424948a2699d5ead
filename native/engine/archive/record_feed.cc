#include "archive/record_feed.h"

namespace mamori {

RecordFeed::RecordFeed(RecordSink& sink, FirstFailure& failure)
    : sink_(sink), failure_(failure), thread_([this] { deliver(); }) {}

RecordFeed::~RecordFeed() {
  waiting_.abort();
  if (thread_.joinable()) thread_.join();
}

void RecordFeed::add(const RecordEntry& entry) {
  builder_.add(entry);
  if (builder_.full()) waiting_.push(builder_.take());
}

Status RecordFeed::finish() {
  if (!builder_.empty()) waiting_.push(builder_.take());
  waiting_.close();
  thread_.join();
  return failure_.status();
}

void RecordFeed::deliver() {
  while (auto batch = waiting_.pop()) {
    if (failure_.stopped()) continue;
    if (Status taken = sink_.take(std::move(*batch)); !taken.ok()) failure_.set(std::move(taken).error());
  }
}

}  // namespace mamori
