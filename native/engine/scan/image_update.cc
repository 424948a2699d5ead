#include "image_update.h"

#include <algorithm>

#include "path_order.h"

namespace mamori {

ImageEntry imageEntryFor(const EntryStat& finalStat, std::uint64_t recordHash, std::int64_t readStartNs) noexcept {
  ImageEntry entry;
  entry.kind = finalStat.kind;
  entry.size = finalStat.size;
  entry.mtimeNs = finalStat.mtimeNs;
  entry.ctimeNs = finalStat.ctimeNs;
  entry.inode = finalStat.inode;
  entry.mode = finalStat.mode;
  entry.uid = finalStat.uid;
  entry.gid = finalStat.gid;
  entry.recordHash = recordHash;
  entry.racy = isRacy(finalStat.mtimeNs, finalStat.ctimeNs, readStartNs);
  return entry;
}

Status ImageUpdate::apply(const DirectoryDelta& delta, std::span<const EntryOutcome> outcomes) {
  if (outcomes.size() != delta.differences.size()) {
    return makeError(kImageUnwritableCode, "bug: one outcome is needed for each difference");
  }
  const bool changes = std::any_of(outcomes.begin(), outcomes.end(), [](const EntryOutcome& outcome) {
    return outcome.action != EntryOutcome::Action::keep;
  });
  if (!changes) return {};
  if (!writer_) MAMORI_TRY(begin());
  MAMORI_TRY(copyBefore(delta.path()));
  // The delta holds all that the old image knew about this directory.
  if (hasOldDirectory_ && oldDirectory_.path == delta.path()) MAMORI_TRY(advanceOld());
  return writeMerged(delta, outcomes);
}

Status ImageUpdate::begin() {
  MAMORI_ASSIGN(writer_, ImageWriter::create(options_.path, options_.header));
  if (!options_.hasOld) return {};
  MAMORI_ASSIGN(old_, ImageReader::open(options_.path));
  return advanceOld();
}

Status ImageUpdate::advanceOld() {
  hasOldDirectory_ = false;
  if (!old_) return {};
  MAMORI_ASSIGN(hasOldDirectory_, old_->next(oldDirectory_));
  return {};
}

Status ImageUpdate::copyBefore(std::string_view path) {
  while (hasOldDirectory_ && comparePaths(oldDirectory_.path, path) < 0) {
    MAMORI_TRY(writer_->add(oldDirectory_));
    MAMORI_TRY(advanceOld());
  }
  return {};
}

Status ImageUpdate::writeMerged(const DirectoryDelta& delta, std::span<const EntryOutcome> outcomes) {
  merged_.clear();
  merged_.path = delta.path();
  const ImageDirectory& before = delta.before;
  std::size_t b = 0;
  const auto copyUntil = [&](std::size_t end) {
    for (; b < end; ++b) merged_.add(before.entries[b], before.nameOf(before.entries[b]));
  };
  for (std::size_t i = 0; i < outcomes.size(); ++i) {
    const Difference& difference = delta.differences[i];
    const std::string_view name = delta.nameOf(difference);
    if (difference.previous != Difference::kNone) {
      copyUntil(difference.previous);
    } else {
      while (b < before.entries.size() && before.nameOf(before.entries[b]) < name) copyUntil(b + 1);
    }
    switch (outcomes[i].action) {
      case EntryOutcome::Action::store: merged_.add(outcomes[i].entry, name); break;
      case EntryOutcome::Action::keep:
        if (difference.previous != Difference::kNone) merged_.add(before.entries[difference.previous], name);
        break;
      case EntryOutcome::Action::forget: break;
    }
    if (difference.previous != Difference::kNone) b = difference.previous + 1;
  }
  copyUntil(before.entries.size());
  return writer_->add(merged_);
}

Result<bool> ImageUpdate::finish() {
  if (!writer_) {
    // Without an old image even an empty one is worth having: it says that the source was scanned.
    if (options_.hasOld) return false;
    MAMORI_TRY(begin());
  }
  while (hasOldDirectory_) {
    MAMORI_TRY(writer_->add(oldDirectory_));
    MAMORI_TRY(advanceOld());
  }
  old_.reset();  // Windows replaces no file that is open
  MAMORI_TRY(writer_->commit());
  writer_.reset();
  return true;
}

}  // namespace mamori
