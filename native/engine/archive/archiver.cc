#include "archive/archiver.h"

#include "archive/archive_worker.h"

namespace mamori {
namespace {

// A unit is closed at either bound: enough work that handing it over costs nothing, little enough that units finish evenly.
constexpr std::uint64_t kUnitBytes = 1 << 20;
constexpr std::size_t kUnitItems = 1024;

}  // namespace

Archiver::Archiver(Parts parts, unsigned threads) : parts_(parts) {
  for (unsigned i = 0; i < threads; ++i) workers_.emplace_back([this] { work(); });
}

Archiver::~Archiver() { stopWorkers(); }

void Archiver::work() { ArchiveWorker(parts_, queue_).run(); }

void Archiver::stopWorkers() {
  queue_.close();
  for (std::thread& worker : workers_) worker.join();
  workers_.clear();
}

Status Archiver::run(ChangeSource& source) {
  while (!sourceEnded_ || !ahead_.empty()) {
    Status done = sourceEnded_ || isFarAhead() ? emitFront() : parts_.control.endingEarly() ? cut(source) : pull(source);
    if (!done.ok()) parts_.failure.set(std::move(done).error());
    if (parts_.failure.stopped()) break;
  }
  stopWorkers();
  return parts_.failure.status();
}

Status Archiver::cut(ChangeSource& source) {
  sourceEnded_ = true;
  complete_ = false;
  submitOpen();
  if (counts_.files.removed + counts_.directories.removed == 0 || source.rootIsInPlace()) return {};
  return makeError("scan.root-gone", "the source's folder went away during the scan");
}

Status Archiver::pull(ChangeSource& source) {
  MAMORI_ASSIGN(const std::shared_ptr<ArchiveDirectory> directory, source.next());
  if (!directory) {
    sourceEnded_ = true;
    submitOpen();
    return {};
  }
  if (directory->delta.current.error) {
    ++counts_.failed;
    std::vector<PathFailure> failures;
    failures.push_back({std::string(directory->delta.path()), folderFailure(*directory->delta.current.error)});
    parts_.errors.report(std::move(failures));
    return {};
  }
  directory->imageOutcomes.reserve(directory->delta.differences.size());
  return divide(directory);
}

Status Archiver::divide(const std::shared_ptr<ArchiveDirectory>& directory) {
  for (std::uint32_t index = 0; index < directory->delta.differences.size(); ++index) {
    if (index > 0 && parts_.control.endingEarly()) {
      // Of the last item added nothing is emitted yet, so its slice ends where the directory does now.
      directory->delta.differences.resize(index);
      break;
    }
    addItem(directory, index);
    while (isFarAhead() && ahead_.size() > 1) MAMORI_TRY(emitFront());
  }
  return {};
}

void Archiver::addItem(const std::shared_ptr<ArchiveDirectory>& directory, std::uint32_t index) {
  const Difference& difference = directory->delta.differences[index];
  std::uint64_t bytes = 0;
  if (difference.current != Difference::kNone) {
    const EntryStat& stat = directory->delta.current.entries[difference.current].stat;
    if (stat.kind == EntryKind::file) bytes = stat.size;
  }
  const bool large = bytes > ContentArchiver::kWholeReadBytes;
  if (large) submitOpen();  // a large file is a unit of its own
  if (!open_) open_ = std::make_shared<WorkUnit>();
  if (open_->slices.empty() || open_->slices.back().directory != directory) {
    open_->slices.push_back({directory, index, index});
  }
  open_->slices.back().end = index + 1;
  open_->large = large;
  openBytes_ += bytes;
  ++openItems_;
  if (large || openBytes_ >= kUnitBytes || openItems_ >= kUnitItems) submitOpen();
}

void Archiver::submitOpen() {
  openItems_ = 0;
  if (!open_) return;
  open_->bytes = openBytes_;
  aheadBytes_ += openBytes_;
  ahead_.push_back(open_);
  queue_.submit(std::move(open_));
  open_.reset();
  openBytes_ = 0;
}

Status Archiver::emitFront() {
  WorkUnit& unit = *ahead_.front();
  queue_.waitFor(unit);
  if (parts_.failure.stopped()) return parts_.failure.status();
  MAMORI_TRY(emit(unit));
  aheadBytes_ -= unit.bytes;
  ahead_.pop_front();
  return {};
}

Status Archiver::emit(WorkUnit& unit) {
  std::size_t item = 0;
  for (const WorkSlice& slice : unit.slices) {
    for (std::uint32_t index = slice.begin; index < slice.end; ++index) {
      MAMORI_TRY(emitItem(*slice.directory, index, unit, unit.outcomes[item++]));
    }
    if (slice.end == slice.directory->delta.differences.size()) MAMORI_TRY(parts_.listener.onDirectory(*slice.directory));
  }
  counts_.readBytes += unit.readBytes;
  if (!unit.failures.empty()) parts_.errors.report(std::move(unit.failures));
  return {};
}

Status Archiver::emitItem(ArchiveDirectory& directory, std::uint32_t index, const WorkUnit& unit, const ItemOutcome& outcome) {
  directory.imageOutcomes.push_back(outcome.image);
  count(outcome);
  if (!outcome.hasRecord) return {};
  const RecordEntry entry{directory.delta.path(), directory.delta.nameOf(directory.delta.differences[index]), outcome.operation,
                          parts_.sequence, ByteView(unit.records).subspan(outcome.recordOffset, outcome.recordBytes)};
  parts_.feed.add(entry);
  return parts_.records.add(entry);
}

void Archiver::count(const ItemOutcome& outcome) {
  ChangeCounts& changes = outcome.directory ? counts_.directories : counts_.files;
  switch (outcome.change) {
    case ItemOutcome::Change::unchanged: counts_.unchanged += !outcome.directory; break;
    case ItemOutcome::Change::added: ++changes.added; break;
    case ItemOutcome::Change::changed: ++changes.changed; break;
    case ItemOutcome::Change::removed: ++changes.removed; break;
    case ItemOutcome::Change::failed: ++counts_.failed; break;
  }
}

}  // namespace mamori
