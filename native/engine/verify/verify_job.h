#pragma once

#include <functional>
#include <string>
#include <vector>

#include "archive/blob_ports.h"
#include "base/job_control.h"
#include "pack/footer.h"

namespace mamori {

struct VerifyContainer {
  std::string name;
  Footer footer;
  std::vector<std::size_t> segments;  // which ones, by number in the footer
};

/// A segment that cannot give all its chunks.
struct SegmentDamage {
  std::string container;
  std::size_t segment;
  Error error;
  std::vector<ChunkId> chunks;  // the ones that are lost
};

struct VerifyTotals {
  std::uint64_t segments = 0;
  std::uint64_t rawBytes = 0;
  std::uint64_t damaged = 0;
};

/// Reads, opens and decompresses segments and recomputes every chunk's id; run roots and padding are opened.
///
/// One thread per core, each holding one segment. `onDamage` is called from one thread at a time. What a store says of a missing or
/// cut object is damage; any other failure of the source ends the job with it, because it says nothing of what is stored.
Result<VerifyTotals> verifySegments(const Keyring& keyring, BlobSource& source, const std::vector<VerifyContainer>& containers,
                                    const std::function<void(SegmentDamage)>& onDamage, JobControl& control);

}  // namespace mamori
