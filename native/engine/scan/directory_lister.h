#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>

#include "../base/result.h"
#include "directory_block.h"
#include "exclusions.h"

namespace mamori {

/// An opened directory on the way from the root to what is being walked. Children hold their parent's
/// link, so a chain lives exactly as long as something below it is still to be read.
struct DirectoryLink {
  std::shared_ptr<DirectoryLink> parent;
  std::uint64_t device = 0;
  std::uint64_t inode = 0;
  std::size_t pathLength = 0;    // of this directory's path relative to the root
  std::shared_ptr<void> handle;  // the platform's open directory; empty once the budget is used up

  DirectoryLink() = default;
  DirectoryLink(const DirectoryLink&) = delete;
  DirectoryLink& operator=(const DirectoryLink&) = delete;
  ~DirectoryLink();

  /// True when this directory is one of its own ancestors (a bind mount or a looping file system).
  bool isCycle() const noexcept;
};

struct ListerOptions {
  std::string root;  // absolute, native bytes (Windows: WTF-8)
  const Exclusions* exclusions = nullptr;  // none excludes nothing; must outlive the lister
};

/// Reads directories for one thread. Instances made from one another share the root and handle budget.
class DirectoryLister {
 public:
  virtual ~DirectoryLister() = default;

  /// A lister over the same root for another thread.
  virtual std::unique_ptr<DirectoryLister> sibling() const = 0;

  /// Fills `block` for `block.path`: excluded names left out, the rest stat'ed and sorted.
  ///
  /// `parent` is the link of the nearest listed directory above (none for the first). A failure lands in
  /// `block.error`; the returned link is for the directory's children, empty after a failure.
  virtual std::shared_ptr<DirectoryLink> list(const std::shared_ptr<DirectoryLink>& parent,
                                              DirectoryBlock& block) = 0;

  /// Looks up only `block.requested` in `block.path`; names that are not there yield no entry.
  virtual void lookUp(DirectoryBlock& block) = 0;

  /// False once the root's path no longer leads to the directory that was opened (deleted, renamed,
  /// unmounted): what was listed since then proves no deletion.
  virtual bool rootIsInPlace() const = 0;
};

/// Opens the root. Fails with `scan.root-gone` when it is missing or no directory, `scan.root-unreadable`
/// when it may not be opened.
Result<std::unique_ptr<DirectoryLister>> openDirectoryLister(const ListerOptions& options);

}  // namespace mamori
