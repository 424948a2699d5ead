#include "comparator.h"

#include <algorithm>

namespace mamori {
namespace {

template <typename Paths>
bool anyAbove(const Paths& paths, std::string_view path) {
  if (paths.empty()) return false;
  for (std::string_view at = path;; at = parentPath(at)) {
    if (paths.contains(at)) return true;
    if (at.empty()) return false;
  }
}

}  // namespace

ChangeReason changeReasons(const EntryStat& now, const ImageEntry& before) noexcept {
  ChangeReason reasons = ChangeReason::none;
  const auto note = [&](bool differs, ChangeReason reason) {
    if (differs) reasons = reasons | reason;
  };
  note(now.kind != before.kind, ChangeReason::kind);
  note(now.size != before.size, ChangeReason::size);
  note(now.mtimeNs != before.mtimeNs, ChangeReason::mtime);
  note(now.ctimeNs != before.ctimeNs, ChangeReason::ctime);
  note(now.inode != before.inode, ChangeReason::inode);
  note(now.mode != before.mode, ChangeReason::mode);
  note(now.uid != before.uid || now.gid != before.gid, ChangeReason::owner);
  note(before.racy, ChangeReason::racy);
  return reasons;
}

Comparator::Comparator(std::unique_ptr<BlockSource> walk, std::unique_ptr<ImageReader> image,
                       std::optional<RangeSet> ranges, bool oneFileSystem, bool keepRemoved)
    : walk_(std::move(walk)), image_(std::move(image)), ranges_(std::move(ranges)), oneFileSystem_(oneFileSystem), keepRemoved_(keepRemoved) {}

std::optional<Result<DirectoryDelta>> Comparator::next() {
  const auto end = [&](Error error) {
    ended_ = true;
    return Result<DirectoryDelta>(std::move(error));
  };
  if (!begun_) {
    begun_ = true;
    if (Status image = advanceImage(); !image.ok()) return end(std::move(image).error());
    if (Status walk = advanceWalk(); !walk.ok()) return end(std::move(walk).error());
  }
  while (!ended_) {
    if (!block_ && !hasBefore_) {
      ended_ = true;
      break;
    }
    const int order = !block_ ? 1 : !hasBefore_ ? -1 : comparePaths(block_->path, before_.path);
    DirectoryDelta delta;
    const bool differs = order == 0 ? compareBoth(delta) : order < 0 ? takeNew(delta) : takeMissing(delta);
    if (order <= 0) {
      if (Status walk = advanceWalk(); !walk.ok()) return end(std::move(walk).error());
    }
    if (order >= 0) {
      if (Status image = advanceImage(); !image.ok()) return end(std::move(image).error());
    }
    if (!differs) continue;
    tally(delta);
    return Result<DirectoryDelta>(std::move(delta));
  }
  return std::nullopt;
}

Status Comparator::advanceWalk() {
  block_.reset();
  auto block = walk_->next();
  if (!block) return {};
  if (!block->ok()) return std::move(*block).error();
  block_.emplace(std::move(*block).value());
  count(*block_);
  if (!block_->path.empty() || block_->partial || block_->error) return {};
  rootInode_ = block_->self.inode;
  if (block_->entries.empty() && hasBefore_ && image_->header().rootInode != rootInode_) {
    return makeError("scan.root-gone", "the source's folder is another one than before, and empty");
  }
  return {};
}

Status Comparator::advanceImage() {
  hasBefore_ = false;
  if (!image_) return {};
  MAMORI_ASSIGN(hasBefore_, image_->next(before_));
  return {};
}

void Comparator::count(const DirectoryBlock& block) {
  ++totals_.directories;
  totals_.entries += block.entries.size();
  for (const Entry& entry : block.entries) {
    if (entry.stat.kind == EntryKind::file) totals_.bytes += entry.stat.size;
  }
}

bool Comparator::compareBoth(DirectoryDelta& delta) {
  delta.current = std::move(*block_);
  if (delta.current.error) {
    unread_.insert(delta.current.path);
    return true;
  }
  delta.before.path.swap(before_.path);
  delta.before.entries.swap(before_.entries);
  delta.before.names.swap(before_.names);
  if (delta.current.partial) return mergePartial(delta);
  merge(delta);
  if (!delta.differences.empty()) return true;
  // Unreported, so its buffers serve the next directory.
  delta.before.entries.swap(before_.entries);
  delta.before.names.swap(before_.names);
  return false;
}

bool Comparator::takeNew(DirectoryDelta& delta) {
  delta.current = std::move(*block_);
  if (delta.current.error) {
    unread_.insert(delta.current.path);
    return true;
  }
  delta.before.path = delta.current.path;
  merge(delta);
  return !delta.differences.empty();
}

bool Comparator::takeMissing(DirectoryDelta& delta) {
  if (isMissingKept(before_.path)) {
    if (anyAbove(leftOut_, before_.path) || keepsRemovedIn(before_.path)) {
      for (const ImageEntry& entry : before_.entries) totals_.kept += entry.kind != EntryKind::directory;
    }
    return false;
  }
  delta.before = std::move(before_);
  before_.clear();
  delta.current.path = delta.before.path;
  delta.removed = true;
  for (std::uint32_t i = 0; i < delta.before.entries.size(); ++i) onRemoved(delta, i);
  return true;
}

bool Comparator::keepsRemovedIn(std::string_view directory) const { return keepRemoved_ && !anyAbove(replaced_, directory); }

bool Comparator::isMissingKept(std::string_view path) const {
  if (keepsRemovedIn(path)) return true;
  if (anyAbove(gone_, path)) return false;
  if (anyAbove(unread_, path) || anyAbove(leftOut_, path) || anyAbove(unmounted_, path)) return true;
  return ranges_ && !ranges_->coversDirectory(path);
}

void Comparator::merge(DirectoryDelta& delta) {
  const std::vector<Entry>& now = delta.current.entries;
  const std::vector<ImageEntry>& before = delta.before.entries;
  std::uint32_t n = 0, b = 0;
  while (n < now.size() || b < before.size()) {
    const int order = n == now.size()      ? 1
                      : b == before.size() ? -1
                                           : delta.current.nameOf(now[n]).compare(delta.before.nameOf(before[b]));
    if (order == 0) onBoth(delta, n++, b++);
    else if (order < 0) onAdded(delta, n++);
    else onRemoved(delta, b++);
  }
}

bool Comparator::mergePartial(DirectoryDelta& delta) {
  const DirectoryBlock& current = delta.current;
  const ImageDirectory& before = delta.before;
  const auto byName = [&](const ImageEntry& entry, std::string_view name) { return before.nameOf(entry) < name; };
  std::uint32_t n = 0;
  for (const std::string& name : current.requested) {
    const auto found = std::lower_bound(before.entries.begin(), before.entries.end(), std::string_view(name), byName);
    const bool was = found != before.entries.end() && before.nameOf(*found) == name;
    const auto previous = static_cast<std::uint32_t>(found - before.entries.begin());
    const bool is = n < current.entries.size() && current.nameOf(current.entries[n]) == name;
    const bool unreadable = is && current.entries[n].statError;
    const bool directory = is && current.entries[n].stat.kind == EntryKind::directory;
    if (was && found->kind == EntryKind::directory && !directory && !unreadable && !current.leavesOut(name)) {
      gone_.insert(joinPath(current.path, name));
    }
    if (is && was) onBoth(delta, n, previous);
    else if (is) onAdded(delta, n);
    else if (was) onRemoved(delta, previous);
    n += is;
  }
  return !delta.differences.empty();
}

void Comparator::onBoth(DirectoryDelta& delta, std::uint32_t current, std::uint32_t previous) {
  const Entry& entry = delta.current.entries[current];
  const ImageEntry& before = delta.before.entries[previous];
  if (entry.statError) {
    unread_.insert(joinPath(delta.current.path, delta.current.nameOf(entry)));
    delta.differences.push_back({current, previous, ChangeReason::none, Difference::Kind::unreadable});
    return;
  }
  ChangeReason reasons = changeReasons(entry.stat, before);
  if (keepRemoved_ && before.kind == EntryKind::directory && entry.stat.kind != EntryKind::directory) {
    replaced_.insert(joinPath(delta.current.path, delta.current.nameOf(entry)));
  }
  if (entry.stat.kind == EntryKind::directory && before.kind == EntryKind::directory) {
    const bool mountPoint = isMountPoint(delta.current.self, entry.stat);
    const auto path = [&] { return joinPath(delta.current.path, delta.current.nameOf(entry)); };
    if (mountPoint && oneFileSystem_) {
      leftOut_.insert(path());
    } else if (mountPoint && !before.mounted) {
      covered_.insert(path());
      reasons = reasons | ChangeReason::inode;  // the image must learn that it is mounted
    } else if (!mountPoint && before.mounted) {
      unmounted_.insert(path());
      delta.differences.push_back({current, previous, ChangeReason::none, Difference::Kind::unmounted});
      return;
    }
  }
  if (reasons == ChangeReason::none) totals_.unchanged += entry.stat.kind != EntryKind::directory;
  else delta.differences.push_back({current, previous, reasons, Difference::Kind::changed});
}

void Comparator::onAdded(DirectoryDelta& delta, std::uint32_t current) {
  const bool unreadable = delta.current.entries[current].statError != 0;
  delta.differences.push_back({current, Difference::kNone, ChangeReason::none,
                               unreadable ? Difference::Kind::unreadable : Difference::Kind::added});
}

void Comparator::onRemoved(DirectoryDelta& delta, std::uint32_t previous) {
  const ImageEntry& before = delta.before.entries[previous];
  const std::string_view name = delta.before.nameOf(before);
  if (delta.current.leavesOut(name)) {
    if (before.kind == EntryKind::directory) leftOut_.insert(joinPath(delta.current.path, name));
    else ++totals_.kept;
    return;
  }
  if (anyAbove(unmounted_, delta.current.path)) return;
  if (keepsRemovedIn(delta.current.path)) {
    totals_.kept += before.kind != EntryKind::directory;
    return;
  }
  const bool covered = anyAbove(covered_, delta.current.path);
  if (covered) totals_.kept += before.kind != EntryKind::directory;
  delta.differences.push_back({Difference::kNone, previous, ChangeReason::none,
                               covered ? Difference::Kind::covered : Difference::Kind::removed});
}

void Comparator::tally(const DirectoryDelta& delta) {
  totals_.errors += delta.current.error.has_value();
  for (const Difference& difference : delta.differences) {
    switch (difference.kind) {
      case Difference::Kind::added: ++totals_.added; break;
      case Difference::Kind::changed: ++totals_.changed; break;
      case Difference::Kind::removed: ++totals_.removed; break;
      case Difference::Kind::unreadable:
      case Difference::Kind::unmounted: ++totals_.errors; break;
      case Difference::Kind::covered: break;
    }
  }
}

}  // namespace mamori
