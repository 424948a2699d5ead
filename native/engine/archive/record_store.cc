#include "archive/record_store.h"

namespace mamori {

Status RecordStore::add(const RecordEntry& entry) {
  if (stream_.add(entry, completed_)) return addChunk(completed_);
  return {};
}

Status RecordStore::addChunk(ByteView chunk) {
  MAMORI_ASSIGN(const ChunkId id, writer_.store(chunk));
  ids_.push_back(id);
  bytes_ += chunk.size();
  return {};
}

Result<StoredContent> RecordStore::finish() {
  if (stream_.finish(completed_)) MAMORI_TRY(addChunk(completed_));
  MAMORI_ASSIGN(ContentReference content, writer_.reference(std::move(ids_)));
  MAMORI_TRY(writer_.flush());
  return StoredContent{std::move(content), bytes_};
}

}  // namespace mamori
