#pragma once

#include "archive/chunk_lookup.h"
#include "archive/first_failure.h"
#include "index/chunk_index.h"
#include "index/pending_chunks.h"

namespace mamori {

/// Claims chunks that are neither in the index nor claimed before in this job. A damaged index ends the job.
class IndexLookup final : public ChunkLookup {
 public:
  IndexLookup(const ChunkIndex& index, FirstFailure& failure) : snapshot_(index.snapshot()), failure_(failure) {}

  bool claim(const ChunkId& id) override {
    auto found = snapshot_->find(id, LookupFor::writing);
    if (!found.ok()) failure_.set(std::move(found).error());
    else if (*found) return false;
    return pending_.insertIfAbsent(id);
  }

 private:
  const std::shared_ptr<const IndexSnapshot> snapshot_;
  FirstFailure& failure_;
  PendingChunks pending_;
};

}  // namespace mamori
