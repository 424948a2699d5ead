#include "restore/displaced_entries.h"

#include "restore/restore_codes.h"
#include "scan/path_order.h"

namespace mamori {

bool DisplacedEntries::empty() const {
  const std::lock_guard lock(mutex_);
  return displaced_.empty();
}

void DisplacedEntries::remember(const std::string& folder, std::string name) {
  const std::lock_guard lock(mutex_);
  displaced_.push_back({folder, std::move(name)});
}

void DisplacedEntries::remove(TargetTree& tree, FailureReport& failures) {
  const std::lock_guard lock(mutex_);
  for (const Displaced& entry : displaced_) {
    const auto removed = [&]() -> Status {
      MAMORI_ASSIGN(const auto folder, tree.openFolder(entry.folder));
      if (!folder) return makeError(restore_code::writeFailed, "the folder vanished");
      return folder->removeAside(entry.name);
    }();
    if (!removed.ok()) failures.add(joinPath(entry.folder, entry.name), removed.error());
  }
  displaced_.clear();
}

}  // namespace mamori
