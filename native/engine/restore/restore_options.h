#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <unordered_set>
#include <vector>

#include "archive/blob_ports.h"
#include "archive/path_failure.h"
#include "archive/record_batch.h"
#include "index/index_snapshot.h"

namespace mamori {

enum class Overwrite : std::uint8_t { never, ifChanged, always };

struct RestoreOptions {
  std::string target;  // absolute, native bytes; a dry run takes one that is not there as empty
  Overwrite overwrite = Overwrite::never;
  bool dryRun = false;
  bool restoreOwner = false;
  bool replaceOtherKinds = false;                    // files and links in the way of a folder give way to it
  std::unordered_set<std::string> yieldingFolders;  // folders, paths in the target, that give way to a file with all that is in them
};

/// The next batch of items, or nothing at the end.
using ItemSource = std::function<Result<std::optional<RecordBatch>>()>;

/// What a restore works with. References must outlive it. `source` is called from several threads, `onFailures` from any one at a time.
struct RestoreServices {
  const Keyring& keyring;
  const IndexSnapshot& index;
  BlobSource& source;
  ItemSource nextItems;
  std::function<void(std::vector<PathFailure>)> onFailures;
};

struct RestoreTotals {
  std::uint64_t files = 0;  // everything but folders
  std::uint64_t directories = 0;
  std::uint64_t bytes = 0;
  std::uint64_t skipped = 0;
  std::uint64_t failed = 0;
  std::uint64_t ignoredAttributes = 0;
};

}  // namespace mamori
