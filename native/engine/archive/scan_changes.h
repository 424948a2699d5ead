#pragma once

#include <deque>

#include "archive/change_source.h"
#include "base/job_control.h"
#include "scan/comparator.h"

namespace mamori {

/// The changes that a scan finds.
///
/// With an image they are collected before the first is handed out, as long as they stay within kCollectedEntries: only then can a
/// new file be recognised as one that was removed elsewhere (same inode, size and time). Past that bound, and without an
/// image, they are handed out as the walk goes, and renamed files appear as new.
class ScanChanges final : public ChangeSource {
 public:
  static constexpr std::size_t kCollectedEntries = 200'000;

  struct Options {
    std::string root;
    ExclusionRules exclusions;
    bool oneFileSystem = false;
    bool keepRemoved = false;             // what is gone is not reported (see Comparator)
    std::optional<RangeSet> ranges;       // none: the whole source
    std::unique_ptr<ImageReader> image;   // none: everything is new
    unsigned threads = 2;
  };

  static Result<std::unique_ptr<ScanChanges>> start(Options options, JobControl& control);

  Result<std::shared_ptr<ArchiveDirectory>> next() override;
  SourceTotals totals() const override;
  bool rootIsInPlace() const override { return comparator_.rootIsInPlace(); }
  std::uint64_t rootInode() const override { return comparator_.rootInode(); }

 private:
  ScanChanges(Comparator comparator, bool collects, JobControl& control)
      : comparator_(std::move(comparator)), collecting_(collects), control_(control) {}
  Result<std::shared_ptr<ArchiveDirectory>> pull();
  Status collect();
  void findMoves();

  Comparator comparator_;
  bool collecting_;
  bool ended_ = false;
  JobControl& control_;
  std::deque<std::shared_ptr<ArchiveDirectory>> collected_;
};

}  // namespace mamori
