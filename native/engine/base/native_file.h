#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "bytes.h"
#include "result.h"

namespace mamori {

/// A plain sequential file. Paths are native bytes, on Windows WTF-8 of any length.
/// Failures carry the caller's code with errno or GetLastError().
class NativeFile {
 public:
  virtual ~NativeFile() = default;

  /// Reads until `out` is full or the file ends; returns the count.
  virtual Result<std::size_t> read(MutableBytes out) = 0;
  virtual Status write(ByteView bytes) = 0;
  /// Returns once the bytes are on the device, as far as the platform can know.
  virtual Status sync() = 0;
};

Result<std::unique_ptr<NativeFile>> openFileForReading(const std::string& path, std::string_view code);

/// Creates or empties `path`, readable by its owner only.
Result<std::unique_ptr<NativeFile>> createFile(const std::string& path, std::string_view code);

/// Renames over an existing file, then syncs the folder so that the new name survives a power cut.
Status replaceFile(const std::string& from, const std::string& to, std::string_view code);

/// Best effort: a temporary file that is left behind is overwritten next time.
void removeFile(const std::string& path) noexcept;

}  // namespace mamori
