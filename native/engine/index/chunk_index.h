#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "index/index_manifest.h"
#include "index/index_snapshot.h"
#include "pack/footer.h"

namespace mamori {

struct Reconciliation {
  std::vector<std::string> unknown;  // in the vault but not indexed: read their footers and add them
  std::uint64_t gone = 0;            // indexed but no longer in the vault
  std::uint64_t condemned = 0;
};

/// Which chunks the vault holds and where: a small log-structured merge tree of immutable sorted files, derived from pack footers.
///
/// Look-ups go to snapshots and never wait; one thread at a time changes the index. On `index.damaged` and `index.unreadable`
/// the caller erases the index and builds it again from all footers.
class ChunkIndex {
 public:
  /// Opens the index in a folder, or an empty one. Removes files that earlier merges left behind.
  static Result<std::unique_ptr<ChunkIndex>> open(std::string folder);

  /// Forgets everything on disk. The next open yields an empty index.
  static void erase(const std::string& folder) noexcept;

  std::shared_ptr<const IndexSnapshot> snapshot() const;

  /// Compares with the vault's object names (packs and run objects): from now on hits in objects that are not `present` are
  /// misses, and so are, for writers, hits in `condemned` ones. Cost: a sort of the names. Nothing is written.
  Reconciliation reconcile(std::vector<std::string> present, std::vector<std::string> condemned);

 private:
  friend class ChunkIndexBuilder;
  explicit ChunkIndex(std::string folder) : folder_(std::move(folder)) {}

  std::uint64_t takeNumber() noexcept { return manifest_.nextNumber++; }
  Status adopt(const std::vector<std::uint64_t>& numbers);
  Status compact(std::vector<IndexSnapshot::Part>& parts);
  void publish(std::vector<IndexSnapshot::Part> parts);

  const std::string folder_;
  IndexManifest manifest_;
  mutable std::mutex mutex_;  // guards the pointer only
  std::shared_ptr<const IndexSnapshot> snapshot_;
};

/// Adds the chunks of committed objects. Memory: up to 20 MB, whatever the number of chunks.
class ChunkIndexBuilder {
 public:
  /// Precondition: `index` outlives the builder, and no other builder is at work on it.
  explicit ChunkIndexBuilder(ChunkIndex& index);

  /// Notes an object's chunks; segments without chunks are skipped. Fails with `index.unwritable`.
  Status add(std::string objectName, const std::vector<SegmentInfo>& segments);

  /// Makes all of it visible and durable at once, and merges files where there are more than eight.
  /// Without it nothing of what was added remains.
  Status commit();

 private:
  Status spill();

  ChunkIndex& index_;
  std::vector<std::string> packs_;
  std::vector<index_format::Segment> segments_;
  std::vector<index_format::Entry> entries_;
  std::vector<std::uint64_t> spilled_;
};

}  // namespace mamori
