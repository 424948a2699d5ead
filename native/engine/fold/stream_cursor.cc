#include "fold/stream_cursor.h"

#include "scan/path_order.h"

namespace mamori {

Result<bool> StreamCursor::advance() {
  while (true) {
    if (entries_) {
      MAMORI_ASSIGN(const bool more, entries_->next(entry_));
      if (more) {
        if (std::exchange(checkOrder_, false)) {
          const int order = comparePaths(lastDirectory_, entry_.directory);
          if (order > 0 || (order == 0 && lastName_ > entry_.name)) return makeError("vault.damaged-object", "metadata chunks out of order");
        }
        return true;
      }
    }
    MAMORI_ASSIGN(const bool another, nextChunk());
    if (!another) return false;
  }
}

Result<bool> StreamCursor::nextChunk() {
  if (next_ == chunks_.size()) {
    entries_.reset();
    return false;
  }
  if (chunk_) {
    lastDirectory_ = entry_.directory;
    lastName_ = entry_.name;
    checkOrder_ = true;
  }
  MAMORI_ASSIGN(ByteBuffer bytes, ahead_.valid() ? std::move(*ahead_.get()) : reader_->read(chunks_[next_]));
  ++next_;
  if (next_ < chunks_.size()) {
    ahead_ = std::async(std::launch::async, [reader = reader_, id = chunks_[next_]] { return std::make_unique<Result<ByteBuffer>>(reader->read(id)); });
  }
  chunk_ = std::make_shared<const ByteBuffer>(std::move(bytes));
  entries_.emplace(*chunk_);
  return true;
}

}  // namespace mamori
