#include "directory_lister.h"

namespace mamori {

// Without this loop a chain of 100,000 nested directories would unwind by recursion and exhaust the stack.
DirectoryLink::~DirectoryLink() {
  std::shared_ptr<DirectoryLink> next = std::move(parent);
  while (next && next.use_count() == 1) next = std::shared_ptr<DirectoryLink>(std::move(next->parent));
}

bool DirectoryLink::isCycle() const noexcept {
  for (const DirectoryLink* above = parent.get(); above; above = above->parent.get()) {
    if (above->inode == inode && above->device == device) return true;
  }
  return false;
}

}  // namespace mamori
