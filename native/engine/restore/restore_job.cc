#include "restore/restore_job.h"

#include <algorithm>
#include <thread>

#include "base/bounded_queue.h"
#include "restore/unit_writer.h"
#include "restore/window_planner.h"

namespace mamori {
namespace {

constexpr std::size_t kReadsAtATime = 4;
constexpr std::size_t kFetchedUnits = 4;
constexpr std::size_t kPlannedUnits = 32;

std::size_t writerCount() { return std::clamp<std::size_t>(std::thread::hardware_concurrency(), 2, 8); }

/// Reading and writing threads between the planner and the target.
class Pipeline {
 public:
  Pipeline(BlobSource& source, UnitWriter::Shared& shared) : source_(source), shared_(shared) {
    reading_ = kReadsAtATime;
    for (std::size_t i = 0; i < kReadsAtATime; ++i) threads_.emplace_back([this] { fetch(); });
    for (std::size_t i = 0; i < writerCount(); ++i) threads_.emplace_back([this] { write(); });
  }

  /// Drops what is queued unless `finish` was called: the threads end with the units at hand.
  ~Pipeline() {
    planned_.abort();
    fetched_.abort();
    join();
  }

  /// False once the pipeline gave up.
  bool push(RestoreUnit unit) { return planned_.push(std::move(unit)); }

  /// Returns once everything pushed is written; false when the pipeline gave up before.
  bool finish() {
    planned_.close();
    join();
    return !gaveUp_;
  }

 private:
  void fetch() {
    while (auto unit = planned_.pop()) {
      if (!fetchUnit(source_, *unit) || !fetched_.push(std::move(*unit))) giveUp();
    }
    if (--reading_ == 0) fetched_.close();
  }

  void write() {
    UnitWriter writer(shared_);
    while (auto unit = fetched_.pop()) {
      if (!writer.write(*unit)) giveUp();
    }
  }

  void giveUp() {
    gaveUp_ = true;
    planned_.abort();
    fetched_.abort();
  }

  void join() {
    for (std::thread& thread : threads_) thread.join();
    threads_.clear();
  }

  BlobSource& source_;
  UnitWriter::Shared& shared_;
  BoundedQueue<RestoreUnit> planned_{kPlannedUnits};
  BoundedQueue<RestoreUnit> fetched_{kFetchedUnits};
  std::atomic<std::size_t> reading_{0};
  std::atomic<bool> gaveUp_{false};
  std::vector<std::thread> threads_;
};

/// One pass over items: plans windows and waits until they are written.
Status runPass(const ItemSource& next, WindowPlanner& planner, BlobSource& source, UnitWriter::Shared& shared) {
  Pipeline pipeline(source, shared);
  const auto handOver = [&]() -> Status {
    for (RestoreUnit& unit : cutIntoUnits(planner.takeWindow())) {
      if (!pipeline.push(std::move(unit))) return cancelledError();
    }
    return {};
  };
  for (;;) {
    if (!shared.control.waitWhilePaused()) return cancelledError();
    MAMORI_ASSIGN(auto items, next());
    if (!items) break;
    const auto batch = std::make_shared<const RecordBatch>(std::move(*items));
    shared.control.filesTotal.fetch_add(batch->size(), std::memory_order_relaxed);
    for (std::size_t i = 0; i < batch->size(); ++i) {
      MAMORI_TRY(planner.plan(batch, i));
      if (planner.windowFull()) MAMORI_TRY(handOver());
    }
  }
  MAMORI_TRY(handOver());
  return pipeline.finish() && !shared.control.cancelled() ? Status() : Status(cancelledError());
}

/// What gave way goes only once what took its place survives a power cut. Also after a cancelled restore: it leaves what was finished.
void removeDisplaced(TargetTree& tree, DisplacedEntries& displaced, FailureReport& failures) {
  if (displaced.empty()) return;
  if (Status synced = tree.sync(); synced.ok()) {
    displaced.remove(tree, failures);
  } else {
    failures.add({}, std::move(synced).error());
  }
}

ItemSource once(RecordBatch batch) {
  return [held = std::make_shared<std::optional<RecordBatch>>(std::move(batch))]() -> Result<std::optional<RecordBatch>> {
    return std::exchange(*held, std::nullopt);
  };
}

}  // namespace

Result<RestoreTotals> restoreTree(const RestoreServices& services, const RestoreOptions& options, JobControl& control) {
  MAMORI_ASSIGN(const auto tree, TargetTree::open(options.target, {options.restoreOwner, options.dryRun}));
  FailureReport failures(services.onFailures);
  DisplacedEntries displaced;
  WindowPlanner planner(services, options, *tree, failures, displaced, control);
  UnitWriter::Shared shared{services.keyring, *tree, control, failures, displaced};

  Status status = runPass(services.nextItems, planner, services.source, shared);
  control.walkComplete.store(true, std::memory_order_relaxed);
  // Names whose first one failed or was kept as it was: the next becomes the first; in a third pass all are files of their own.
  for (int pass = 2; status.ok(); ++pass) {
    RecordBatch unlinked = planner.linkLaterNames();
    if (unlinked.size() == 0) break;
    if (pass > 2) planner.stopGrouping();
    status = runPass(once(std::move(unlinked)), planner, services.source, shared);
  }
  removeDisplaced(*tree, displaced, failures);
  if (status.ok() && !options.dryRun) {
    planner.folders().finish(failures);
    if (Status synced = tree->sync(); !synced.ok()) failures.add({}, std::move(synced).error());
  }
  failures.flush();
  MAMORI_TRY(std::move(status));
  const auto& counts = planner.counts();
  return RestoreTotals{shared.files + counts.files, counts.directories, shared.bytes + counts.bytes, counts.skipped, failures.count(),
                       tree->ignoredAttributes()};
}

}  // namespace mamori
