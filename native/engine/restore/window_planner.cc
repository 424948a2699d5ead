#include "restore/window_planner.h"

#include "restore/path_safety.h"
#include "restore/restore_codes.h"
#include "scan/path_order.h"

namespace mamori {
namespace {

// Files and bytes that are planned together. 128 MiB of files above 1 MiB also bounds the temporary files that are open at a time.
constexpr std::size_t kWindowFiles = 32'768;
constexpr std::uint64_t kWindowBytes = 128 << 20;

}  // namespace

WindowPlanner::WindowPlanner(const RestoreServices& services, const RestoreOptions& options, TargetTree& tree, FailureReport& failures,
                             DisplacedEntries& displaced, JobControl& control)
    : services_(services), options_(options), tree_(tree), failures_(failures), displaced_(displaced), control_(control),
      folders_(tree, options.dryRun, options.replaceOtherKinds ? &displaced : nullptr), lists_(services.keyring, services.index, services.source) {}

bool WindowPlanner::windowFull() const noexcept { return window_->files.size() >= kWindowFiles || window_->rawBytes >= kWindowBytes; }

std::shared_ptr<RestoreWindow> WindowPlanner::takeWindow() {
  objectNumbers_.clear();
  return std::exchange(window_, std::make_shared<RestoreWindow>());
}

Status WindowPlanner::plan(const std::shared_ptr<const RecordBatch>& batch, std::size_t index) {
  RecordEntry entry;
  if (!readBatchEntry(batch->bytes, batch->table, index, entry)) return makeError("engine.bad-argument", "a batch's table leads outside its bytes");
  const bool isRoot = entry.directory.empty() && entry.name.empty();
  Status status;
  if (!isSafePath(entry.directory) || (!isRoot && !isSafeName(entry.name))) {
    status = makeError(restore_code::unsafePath, "the name leads elsewhere");
  } else if (entry.operation != RecordOperation::put) {
    status = makeError(restore_code::contentMissing, "nothing is kept of this version");
  } else {
    status = planEntry(batch, entry);
  }
  if (!status.ok()) {
    control_.filesDone.fetch_add(1, std::memory_order_relaxed);
    failures_.add(joinPath(entry.directory, entry.name), contentError(std::move(status).error()));
  }
  return {};
}

Status WindowPlanner::planEntry(const std::shared_ptr<const RecordBatch>& batch, const RecordEntry& entry) {
  MAMORI_TRY(decodeRecord(entry.record, record_));
  const bool keepExisting = options_.overwrite == Overwrite::never;
  if (record_.kind == RecordKind::directory) {
    if (entry.name.empty()) {
      if (!keepExisting) folders_.addRoot(entry.record);
    } else {
      MAMORI_ASSIGN(RestoreFolder* const parent, folders_.enter(entry.directory));
      MAMORI_TRY(folders_.add(*parent, entry.name, entry.record, keepExisting));
    }
    ++counts_.directories;
    return {};
  }
  if (entry.name.empty()) return makeError(restore_code::unsafePath, "a file without a name");
  MAMORI_ASSIGN(RestoreFolder* const folder, folders_.enter(entry.directory));
  RestoreFile file{folder, entry.name, entry.record, Placement::fresh, nullptr, nullptr};
  if (grouping_ && record_.linkGroup && !options_.dryRun) {
    const auto [group, first] = links_.join(*record_.linkGroup);
    if (!first) {
      links_.defer({group, folder, std::string(entry.name), std::string(textOf(entry.record))});
      return {};
    }
    group->folder = folder;
    group->name = entry.name;
    file.leads = group;
  }
  MAMORI_ASSIGN(const auto placement, place(*folder, entry.name));
  if (!placement) {
    // A file that is there unchanged can take further names; under `never` nobody knows what it holds.
    if (file.leads && !keepExisting) file.leads->inPlace.store(true, std::memory_order_release);
    countSkipped();
    return {};
  }
  file.placement = *placement;
  if (window_->batches.empty() || window_->batches.back() != batch) window_->batches.push_back(batch);
  return planContent(window_->files.emplace_back(std::move(file)));
}

Result<std::optional<Placement>> WindowPlanner::place(RestoreFolder& folder, std::string_view name) {
  if (folder.fresh) return std::optional(Placement::fresh);
  MAMORI_ASSIGN(const auto opened, folders_.handles().open(folder));
  MAMORI_ASSIGN(const auto existing, opened->look(name));
  if (existing && existing->kind == RecordKind::directory) {
    if (options_.yieldingFolders.contains(joinPath(folder.path, name))) return std::optional(Placement::displace);
    return makeError(restore_code::targetOccupied, "a folder is in the way of a file");
  }
  if (options_.overwrite == Overwrite::never) return existing ? std::optional<Placement>() : std::optional(Placement::keep);
  if (existing && options_.overwrite == Overwrite::ifChanged && isUnchanged(*existing)) return std::optional<Placement>();
  return std::optional(Placement::replace);
}

bool WindowPlanner::isUnchanged(const TargetEntry& existing) const noexcept {
  const bool sameSize = record_.kind == RecordKind::file ? existing.size == record_.size
                        : record_.kind != RecordKind::symbolicLink || existing.size == record_.target.size();
  return existing.kind == record_.kind && sameSize && existing.mtimeNs == tree_.storedTime(record_.mtimeNs);
}

Status WindowPlanner::planContent(RestoreFile& file) {
  if (record_.kind != RecordKind::file || record_.content.ids.empty()) {
    if (options_.dryRun) {
      countFile(0);
    } else {
      window_->withoutContent.push_back(&file);
    }
    return {};
  }
  const std::size_t usesBefore = window_->uses.size();
  const auto located = [&]() -> Result<std::uint64_t> {
    if (record_.content.depth == 0) return locate(file, record_.content.ids);
    MAMORI_ASSIGN(const auto ids, lists_.resolve(record_.content));
    return locate(file, ids);
  }();
  const std::size_t uses = window_->uses.size() - usesBefore;
  if (!located.ok() || options_.dryRun) window_->uses.resize(usesBefore);
  if (!located.ok()) return located.error();
  if (options_.dryRun) {
    countFile(*located);
    return {};
  }
  window_->rawBytes += *located;
  control_.bytesTotal.fetch_add(*located, std::memory_order_relaxed);
  if (uses < 2) return {};
  file.pieces = std::make_unique<PiecewiseFile>();
  file.pieces->size = *located;
  file.pieces->piecesLeft.store(static_cast<std::uint32_t>(uses), std::memory_order_relaxed);
  return {};
}

Result<std::uint64_t> WindowPlanner::locate(RestoreFile& file, const std::vector<ChunkId>& ids) {
  std::uint64_t size = 0;
  for (const ChunkId& id : ids) {
    MAMORI_ASSIGN(const auto found, services_.index.find(id, LookupFor::reading));
    if (!found) return makeError(restore_code::contentMissing, "no object has chunk " + toHex(id.bytes));
    window_->uses.push_back({&file, size, objectNumber(found->objectName), found->segmentOffset, found->sealedBytes, found->segmentRawBytes,
                             found->offsetInSegment, found->rawBytes, id});
    size += found->rawBytes;
  }
  return size;
}

/// Numbers in the order of first use, which is that of paths: neighbouring files are then written one after another.
std::uint32_t WindowPlanner::objectNumber(std::string_view name) {
  const auto [place, added] = objectNumbers_.try_emplace(name.data(), static_cast<std::uint32_t>(window_->objects.size()));
  if (added) window_->objects.push_back(name);
  return place->second;
}

void WindowPlanner::countSkipped() {
  ++counts_.skipped;
  control_.filesDone.fetch_add(1, std::memory_order_relaxed);
}

void WindowPlanner::countFile(std::uint64_t bytes) {
  ++counts_.files;
  counts_.bytes += bytes;
  control_.filesDone.fetch_add(1, std::memory_order_relaxed);
  control_.bytesDone.fetch_add(bytes, std::memory_order_relaxed);
}

RecordBatch WindowPlanner::linkLaterNames() {
  RecordBatchBuilder unlinked;
  for (LaterName& later : links_.takeDeferred()) {
    const auto linked = [&]() -> Result<bool> {
      if (!later.group->inPlace.load(std::memory_order_acquire)) return false;
      MAMORI_TRY(decodeRecord(bytesOf(later.record), record_));
      MAMORI_ASSIGN(const auto placement, place(*later.folder, later.name));
      if (!placement) {
        countSkipped();
        return true;
      }
      MAMORI_ASSIGN(const auto folder, folders_.handles().open(*later.folder));
      MAMORI_ASSIGN(const auto firstFolder, folders_.handles().open(*later.group->folder));
      MAMORI_TRY(displaced_.put(later.folder->path, *folder, later.name, *placement, [&](Placement as) {
        return folder->linkFile(*firstFolder, later.group->name, later.name, as);
      }));
      countFile(0);
      return true;
    }();
    if (!linked.ok() || !*linked) unlinked.add({later.folder->path, later.name, RecordOperation::put, 0, bytesOf(later.record)});
  }
  links_.forgetGroups();
  return unlinked.take();
}

}  // namespace mamori
