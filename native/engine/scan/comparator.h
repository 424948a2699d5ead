#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <string>

#include "block_source.h"
#include "directory_delta.h"
#include "image_reader.h"
#include "path_order.h"
#include "ranged_walk.h"

namespace mamori {

struct CompareTotals {
  std::uint64_t directories = 0;  // walked
  std::uint64_t entries = 0;      // walked
  std::uint64_t unchanged = 0;    // but directories
  std::uint64_t bytes = 0;  // of all walked files
  std::uint64_t added = 0;
  std::uint64_t changed = 0;
  std::uint64_t removed = 0;
  std::uint64_t kept = 0;    // the image has them, but they are left out, out of sight, or removed and to be kept; but directories
  std::uint64_t errors = 0;  // directories and entries that could not be read
};

/// Merges a walk with the image of the last one and yields the directories that differ, in walk order.
///
/// - Unchanged means: kind, size, mtime, ctime, inode, mode, uid and gid are equal and the entry is not racy.
/// - A removed directory yields one delta for itself and each directory below, from the image.
/// - Of a directory that could not be read nothing is taken for deleted, at any depth; its delta carries the
///   error and no differences. The same holds for an entry whose stat failed.
/// - What is there, but left out by the rules, is neither reported nor taken for deleted, nor is anything below it.
/// - A mount point whose file system went away is `unmounted`: nothing below it is taken for deleted. One that appeared
///   over a directory with entries makes those that are out of sight `covered`.
/// - With `keepRemoved` what is not there any more is not reported either: the image's word on it stands, and a later
///   comparison without it finds it removed. Only what lay below a directory that is something else now is `removed` all
///   the same: nothing can lie there.
/// - Outside the ranges of a partial scan nothing is reported.
/// - An empty root whose inode is not the image's ends the stream with `scan.root-gone`: an unmounted drive
///   leaves its empty mount point behind.
///
/// An Error ends the stream (the walk's own, or `engine.image-damaged`); deltas yielded before it are true
/// of what was seen, but the scan as a whole must not be committed. Memory: the walk's window and one
/// directory of the image. About 0.1 µs an entry.
class Comparator {
 public:
  /// `image` may be empty: everything is added then. `ranges` are those of the walk, none for a full one.
  Comparator(std::unique_ptr<BlockSource> walk, std::unique_ptr<ImageReader> image,
             std::optional<RangeSet> ranges = std::nullopt, bool oneFileSystem = false, bool keepRemoved = false);

  std::optional<Result<DirectoryDelta>> next();

  const CompareTotals& totals() const noexcept { return totals_; }
  bool rootIsInPlace() const { return walk_->rootIsInPlace(); }
  /// Inode of the root as walked, for the next image's header; 0 when the root was not listed.
  std::uint64_t rootInode() const noexcept { return rootInode_; }

 private:
  Status advanceWalk();
  Status advanceImage();
  bool compareBoth(DirectoryDelta& delta);
  bool takeNew(DirectoryDelta& delta);
  bool takeMissing(DirectoryDelta& delta);
  bool mergePartial(DirectoryDelta& delta);
  void merge(DirectoryDelta& delta);
  void onBoth(DirectoryDelta& delta, std::uint32_t current, std::uint32_t previous);
  void onAdded(DirectoryDelta& delta, std::uint32_t current);
  void onRemoved(DirectoryDelta& delta, std::uint32_t previous);
  bool isMissingKept(std::string_view path) const;
  bool keepsRemovedIn(std::string_view directory) const;
  void tally(const DirectoryDelta& delta);
  void count(const DirectoryBlock& block);

  std::unique_ptr<BlockSource> walk_;
  std::unique_ptr<ImageReader> image_;
  const std::optional<RangeSet> ranges_;
  const bool oneFileSystem_;
  const bool keepRemoved_;

  bool begun_ = false;
  bool ended_ = false;
  std::optional<DirectoryBlock> block_;
  bool hasBefore_ = false;
  ImageDirectory before_;

  using Paths = std::set<std::string, PathLess>;
  Paths unread_;  // directories whose contents below are unknown: the image's word stands
  Paths gone_;    // directories that a partial scan saw removed or replaced
  Paths leftOut_;    // directories that the rules leave out, or that are another file system's
  Paths unmounted_;  // directories whose file system is not there
  Paths covered_;    // directories over which a file system was mounted
  Paths replaced_;   // paths that were directories and are something else now

  CompareTotals totals_;
  std::uint64_t rootInode_ = 0;
};

}  // namespace mamori
