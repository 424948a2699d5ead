#include "ranged_walk.h"

#include <algorithm>
#include <map>

#include "path_order.h"

namespace mamori {

RangeSet::RangeSet(std::vector<ScanRange> ranges) {
  // Of two ranges on one path the recursive one sorts first and covers the other.
  std::sort(ranges.begin(), ranges.end(), [](const ScanRange& a, const ScanRange& b) {
    const int order = comparePaths(a.path, b.path);
    return order ? order < 0 : a.recursive > b.recursive;
  });
  const ScanRange* covering = nullptr;
  ranges_.reserve(ranges.size());  // `covering` points into it
  for (ScanRange& range : ranges) {
    if (covering && isWithin(range.path, covering->path)) continue;
    if (!ranges_.empty() && ranges_.back().path == range.path) continue;
    ranges_.push_back(std::move(range));
    if (ranges_.back().recursive) covering = &ranges_.back();
  }
}

bool RangeSet::coversDirectory(std::string_view path) const noexcept {
  for (std::string_view at = path;; at = parentPath(at)) {
    const auto found = std::lower_bound(ranges_.begin(), ranges_.end(), at, [](const ScanRange& range, std::string_view wanted) {
      return comparePaths(range.path, wanted) < 0;
    });
    if (found != ranges_.end() && found->path == at && found->recursive) return true;
    if (at.empty()) return false;
  }
}

bool isBelowExcluded(const Exclusions& exclusions, std::string_view path) {
  for (std::string_view at = parentPath(path); !at.empty(); at = parentPath(at)) {
    const std::string_view name = baseName(at);
    if (exclusions.excludes(parentPath(at), name, EntryKind::directory, name.front() == '.')) return true;
  }
  return false;
}

RangeSet withoutExcluded(const RangeSet& ranges, const Exclusions& exclusions) {
  std::vector<ScanRange> reached;
  for (const ScanRange& range : ranges.ranges()) {
    if (!isBelowExcluded(exclusions, range.path)) reached.push_back(range);
  }
  return RangeSet(std::move(reached));
}

Result<std::unique_ptr<RangedWalk>> RangedWalk::start(const WalkOptions& options, const RangeSet& ranges) {
  MAMORI_ASSIGN(std::unique_ptr<DirectoryLister> lister,
                openDirectoryLister({options.root, options.exclusions.get()}));
  return std::unique_ptr<RangedWalk>(new RangedWalk(options, std::move(lister), ranges));
}

RangedWalk::RangedWalk(WalkOptions options, std::unique_ptr<DirectoryLister> lister, const RangeSet& ranges)
    : options_(std::move(options)), lister_(std::move(lister)) {
  // A partial directory sorts before the subtrees below it, so one sorted list of steps is in walk order.
  std::map<std::string, Step, PathLess> partials;
  for (const ScanRange& range : ranges.ranges()) {
    if (options_.exclusions && isBelowExcluded(*options_.exclusions, range.path)) continue;
    if (range.recursive) steps_.push_back({range.path, {}});
    if (range.path.empty()) continue;
    Step& partial = partials[std::string(parentPath(range.path))];
    partial.path = parentPath(range.path);
    partial.names.emplace_back(baseName(range.path));
  }
  for (auto& [path, step] : partials) steps_.push_back(std::move(step));
  std::sort(steps_.begin(), steps_.end(), [](const Step& a, const Step& b) { return comparePaths(a.path, b.path) < 0; });
}

std::optional<Result<DirectoryBlock>> RangedWalk::next() {
  while (!ended_) {
    if (options_.cancellation.cancelled()) {
      ended_ = true;
      return Result<DirectoryBlock>(cancelledError());
    }
    if (subtree_) {
      if (auto block = pullSubtree()) return block;
      continue;
    }
    if (nextStep_ == steps_.size()) {
      ended_ = true;
      if (lister_->rootIsInPlace()) break;
      return Result<DirectoryBlock>(makeError("scan.root-gone", "the source's folder went away during the scan"));
    }
    Step& step = steps_[nextStep_++];
    if (!step.names.empty()) return Result<DirectoryBlock>(lookUp(step));
    const bool gone = std::binary_search(notDirectories_.begin(), notDirectories_.end(), step.path, PathLess());
    if (gone) continue;
    options_.startPath = step.path;
    auto walker = Walker::start(options_);
    if (!walker.ok()) {
      ended_ = true;
      return Result<DirectoryBlock>(std::move(walker).error());
    }
    subtree_ = std::move(walker).value();
  }
  return std::nullopt;
}

std::optional<Result<DirectoryBlock>> RangedWalk::pullSubtree() {
  auto block = subtree_->next();
  if (!block || !block->ok()) subtree_.reset();
  if (block && !block->ok()) ended_ = true;
  return block;
}

DirectoryBlock RangedWalk::lookUp(Step& step) {
  DirectoryBlock block;
  block.path = step.path;
  block.requested = std::move(step.names);
  std::sort(block.requested.begin(), block.requested.end());
  lister_->lookUp(block);
  auto entry = block.entries.begin();
  for (const std::string& name : block.requested) {
    const bool found = entry != block.entries.end() && block.nameOf(*entry) == name;
    const bool entered = !options_.oneFileSystem || !found || !isMountPoint(block.self, entry->stat);
    const bool directory = found && entered && entry->stat.kind == EntryKind::directory;
    if (!directory && !block.error) notDirectories_.push_back(joinPath(block.path, name));
    if (found) ++entry;
  }
  std::sort(notDirectories_.begin(), notDirectories_.end(), PathLess());
  return block;
}

}  // namespace mamori
