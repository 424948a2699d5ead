#pragma once

#include <deque>
#include <thread>

#include "archive/change_source.h"
#include "archive/item_archiver.h"
#include "archive/record_feed.h"
#include "archive/record_store.h"
#include "archive/work_queue.h"

namespace mamori {

/// Receives failures of single paths, in batches; must not wait.
class ErrorSink {
 public:
  virtual ~ErrorSink() = default;
  virtual void report(std::vector<PathFailure> failures) = 0;
};

struct ChangeCounts {
  std::uint64_t added = 0;
  std::uint64_t changed = 0;
  std::uint64_t removed = 0;
};

struct ArchiveCounts {
  ChangeCounts files;  // everything but directories
  ChangeCounts directories;
  std::uint64_t unchanged = 0;  // looked at again, and found as they were; everything but directories
  std::uint64_t failed = 0;
  std::uint64_t readBytes = 0;
};

/// Learns what became of each directory, in order, once all its differences are done.
class DirectoryListener {
 public:
  virtual ~DirectoryListener() = default;
  virtual Status onDirectory(const ArchiveDirectory& directory) = 0;
};

/// Stores what a ChangeSource yields: workers read and seal, in any order; records come out in the order of the source.
///
/// Memory is bounded: at most kUnitsAhead units are unfinished or wait for an earlier one. Errors are the job's first failure.
///
/// A job that is asked to end early finishes what it has begun; what it has come to by then is whole, as far as it goes.
class Archiver {
 public:
  static constexpr std::size_t kUnitsAhead = 64;
  /// With this much ahead no further unit is begun, so that a job which shall end early does not first read many large files.
  static constexpr std::uint64_t kBytesAhead = 256 << 20;

  struct Parts {
    const Vault& vault;
    const SourceRoot& root;
    const ItemContext& context;
    std::uint64_t sequence;
    ChunkLookup& lookup;
    PackAssembler& assembler;
    HardLinkTable& links;
    RecordStore& records;
    RecordFeed& feed;
    ErrorSink& errors;
    DirectoryListener& listener;
    JobControl& control;
    FirstFailure& failure;
  };

  Archiver(Parts parts, unsigned threads);
  ~Archiver();

  Status run(ChangeSource& source);
  const ArchiveCounts& counts() const noexcept { return counts_; }
  /// False when it ended before the source did.
  bool complete() const noexcept { return complete_; }

 private:
  void work();
  Status pull(ChangeSource& source);
  Status divide(const std::shared_ptr<ArchiveDirectory>& directory);
  void addItem(const std::shared_ptr<ArchiveDirectory>& directory, std::uint32_t index);
  void submitOpen();
  bool isFarAhead() const noexcept { return ahead_.size() >= kUnitsAhead || aheadBytes_ >= kBytesAhead; }
  Status cut(ChangeSource& source);
  Status emitFront();
  Status emit(WorkUnit& unit);
  Status emitItem(ArchiveDirectory& directory, std::uint32_t index, const WorkUnit& unit, const ItemOutcome& outcome);
  void count(const ItemOutcome& outcome);
  void stopWorkers();

  const Parts parts_;
  WorkQueue queue_;
  std::deque<std::shared_ptr<WorkUnit>> ahead_;
  std::shared_ptr<WorkUnit> open_;
  std::uint64_t openBytes_ = 0;
  std::uint64_t aheadBytes_ = 0;
  std::size_t openItems_ = 0;
  bool sourceEnded_ = false;
  bool complete_ = true;
  ArchiveCounts counts_;
  std::vector<std::thread> workers_;
};

}  // namespace mamori
