#pragma once

#include <functional>
#include <thread>

#include "archive/first_failure.h"
#include "archive/record_batch.h"
#include "base/bounded_queue.h"

namespace mamori {

/// Receives batches one at a time; returns once it can take the next. Called from one thread.
class RecordSink {
 public:
  virtual ~RecordSink() = default;
  virtual Status take(RecordBatch batch) = 0;
};

/// Hands entries to a RecordSink in batches, while the caller goes on: one batch is with the sink, one waits, one is filled.
/// A failure of the sink is the job's.
class RecordFeed {
 public:
  RecordFeed(RecordSink& sink, FirstFailure& failure);
  ~RecordFeed();

  /// Waits while the sink is behind.
  void add(const RecordEntry& entry);
  /// Hands over what is left and waits until the sink has taken everything.
  Status finish();

 private:
  void deliver();

  RecordSink& sink_;
  FirstFailure& failure_;
  RecordBatchBuilder builder_;
  BoundedQueue<RecordBatch> waiting_{1};
  std::thread thread_;
};

}  // namespace mamori
