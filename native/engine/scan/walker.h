#pragma once

#include <memory>
#include <string>

#include "../base/cancellation.h"
#include "block_source.h"
#include "directory_lister.h"

namespace mamori {

struct WalkOptions {
  std::string root;  // absolute
  /// Directory to begin with, relative to the root; "" walks everything.
  std::string startPath;
  unsigned threads = 2;
  /// Finished but unpulled entries after which workers wait. 65,536 entries are about 7 MB.
  std::size_t windowEntries = 65'536;
  bool oneFileSystem = false;  // leaves mount points listed but not entered
  std::shared_ptr<const Exclusions> exclusions;
  CancellationToken cancellation;
};

/// Walks a tree with several threads and hands out its directories in strict pre-order, entries sorted.
///
/// - Links are listed, never followed; a directory that contains itself is reported, not entered.
/// - A directory that cannot be read comes as a block with `error`; the walk goes on.
/// - Memory is bounded by `windowEntries` plus the largest single directory plus one small node for each
///   directory that was seen but not yet walked. Workers always take the earliest directory in order, and
///   the one the consumer waits for is exempt from the window, so the window cannot deadlock.
/// - At most 128 descriptors stay open, whatever the depth.
///
/// Errors of the stream: `scan.root-gone`, `scan.root-unreadable`, `engine.cancelled`.
class Walker final : public BlockSource {
 public:
  static Result<std::unique_ptr<Walker>> start(const WalkOptions& options);
  ~Walker() override;

  std::optional<Result<DirectoryBlock>> next() override;
  bool rootIsInPlace() const override;

 private:
  class State;
  explicit Walker(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace mamori
