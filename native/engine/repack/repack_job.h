#pragma once

#include <string>
#include <vector>

#include "archive/live_set.h"
#include "archive/pack_assembler.h"
#include "base/job_control.h"

namespace mamori {

struct RepackContainer {
  std::string name;
  Footer footer;
};

/// What is referred to must outlive the job.
struct RepackRequest {
  const Keyring& keyring;
  const IndexSnapshot& index;
  BlobSource& source;
  BlobSink& sink;
  const LiveSet& live;
  std::vector<RepackContainer> containers;
  bool missingOnly = false;  // only what no usable container of the index holds
  std::uint64_t packBytes = kDefaultPackBytes;
};

struct RepackResult {
  std::vector<StoredPackName> packs;
  std::uint64_t copiedBytes = 0;   // of chunks
  std::uint64_t droppedBytes = 0;  // of chunks that are not live
};

/// Copies live chunks into new packs, in the order in which they lie.
///
/// - A segment all of whose chunks are wanted, and that is no mere remnant, is moved as it was sealed, once its seal was checked:
///   what is copied may be the last copy. Others are opened, their chunks checked, and built anew.
/// - Copies stay in the key epoch of their segment, because their ids depend on it; data and metadata stay apart.
/// - A segment that cannot be read ends the job with the reason: nobody may delete its container on the ground of this copy.
///
/// One thread, one segment at a time, and the two packs that are being filled.
Result<RepackResult> repack(const RepackRequest& request, JobControl& control);

}  // namespace mamori
