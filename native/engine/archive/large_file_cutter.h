#pragma once

#include <deque>
#include <functional>

#include "archive/first_failure.h"
#include "archive/source_reader.h"
#include "archive/vault.h"
#include "archive/work_queue.h"

namespace mamori {

/// Reads one large file and has its chunks stored by all workers; runs on the worker that took the file.
class LargeFileCutter {
 public:
  using StoreChunk = std::function<void(const ChunkTask&)>;  // the calling worker's own way to store

  LargeFileCutter(const Vault& vault, WorkQueue& queue, const FirstFailure& failure, StoreChunk storeChunk)
      : vault_(vault), queue_(queue), failure_(failure), storeChunk_(std::move(storeChunk)) {}

  struct Content {
    std::vector<ChunkId> ids;
    std::uint64_t bytes = 0;
  };
  using OnRead = std::function<void(std::uint64_t)>;

  /// The whole content, from where the file stands. `engine.cancelled` when the job stopped; else the file's own error.
  Result<Content> cut(SourceFile& file, const OnRead& onRead);

 private:
  CutBuffer* nextBuffer(const CutBuffer* current);
  void drain();

  const Vault& vault_;
  WorkQueue& queue_;
  const FirstFailure& failure_;
  const StoreChunk storeChunk_;
};

}  // namespace mamori
