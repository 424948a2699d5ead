#include "image_writer.h"

#include <array>

#include "../base/hash64.h"
#include "image_format.h"

namespace mamori {
namespace {

constexpr std::size_t kFrameBytes = 256 * 1024;

std::string temporaryName(const std::string& path) { return path + ".new"; }

}  // namespace

ImageWriter::ImageWriter(std::string path, std::unique_ptr<NativeFile> file)
    : path_(std::move(path)), file_(std::move(file)) {}

ImageWriter::~ImageWriter() {
  if (!file_) return;
  file_.reset();  // Windows removes no file that is open
  removeFile(temporaryName(path_));
}

Result<std::unique_ptr<ImageWriter>> ImageWriter::create(const std::string& path, const ImageHeader& header) {
  MAMORI_ASSIGN(std::unique_ptr<NativeFile> file, createFile(temporaryName(path), kImageUnwritableCode));
  std::unique_ptr<ImageWriter> writer(new ImageWriter(path, std::move(file)));
  const auto bytes = formatImageHeader(header);
  writer->seed_ = loadU64(bytes.data() + kImageHeaderBytes - 8);
  MAMORI_TRY(writer->file_->write(bytes));
  return writer;
}

Status ImageWriter::add(const ImageDirectory& directory) {
  bool begun = false;
  for (const ImageEntry& entry : directory.entries) {
    if (entry.kind == EntryKind::unknown) continue;
    const bool fresh = encoder_.bodyBytes() >= kFrameBytes;
    if (fresh) MAMORI_TRY(flush());
    if (fresh || !begun) encoder_.directory(directory.path, begun);
    begun = true;
    encoder_.entry(entry, directory.nameOf(entry));
    ++totals_.entries;
  }
  totals_.directories += begun;
  return {};
}

Status ImageWriter::flush() {
  if (!encoder_.empty()) MAMORI_TRY(writeFrame(kImageRecordsFrame, encoder_.bytes()));
  encoder_.startFrame();
  return {};
}

Status ImageWriter::writeFrame(std::uint32_t type, ByteView payload) {
  std::array<std::uint8_t, kImageFrameHeaderBytes> head;
  storeU32(head.data(), static_cast<std::uint32_t>(payload.size()));
  storeU32(head.data() + 4, type);
  storeU64(head.data() + 8, hash64(payload, ++seed_));
  MAMORI_TRY(file_->write(head));
  return file_->write(payload);
}

Status ImageWriter::commit() {
  MAMORI_TRY(flush());
  std::array<std::uint8_t, 16> totals;
  storeU64(totals.data(), totals_.directories);
  storeU64(totals.data() + 8, totals_.entries);
  MAMORI_TRY(writeFrame(kImageEndFrame, totals));
  MAMORI_TRY(file_->sync());
  file_.reset();
  Status replaced = replaceFile(temporaryName(path_), path_, kImageUnwritableCode);
  if (!replaced.ok()) removeFile(temporaryName(path_));
  return replaced;
}

}  // namespace mamori
