#pragma once

#include <memory>

#include "scan/block_source.h"

namespace mamori {

/// Adds the root's own state to its listing, as an entry with the empty name: so it is compared, stored and kept in the image
/// like any other (vault format, section 8).
///
/// `expectedRootInode` is the last image's, 0 without one: an empty folder with another inode is an empty mount point, not a
/// source whose files were all deleted, and ends the walk with `scan.root-gone`.
class RootEntrySource final : public BlockSource {
 public:
  RootEntrySource(std::unique_ptr<BlockSource> walk, std::uint64_t expectedRootInode)
      : walk_(std::move(walk)), expectedRootInode_(expectedRootInode) {}

  std::optional<Result<DirectoryBlock>> next() override;
  bool rootIsInPlace() const override { return walk_->rootIsInPlace(); }

 private:
  const std::unique_ptr<BlockSource> walk_;
  const std::uint64_t expectedRootInode_;
};

}  // namespace mamori
