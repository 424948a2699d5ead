#include "fold/image_output.h"

namespace mamori {
namespace {

EntryKind kindOf(RecordKind kind) noexcept {
  switch (kind) {
    case RecordKind::file: return EntryKind::file;
    case RecordKind::directory: return EntryKind::directory;
    case RecordKind::symbolicLink: return EntryKind::symlink;
    case RecordKind::fifo: return EntryKind::fifo;
    case RecordKind::socket: return EntryKind::socket;
    case RecordKind::characterDevice: return EntryKind::charDevice;
    case RecordKind::blockDevice: return EntryKind::blockDevice;
  }
  return EntryKind::unknown;
}

}  // namespace

Result<ImageOutput> ImageOutput::create(const std::string& path, const ImageHeader& header) {
  MAMORI_ASSIGN(auto writer, ImageWriter::create(path, header));
  return ImageOutput(std::move(writer));
}

Status ImageOutput::add(std::string_view directory, std::string_view name, const std::vector<PathHistory::Item>& items) {
  if (items.empty() || items.back().kind != RecordOperation::put) return {};
  if (directory != open_.path) {
    MAMORI_TRY(writer_->add(open_));
    open_.clear();
    open_.path = directory;
  }
  MAMORI_TRY(decodeRecord(items.back().record, record_));
  ImageEntry entry;
  entry.kind = kindOf(record_.kind);
  entry.size = record_.size;
  entry.mtimeNs = record_.mtimeNs;
  entry.mode = record_.mode;
  entry.uid = static_cast<std::uint32_t>(record_.uid);
  entry.gid = static_cast<std::uint32_t>(record_.gid);
  entry.recordHash = recordHash(record_);
  entry.racy = true;
  open_.add(entry, name);
  return {};
}

Status ImageOutput::commit() {
  MAMORI_TRY(writer_->add(open_));
  return writer_->commit();
}

}  // namespace mamori
