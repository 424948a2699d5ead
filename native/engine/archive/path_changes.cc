#include "archive/path_changes.h"

#include <algorithm>

#include "codec/record.h"
#include "scan/path_order.h"
#include "scan/ranged_walk.h"

namespace mamori {

namespace {

bool isDirectory(ByteView encoded) {
  Record record;
  return decodeRecord(encoded, record).ok() && record.kind == RecordKind::directory;
}

}  // namespace

PathChanges::PathChanges(std::unique_ptr<RuleExclusions> exclusions, std::unique_ptr<DirectoryLister> lister, std::vector<Item> items)
    : exclusions_(std::move(exclusions)), lister_(std::move(lister)), items_(std::move(items)) {}

Result<std::unique_ptr<PathChanges>> PathChanges::start(const std::string& root, const ExclusionRules& exclusions, bool keepRemoved,
                                                        std::vector<Item> items, JobControl& control) {
  auto rules = std::make_unique<RuleExclusions>(exclusions);
  MAMORI_ASSIGN(auto lister, openDirectoryLister({root, rules.get()}));
  // In the order of record streams: by folder, then name. Paths in path order are not: "a/b" follows "a", and "b" follows both.
  std::sort(items.begin(), items.end(), [](const Item& a, const Item& b) {
    const int order = comparePaths(parentPath(a.path), parentPath(b.path));
    return order != 0 ? order < 0 : baseName(a.path) < baseName(b.path);
  });
  std::unique_ptr<PathChanges> changes(new PathChanges(std::move(rules), std::move(lister), std::move(items)));
  changes->control_ = &control;
  changes->keepRemoved_ = keepRemoved;
  return changes;
}

Result<std::shared_ptr<ArchiveDirectory>> PathChanges::next() {
  std::shared_ptr<ArchiveDirectory> directory;
  while (!directory && next_ < items_.size()) {
    const std::size_t begin = next_;
    while (next_ < items_.size() && parentPath(items_[next_].path) == parentPath(items_[begin].path)) ++next_;
    directory = take(begin, next_);
  }
  if (!directory) control_->walkComplete.store(true, std::memory_order_relaxed);
  // What is missing below a root that is gone was not deleted.
  if (directory && directory->delta.removed && !lister_->rootIsInPlace()) {
    return makeError("scan.root-gone", "the source's folder went away");
  }
  return directory;
}

/// Looks the items of one folder up; nothing when none of them is worth a word.
std::shared_ptr<ArchiveDirectory> PathChanges::take(std::size_t begin, std::size_t end) {
  auto directory = std::make_shared<ArchiveDirectory>();
  DirectoryBlock& block = directory->delta.current;
  block.path = parentPath(items_[begin].path);
  // What the rules leave out is not looked at: neither is it deleted.
  const bool outOfReach = isBelowExcluded(*exclusions_, items_[begin].path);
  for (std::size_t i = begin; i < end; ++i) {
    if (!items_[i].path.empty()) block.requested.emplace_back(baseName(items_[i].path));
  }
  if (!outOfReach) lister_->lookUp(block);
  if (block.error) return directory;
  std::uint32_t entry = 0;
  for (std::size_t i = begin; i < end; ++i) {
    Item& item = items_[i];
    if (item.path.empty()) {
      addRoot(*directory, item);
      entry = 1;
      continue;
    }
    const bool there = entry < block.entries.size() && block.nameOf(block.entries[entry]) == baseName(item.path);
    if (there) {
      const bool unreadable = block.entries[entry].statError != 0;
      count(block.entries[entry]);
      if (keepRemoved_ && block.entries[entry].stat.kind != EntryKind::directory && isDirectory(item.currentRecord)) replaced_.insert(item.path);
      directory->delta.differences.push_back({entry++, Difference::kNone, ChangeReason::none,
                                              unreadable ? Difference::Kind::unreadable : Difference::Kind::added});
    } else if (!item.currentRecord.empty()) {
      ImageEntry gone;
      gone.kind = isDirectory(item.currentRecord) ? EntryKind::directory : EntryKind::file;
      if (block.leavesOut(baseName(item.path)) || keeps(item.path, outOfReach)) {
        totals_.kept += gone.kind != EntryKind::directory;
        continue;
      }
      const auto previous = static_cast<std::uint32_t>(directory->delta.before.entries.size());
      directory->delta.before.add(gone, baseName(item.path));
      directory->delta.differences.push_back({Difference::kNone, previous, ChangeReason::none, Difference::Kind::removed});
      directory->delta.removed = true;
    } else {
      continue;
    }
    directory->currentRecords.push_back(std::move(item.currentRecord));
  }
  control_->filesTotal.fetch_add(directory->delta.differences.size(), std::memory_order_relaxed);
  return directory->delta.differences.empty() ? nullptr : directory;
}

/// Whether the vault's word on a path that is not there stands.
bool PathChanges::keeps(std::string_view path, bool outOfReach) const {
  if (outOfReach) return true;
  if (!keepRemoved_) return false;
  for (std::string_view above = parentPath(path); !above.empty(); above = parentPath(above)) {
    if (replaced_.contains(std::string(above))) return false;
  }
  return true;
}

void PathChanges::addRoot(ArchiveDirectory& directory, Item& item) {
  DirectoryBlock& block = directory.delta.current;
  Entry self;
  self.stat = block.self;
  self.stat.kind = EntryKind::directory;
  block.entries.insert(block.entries.begin(), self);
  directory.delta.differences.push_back({0, Difference::kNone, ChangeReason::none, Difference::Kind::added});
  directory.currentRecords.push_back(std::move(item.currentRecord));
  ++totals_.directories;
}

void PathChanges::count(const Entry& entry) {
  if (entry.stat.kind == EntryKind::directory) {
    ++totals_.directories;
    return;
  }
  ++totals_.files;
  if (entry.stat.kind != EntryKind::file) return;
  totals_.bytes += entry.stat.size;
  control_->bytesTotal.fetch_add(entry.stat.size, std::memory_order_relaxed);
}

}  // namespace mamori
