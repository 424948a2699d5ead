#include "image_reader.h"

#include <algorithm>

#include "../base/hash64.h"
#include "image_format.h"
#include "path_order.h"

namespace mamori {
namespace {

// Far above what a writer makes (a frame plus one record), far below what would hurt to allocate.
constexpr std::uint32_t kMaxFrameBytes = 64u << 20;

Error damaged(std::string_view what) { return makeError(kImageDamagedCode, what); }

}  // namespace

Result<std::unique_ptr<ImageReader>> ImageReader::open(const std::string& path) {
  MAMORI_ASSIGN(std::unique_ptr<NativeFile> file, openFileForReading(path, kImageDamagedCode));
  std::unique_ptr<ImageReader> reader(new ImageReader(std::move(file)));
  MAMORI_TRY(reader->readHeader());
  return reader;
}

Status ImageReader::readHeader() {
  std::array<std::uint8_t, kImageHeaderBytes> bytes;
  MAMORI_ASSIGN(const std::size_t got, file_->read(bytes));
  if (got != bytes.size() || !parseImageHeader(bytes, header_)) return damaged("the header is not one of ours");
  seed_ = loadU64(bytes.data() + kImageHeaderBytes - 8);
  return {};
}

Result<bool> ImageReader::nextFrame() {
  std::array<std::uint8_t, kImageFrameHeaderBytes> head;
  MAMORI_ASSIGN(const std::size_t got, file_->read(head));
  const std::uint32_t length = loadU32(head.data());
  if (got != head.size() || length > kMaxFrameBytes) return damaged("a frame is cut short");
  frame_.resize(length);
  MAMORI_ASSIGN(const std::size_t body, file_->read(frame_));
  if (body != length || hash64(frame_, ++seed_) != loadU64(head.data() + 8)) return damaged("a frame's checksum differs");
  const std::uint32_t type = loadU32(head.data() + 4);
  if (type == kImageEndFrame) {
    MAMORI_TRY(checkEnd());
    ended_ = true;
    return false;
  }
  if (type != kImageRecordsFrame || length == 0) return damaged("a frame of unknown type");
  decoder_.emplace(frame_);
  return true;
}

Status ImageReader::checkEnd() {
  std::uint8_t extra;
  if (frame_.size() != 16 || loadU64(frame_.data()) != totals_.directories || loadU64(frame_.data() + 8) != totals_.entries) {
    return damaged("the totals differ");
  }
  MAMORI_ASSIGN(const std::size_t got, file_->read({&extra, 1}));
  if (got != 0) return damaged("bytes follow the end");
  return {};
}

Result<bool> ImageReader::next(ImageDirectory& directory) {
  directory.clear();
  if (!pending_) {
    if (ended_) return false;
    if (!decoder_ || decoder_->atEnd()) {
      MAMORI_ASSIGN(const bool more, nextFrame());
      if (!more) return false;
    }
    bool continues = false;
    if (!decoder_->directory(pendingPath_, continues) || continues) return damaged("a directory is missing");
  }
  pending_ = false;
  directory.path.swap(pendingPath_);
  if (totals_.directories++ && comparePaths(lastPath_, directory.path) >= 0) {
    return damaged("directories are out of order");
  }
  lastPath_ = directory.path;
  for (;;) {
    while (!decoder_->atEnd() && !decoder_->nextIsDirectory()) {
      if (!decoder_->entry(directory)) return damaged("an entry is malformed");
    }
    if (!decoder_->atEnd()) break;
    MAMORI_ASSIGN(const bool continues, continuesInNextFrame(directory));
    if (!continues) break;
  }
  totals_.entries += directory.entries.size();
  return true;
}

Result<bool> ImageReader::continuesInNextFrame(const ImageDirectory& directory) {
  // The end's totals include the directory that is just being finished.
  totals_.entries += directory.entries.size();
  MAMORI_ASSIGN(const bool more, nextFrame());
  totals_.entries -= directory.entries.size();
  if (!more) return false;
  bool continues = false;
  if (!decoder_->directory(pendingPath_, continues)) return damaged("a frame begins without a directory");
  if (continues && pendingPath_ != directory.path) return damaged("a directory goes on under another name");
  pending_ = !continues;
  return continues;
}

}  // namespace mamori
