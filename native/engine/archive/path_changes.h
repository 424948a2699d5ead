#pragma once

#include <set>
#include <vector>

#include "archive/change_source.h"
#include "base/job_control.h"
#include "scan/directory_lister.h"

namespace mamori {

/// Given paths instead of a scan. The cost follows the number of paths, not the size of the source.
class PathChanges final : public ChangeSource {
 public:
  struct Item {
    std::string path;          // relative to the root; "" is the root itself
    ByteBuffer currentRecord;  // what the vault has; empty: nothing
  };

  /// Precondition: `items` ascend in path order, each path once. With `keepRemoved` nothing is said of what is gone, unless a folder
  /// above it is something else now. Errors: `scan.root-gone`, `scan.root-unreadable`.
  static Result<std::unique_ptr<PathChanges>> start(const std::string& root, const ExclusionRules& exclusions, bool keepRemoved,
                                                    std::vector<Item> items, JobControl& control);

  Result<std::shared_ptr<ArchiveDirectory>> next() override;
  SourceTotals totals() const override { return totals_; }
  bool rootIsInPlace() const override { return lister_->rootIsInPlace(); }
  std::uint64_t rootInode() const override { return 0; }

 private:
  PathChanges(std::unique_ptr<RuleExclusions> exclusions, std::unique_ptr<DirectoryLister> lister, std::vector<Item> items);
  std::shared_ptr<ArchiveDirectory> take(std::size_t begin, std::size_t end);
  void addRoot(ArchiveDirectory& directory, Item& item);
  void count(const Entry& entry);
  bool keeps(std::string_view path, bool outOfReach) const;

  const std::unique_ptr<RuleExclusions> exclusions_;  // outlives the lister
  const std::unique_ptr<DirectoryLister> lister_;
  std::vector<Item> items_;
  std::set<std::string> replaced_;  // paths that were folders and are something else now
  bool keepRemoved_ = false;
  std::size_t next_ = 0;
  JobControl* control_ = nullptr;
  SourceTotals totals_;
};

}  // namespace mamori
