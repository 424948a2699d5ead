#pragma once

#include <memory>
#include <string>

#include "result.h"

namespace mamori {

/// An exclusive lock on a file, held as long as the object lives; the OS releases it when the process ends however it ends.
class FileLock {
 public:
  virtual ~FileLock() = default;
};

/// Creates the file where needed. An empty pointer when another holder has it. Fails with `engine.lock-failed`.
Result<std::shared_ptr<FileLock>> lockFile(const std::string& path);

}  // namespace mamori
