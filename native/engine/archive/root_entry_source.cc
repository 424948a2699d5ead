#include "archive/root_entry_source.h"

namespace mamori {

std::optional<Result<DirectoryBlock>> RootEntrySource::next() {
  auto block = walk_->next();
  if (!block || !block->ok()) return block;
  DirectoryBlock& root = block->value();
  if (!root.path.empty() || root.partial || root.error) return block;
  if (root.entries.empty() && expectedRootInode_ != 0 && root.self.inode != expectedRootInode_) {
    return Result<DirectoryBlock>(makeError("scan.root-gone", "the source's folder is another one than before, and empty"));
  }
  Entry self;
  self.stat = root.self;
  self.stat.kind = EntryKind::directory;
  root.entries.insert(root.entries.begin(), self);  // the empty name sorts first
  return block;
}

}  // namespace mamori
