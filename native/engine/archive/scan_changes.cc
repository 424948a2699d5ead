#include "archive/scan_changes.h"

#include <unordered_map>

#include "archive/root_entry_source.h"

namespace mamori {
namespace {

/// What a file keeps when it is renamed.
struct Identity {
  std::uint64_t inode;
  std::uint64_t size;
  std::int64_t mtimeNs;
  bool operator==(const Identity&) const = default;
};

struct IdentityHash {
  std::size_t operator()(const Identity& identity) const noexcept {
    return static_cast<std::size_t>((identity.inode * 31 + identity.size) * 31 + static_cast<std::uint64_t>(identity.mtimeNs));
  }
};

constexpr bool canMove(EntryKind kind) noexcept { return kind == EntryKind::file; }

}  // namespace

Result<std::unique_ptr<ScanChanges>> ScanChanges::start(Options options, JobControl& control) {
  WalkOptions walk;
  walk.root = options.root;
  walk.threads = options.threads;
  walk.oneFileSystem = options.oneFileSystem;
  walk.exclusions = std::make_shared<RuleExclusions>(options.exclusions);
  walk.cancellation = control.token();
  if (options.ranges) options.ranges = withoutExcluded(*options.ranges, *walk.exclusions);
  std::unique_ptr<BlockSource> blocks;
  if (options.ranges) {
    MAMORI_ASSIGN(blocks, RangedWalk::start(walk, *options.ranges));
  } else {
    MAMORI_ASSIGN(blocks, Walker::start(walk));
  }
  const std::uint64_t inode = options.image ? options.image->header().rootInode : 0;
  const bool hasImage = options.image != nullptr;
  Comparator comparator(std::make_unique<RootEntrySource>(std::move(blocks), inode), std::move(options.image),
                        std::move(options.ranges), options.oneFileSystem, options.keepRemoved);
  return std::unique_ptr<ScanChanges>(new ScanChanges(std::move(comparator), hasImage, control));
}

Result<std::shared_ptr<ArchiveDirectory>> ScanChanges::next() {
  if (collecting_) MAMORI_TRY(collect());
  if (collected_.empty()) return pull();
  auto directory = std::move(collected_.front());
  collected_.pop_front();
  return directory;
}

Result<std::shared_ptr<ArchiveDirectory>> ScanChanges::pull() {
  std::shared_ptr<ArchiveDirectory> none;
  if (ended_) return none;
  auto delta = comparator_.next();
  if (!delta) {
    ended_ = true;
    control_.walkComplete.store(true, std::memory_order_relaxed);
    return none;
  }
  if (!delta->ok()) return std::move(*delta).error();
  auto directory = std::make_shared<ArchiveDirectory>();
  directory->delta = std::move(*delta).value();
  std::uint64_t bytes = 0;
  for (const Difference& difference : directory->delta.differences) {
    if (difference.current == Difference::kNone) continue;
    const EntryStat& stat = directory->delta.current.entries[difference.current].stat;
    if (stat.kind == EntryKind::file) bytes += stat.size;
  }
  control_.filesTotal.fetch_add(directory->delta.differences.size(), std::memory_order_relaxed);
  control_.bytesTotal.fetch_add(bytes, std::memory_order_relaxed);
  return directory;
}

Status ScanChanges::collect() {
  collecting_ = false;
  for (std::size_t entries = 0; entries <= kCollectedEntries;) {
    MAMORI_ASSIGN(auto directory, pull());
    if (!directory) {
      findMoves();
      return {};
    }
    entries += directory->delta.current.weight() + directory->delta.before.entries.size();
    collected_.push_back(std::move(directory));
  }
  return {};
}

void ScanChanges::findMoves() {
  std::unordered_map<Identity, std::string, IdentityHash> removed;
  for (const auto& directory : collected_) {
    for (const Difference& difference : directory->delta.differences) {
      if (difference.kind != Difference::Kind::removed) continue;
      const ImageEntry& entry = directory->delta.before.entries[difference.previous];
      if (canMove(entry.kind)) removed.try_emplace({entry.inode, entry.size, entry.mtimeNs}, directory->pathOf(difference));
    }
  }
  if (removed.empty()) return;
  for (const auto& directory : collected_) {
    for (std::uint32_t i = 0; i < directory->delta.differences.size(); ++i) {
      const Difference& difference = directory->delta.differences[i];
      if (difference.kind != Difference::Kind::added) continue;
      const EntryStat& stat = directory->delta.current.entries[difference.current].stat;
      if (!canMove(stat.kind)) continue;
      const auto found = removed.find({stat.inode, stat.size, stat.mtimeNs});
      if (found == removed.end()) continue;
      directory->movedFrom.emplace(i, std::move(found->second));
      removed.erase(found);
    }
  }
}

SourceTotals ScanChanges::totals() const {
  const CompareTotals& walked = comparator_.totals();
  // The root's own entry makes up for its listing.
  return {walked.entries - std::min(walked.entries, walked.directories), walked.directories, walked.bytes, walked.unchanged, walked.kept};
}

}  // namespace mamori
