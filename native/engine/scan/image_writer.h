#pragma once

#include <memory>
#include <string>

#include "../base/native_file.h"
#include "image_codec.h"
#include "scan_image.h"

namespace mamori {

/// Writes an image under a temporary name next to its place; nothing is visible before `commit`.
/// Destroyed without a commit, it removes the temporary file. About 40 bytes and 0.1 µs an entry.
class ImageWriter {
 public:
  static Result<std::unique_ptr<ImageWriter>> create(const std::string& path, const ImageHeader& header);
  ~ImageWriter();
  ImageWriter(const ImageWriter&) = delete;
  ImageWriter& operator=(const ImageWriter&) = delete;

  /// Directories must come in `comparePaths` order, entries sorted; an empty directory is skipped.
  /// Entries of unknown kind are left out: a later scan finds them again as added.
  Status add(const ImageDirectory& directory);

  /// Ends the image, syncs it and puts it in place of the old one.
  Status commit();

 private:
  ImageWriter(std::string path, std::unique_ptr<NativeFile> file);
  Status flush();
  Status writeFrame(std::uint32_t type, ByteView payload);

  const std::string path_;
  std::unique_ptr<NativeFile> file_;
  ImageEncoder encoder_;
  std::uint64_t seed_ = 0;
  ImageTotals totals_;
};

}  // namespace mamori
