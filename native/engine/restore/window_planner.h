#pragma once

#include <unordered_map>

#include "base/job_control.h"
#include "restore/content_reader.h"
#include "restore/displaced_entries.h"
#include "restore/restore_window.h"

namespace mamori {

/// Decides what becomes of each item: made at once (folders), skipped, refused, put off (further names of hard-linked files),
/// or planned into the current window. One thread.
class WindowPlanner {
 public:
  struct Counts {
    std::uint64_t directories = 0;
    std::uint64_t skipped = 0;
    std::uint64_t files = 0;  // dry runs only: writers count the others
    std::uint64_t bytes = 0;
  };

  /// Precondition: everything referred to outlives the planner.
  WindowPlanner(const RestoreServices& services, const RestoreOptions& options, TargetTree& tree, FailureReport& failures, DisplacedEntries& displaced,
                JobControl& control);

  /// Takes over one entry of `batch`. Failures of the entry are reported; only a bad table ends the job.
  Status plan(const std::shared_ptr<const RecordBatch>& batch, std::size_t index);

  bool windowFull() const noexcept;
  /// The window so far; the planner then begins another.
  std::shared_ptr<RestoreWindow> takeWindow();

  /// Links the names that were put off to their first ones. What cannot be linked comes back as items, to be restored as files.
  RecordBatch linkLaterNames();
  /// From now on every name of a hard-linked file is a file of its own.
  void stopGrouping() noexcept { grouping_ = false; }

  FolderTable& folders() noexcept { return folders_; }
  const Counts& counts() const noexcept { return counts_; }

 private:
  Status planEntry(const std::shared_ptr<const RecordBatch>& batch, const RecordEntry& entry);
  Result<std::optional<Placement>> place(RestoreFolder& folder, std::string_view name);
  bool isUnchanged(const TargetEntry& existing) const noexcept;
  Status planContent(RestoreFile& file);
  Result<std::uint64_t> locate(RestoreFile& file, const std::vector<ChunkId>& ids);
  std::uint32_t objectNumber(std::string_view name);
  void countSkipped();
  void countFile(std::uint64_t bytes);

  const RestoreServices& services_;
  const RestoreOptions& options_;
  const TargetTree& tree_;
  FailureReport& failures_;
  DisplacedEntries& displaced_;
  JobControl& control_;
  FolderTable folders_;
  ContentReader lists_;
  LinkGroups links_;
  bool grouping_ = true;
  std::shared_ptr<RestoreWindow> window_ = std::make_shared<RestoreWindow>();
  std::unordered_map<const char*, std::uint32_t> objectNumbers_;
  Record record_;
  Counts counts_;
};

}  // namespace mamori
