#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"

namespace mamori {

/// Which files make up the index; replaced as a whole, so that a merge happens entirely or not at all.
struct IndexManifest {
  std::uint64_t nextNumber = 1;
  std::vector<std::uint64_t> live;      // oldest first
  std::vector<std::uint64_t> obsolete;  // merged away, to be removed

  /// An absent manifest is an empty index. Fails with `index.damaged` or `index.unreadable`.
  static Result<IndexManifest> read(const std::string& folder);
  /// Synced when it returns. Fails with `index.unwritable`.
  Status write(const std::string& folder) const;
};

std::string indexFilePath(const std::string& folder, std::uint64_t number);
std::string indexManifestPath(const std::string& folder);

}  // namespace mamori
