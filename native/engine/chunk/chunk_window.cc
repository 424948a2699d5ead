#include "chunk/chunk_window.h"

#include <cstring>

namespace mamori {

ChunkWindow::ChunkWindow(const FastCdc& cdc, Read read)
    : cdc_(cdc), read_(std::move(read)), buffer_(2 * cdc.sizes().maxBytes) {}

Result<ByteView> ChunkWindow::next() {
  if (!atEnd_ && end_ - begin_ < cdc_.sizes().maxBytes) MAMORI_TRY(fill());
  const ByteView chunk = ByteView(buffer_).subspan(begin_, cdc_.cut(ByteView(buffer_).subspan(begin_, end_ - begin_)));
  begin_ += chunk.size();
  return chunk;
}

Status ChunkWindow::fill() {
  std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
  end_ -= begin_;
  begin_ = 0;
  while (end_ < buffer_.size()) {
    MAMORI_ASSIGN(const std::size_t count, read_(MutableBytes(buffer_).subspan(end_)));
    if (count == 0) {
      atEnd_ = true;
      break;
    }
    end_ += count;
  }
  return {};
}

}  // namespace mamori
