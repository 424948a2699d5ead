#pragma once

#include <memory>
#include <string>
#include <vector>

#include "block_source.h"
#include "walker.h"

namespace mamori {

/// A part of a source to look at again. Paths are relative to the root.
struct ScanRange {
  std::string path;
  /// True: the entry and, when it is a directory, everything below. False: the entry's own state only;
  /// a directory that may be new must be asked for recursively.
  bool recursive = false;
};

/// The ranges of a scan, sorted, without those that a recursive one covers.
class RangeSet {
 public:
  RangeSet() = default;
  explicit RangeSet(std::vector<ScanRange> ranges);

  const std::vector<ScanRange>& ranges() const noexcept { return ranges_; }
  /// True when a recursive range holds the directory `path`.
  bool coversDirectory(std::string_view path) const noexcept;

 private:
  std::vector<ScanRange> ranges_;
};

/// True when a folder above `path` is left out: a full walk would never come there. Hidden folders by the leading dot alone.
bool isBelowExcluded(const Exclusions& exclusions, std::string_view path);

/// The ranges to which a full walk would come; what lies in the others is taken as it was.
RangeSet withoutExcluded(const RangeSet& ranges, const Exclusions& exclusions);

/// Walks only the given ranges, in the order of a full walk.
///
/// A directory of which only some names were asked for comes as a `partial` block; recursive ranges come as
/// ordinary blocks, after their own entry was looked up in the directory above. Each recursive range runs
/// its own walker in turn. Errors of the stream are those of Walker.
class RangedWalk final : public BlockSource {
 public:
  static Result<std::unique_ptr<RangedWalk>> start(const WalkOptions& options, const RangeSet& ranges);
  std::optional<Result<DirectoryBlock>> next() override;
  bool rootIsInPlace() const override { return lister_->rootIsInPlace(); }

 private:
  struct Step {
    std::string path;
    std::vector<std::string> names;  // of a partial block; empty for a whole subtree
  };

  RangedWalk(WalkOptions options, std::unique_ptr<DirectoryLister> lister, const RangeSet& ranges);
  DirectoryBlock lookUp(Step& step);
  std::optional<Result<DirectoryBlock>> pullSubtree();

  WalkOptions options_;
  std::unique_ptr<DirectoryLister> lister_;
  std::vector<Step> steps_;
  std::size_t nextStep_ = 0;
  std::unique_ptr<Walker> subtree_;
  std::vector<std::string> notDirectories_;  // recursive ranges whose entry turned out to be something else
  bool ended_ = false;
};

}  // namespace mamori
