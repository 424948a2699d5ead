#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "archive/path_failure.h"
#include "codec/byte_buffer.h"
#include "codec/record_stream.h"
#include "scan/directory_delta.h"
#include "scan/image_update.h"

namespace mamori {

/// One directory with something to store, on its way through the pipeline. Shared by the units that work on it; each
/// touches its own differences only.
struct ArchiveDirectory {
  DirectoryDelta delta;
  /// Where a new file was before, by index of its difference; only for those that moved.
  std::map<std::uint32_t, std::string> movedFrom;
  /// The record that the vault has, per difference; empty where it has none. Without an image only (`PathChanges`).
  std::vector<ByteBuffer> currentRecords;
  /// Filled in order as units are finished.
  std::vector<EntryOutcome> imageOutcomes;

  std::string pathOf(const Difference& difference) const;
};

/// What became of one difference.
struct ItemOutcome {
  enum class Change : std::uint8_t { unchanged, added, changed, removed, failed };

  EntryOutcome image;
  Change change = Change::unchanged;
  bool directory = false;
  RecordOperation operation = RecordOperation::put;
  bool hasRecord = false;
  std::uint32_t recordOffset = 0;  // into WorkUnit::records
  std::uint32_t recordBytes = 0;
};

/// Differences [begin, end) of a directory.
struct WorkSlice {
  std::shared_ptr<ArchiveDirectory> directory;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};

/// A piece of work of about 1 MiB of small files, or one large file; processed by one worker, its results taken in order.
struct WorkUnit {
  std::vector<WorkSlice> slices;
  std::uint64_t bytes = 0;  // of its files, as the walk saw them
  bool large = false;  // one file whose chunks the other workers help with

  std::vector<ItemOutcome> outcomes;  // of all slices, one after another
  ByteBuffer records;
  std::vector<PathFailure> failures;
  std::uint64_t readBytes = 0;
  bool done = false;  // guarded by the queue's lock
};

}  // namespace mamori
