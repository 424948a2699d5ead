#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "../base/native_file.h"
#include "image_codec.h"
#include "scan_image.h"

namespace mamori {

/// Reads an image front to back, one frame (256 KiB) at a time; about 10 million entries a second.
///
/// Every frame is checked against its checksum before a byte of it is used, and the end frame must be there:
/// damage is always `engine.image-damaged`, never a wrong entry and never a silently shorter image.
class ImageReader {
 public:
  static Result<std::unique_ptr<ImageReader>> open(const std::string& path);

  const ImageHeader& header() const noexcept { return header_; }

  /// Fills `directory` with the next one; false at the verified end. Its buffers are reused.
  Result<bool> next(ImageDirectory& directory);

 private:
  explicit ImageReader(std::unique_ptr<NativeFile> file) : file_(std::move(file)) {}
  Status readHeader();
  Result<bool> nextFrame();
  Status checkEnd();
  Result<bool> continuesInNextFrame(const ImageDirectory& directory);

  std::unique_ptr<NativeFile> file_;
  ImageHeader header_;
  std::uint64_t seed_ = 0;
  std::vector<std::uint8_t> frame_;
  std::optional<ImageDecoder> decoder_;
  std::string lastPath_;
  std::string pendingPath_;  // of a directory record that was read to see whether it continues the last
  bool pending_ = false;
  bool ended_ = false;
  ImageTotals totals_;
};

}  // namespace mamori
