#pragma once

#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "restore/failure_report.h"
#include "restore/target_tree.h"

namespace mamori {

class DisplacedEntries;

/// A folder that something is restored into. Its address stays; it never changes once others know it.
struct RestoreFolder {
  std::string path;
  bool fresh = false;  // made by this restore (or, in a dry run, would be)
};

/// Keeps the folders used last open, for one thread: opening costs a look-up of the whole path.
class FolderHandles {
 public:
  /// Precondition: `tree` outlives this.
  explicit FolderHandles(TargetTree& tree) : tree_(tree) {}
  /// Fails as TargetTree::openFolder does; a folder that vanished is `restore.write-failed`.
  Result<std::shared_ptr<TargetFolder>> open(const RestoreFolder& folder);

 private:
  struct Handle {
    const RestoreFolder* folder = nullptr;
    std::shared_ptr<TargetFolder> opened;
    std::uint64_t lastUse = 0;
  };
  TargetTree& tree_;
  Handle handles_[16];
  std::uint64_t uses_ = 0;
};

/// All folders of one restore, about 150 bytes each plus their records. Only one thread may call it.
class FolderTable {
 public:
  /// With `displaced`, what is no folder gives way to folders that have a record; without, it is in their way.
  FolderTable(TargetTree& tree, bool dryRun, DisplacedEntries* displaced) : tree_(tree), handles_(tree), dryRun_(dryRun), displaced_(displaced) {}

  /// The folder `path` (safe), made with its parents where it is missing.
  Result<RestoreFolder*> enter(std::string_view path);
  /// The folder `name` in `parent`, made where it is missing. `record` is applied by `finish`, unless the folder was there and
  /// `keepExisting` is set.
  Status add(RestoreFolder& parent, std::string_view name, ByteView record, bool keepExisting);
  /// The target's own record.
  void addRoot(ByteView record);
  FolderHandles& handles() noexcept { return handles_; }

  /// Applies the records, folders before those that hold them, so that no time is changed again.
  void finish(FailureReport& failures);

 private:
  struct FolderRecord {
    RestoreFolder* folder;
    std::size_t offset, length;  // in recordBytes_
  };
  /// `hasRecord`: its owner's alone until `finish` gives it its rights, and it may displace what is in its way.
  Result<RestoreFolder*> makeIn(RestoreFolder& parent, std::string_view path, std::string_view name, bool hasRecord);
  Result<bool> make(RestoreFolder& parent, std::string_view name, bool hasRecord);
  /// Of a dry run: whether the folder would be made.
  Result<bool> wouldMake(const RestoreFolder& parent, std::string_view path, bool hasRecord);
  RestoreFolder* remember(std::string path, bool fresh);
  void keepRecord(RestoreFolder& folder, ByteView record);

  TargetTree& tree_;
  FolderHandles handles_;
  const bool dryRun_;
  DisplacedEntries* const displaced_;
  std::deque<RestoreFolder> folders_;
  std::unordered_map<std::string_view, RestoreFolder*> byPath_;
  std::vector<FolderRecord> records_;
  ByteBuffer recordBytes_;
  RestoreFolder* last_ = nullptr;
};

}  // namespace mamori
