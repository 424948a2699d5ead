#pragma once

#include "codec/record.h"
#include "fold/path_history.h"
#include "scan/image_writer.h"

namespace mamori {

/// Writes the present state as a scan image, for a machine that has none. Change times and inodes are unknown, so that the next scan
/// looks at each file once more; the record's hash then lets unchanged ones pass.
class ImageOutput {
 public:
  static Result<ImageOutput> create(const std::string& path, const ImageHeader& header);

  /// Paths in stream order.
  Status add(std::string_view directory, std::string_view name, const std::vector<PathHistory::Item>& items);
  Status commit();

 private:
  explicit ImageOutput(std::unique_ptr<ImageWriter> writer) : writer_(std::move(writer)) {}

  std::unique_ptr<ImageWriter> writer_;
  ImageDirectory open_;
  Record record_;
};

}  // namespace mamori
