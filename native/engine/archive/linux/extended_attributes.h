#pragma once

#include <vector>

#include "base/result.h"
#include "codec/record.h"

namespace mamori {

/// Reads a file's or directory's extended attributes, POSIX ACLs among them, sorted by name.
///
/// Keeps its buffers, and remembers the device whose file system has none, so that they cost one call at most there.
class ExtendedAttributeReader {
 public:
  Status read(int fd, std::uint64_t device, std::vector<Extension>& out);

 private:
  Status readValue(int fd, const char* name, std::vector<Extension>& out);

  std::vector<char> names_;
  std::vector<char> value_;
  std::uint64_t deviceWithout_ = ~std::uint64_t{0};
};

}  // namespace mamori
