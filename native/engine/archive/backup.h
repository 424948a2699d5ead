#pragma once

#include <optional>
#include <string>
#include <vector>

#include "archive/path_changes.h"
#include "archive/pending_image.h"
#include "archive/source_limits.h"
#include "index/chunk_index.h"

namespace mamori {

/// What scans and continuous saves have in common.
struct BackupInput {
  std::shared_ptr<const Vault> vault;
  std::shared_ptr<const ChunkIndex> index;
  std::string root;  // absolute
  std::array<std::uint8_t, 16> sourceId{};
  std::uint64_t sequence = 0;
  bool generation = false;
  std::string imagePath;
  ExclusionRules exclusions;
  std::vector<std::string> excludedFolders;  // absolute: the vault's, the program's own
  bool oneFileSystem = false;
  bool keepRemoved = false;  // what is gone stays in the vault as it was
  SourceLimits limits;       // what the destination takes
  PackAssembler::Options packs;
  OpenContainer open;    // what an earlier job of the same run left open
  unsigned threads = 0;  // 0: one per core
};

struct BackupSinks {
  BlobSink& packs;
  RecordSink& records;
  ErrorSink& errors;
};

struct BackupResult {
  StoredContent records;
  AssembledPacks packs;
  SourceTotals totals;
  ArchiveCounts counts;
  bool complete = true;  // false: ended early, when asked to
  std::unique_ptr<PendingImage> image;  // never null
};

/// Scans the source, or the folders of `only` (relative to the root), and stores what changed since the last image.
///
/// Errors that end the job: `scan.root-gone`, `scan.root-unreadable`, `engine.cancelled`, `engine.image-damaged` (the image is then
/// removed, so that the next attempt succeeds), `engine.image-unwritable`, `index.…`, and the sinks' own.
Result<BackupResult> runBackup(const BackupInput& input, const std::optional<std::vector<std::string>>& only, BackupSinks sinks,
                               JobControl& control);

/// Stores the given paths without a scan.
Result<BackupResult> runPathBackup(const BackupInput& input, std::vector<PathChanges::Item> items, BackupSinks sinks, JobControl& control);

}  // namespace mamori
