#include "archive/large_file_cutter.h"

#include <cstring>
#include <utility>

namespace mamori {
namespace {

// Read at once; what is left of a window behind its last cut (half a chunk on average) is copied to the next.
constexpr std::size_t kReadBytes = 8 << 20;

}  // namespace

CutBuffer* LargeFileCutter::nextBuffer(const CutBuffer* current) {
  while (true) {
    const auto next = queue_.acquireBuffer(current);
    if (CutBuffer* const* buffer = std::get_if<CutBuffer*>(&next)) return *buffer;
    storeChunk_(std::get<ChunkTask>(next));
  }
}

void LargeFileCutter::drain() {
  while (const auto task = queue_.drain()) storeChunk_(*task);
}

Result<LargeFileCutter::Content> LargeFileCutter::cut(SourceFile& file, const OnRead& onRead) {
  const std::size_t maxBytes = vault_.chunker.sizes().maxBytes;
  std::deque<ChunkId> ids;  // a deque: its elements stay in place while chunks are stored
  Content content;
  Status status;
  CutBuffer* buffer = nullptr;
  ByteView rest;
  std::size_t searched = 0;  // of `rest`, without finding a cut
  for (bool atEnd = false; !atEnd && !failure_.stopped();) {
    CutBuffer* const next = nextBuffer(buffer);
    next->bytes.resize(maxBytes + kReadBytes);
    const MutableBytes window = next->bytes;
    if (!rest.empty()) std::memcpy(window.data(), rest.data(), rest.size());
    const auto got = file.read(window.subspan(rest.size(), kReadBytes));
    if (!got.ok()) {
      status = got.error();
      break;
    }
    atEnd = *got < kReadBytes;
    content.bytes += *got;
    onRead(*got);
    buffer = next;
    rest = window.first(rest.size() + *got);
    while (!rest.empty()) {
      const ByteView chunk = rest.first(vault_.chunker.cut(rest, std::exchange(searched, 0)));
      const bool isFinal = atEnd || chunk.size() < rest.size() || chunk.size() == maxBytes;
      if (!isFinal) {
        searched = rest.size();
        break;
      }
      rest = rest.subspan(chunk.size());
      queue_.submit(ChunkTask{buffer, chunk, &ids.emplace_back()});
    }
  }
  drain();
  if (failure_.stopped()) return cancelledError();
  MAMORI_TRY(std::move(status));
  content.ids.assign(ids.begin(), ids.end());
  return content;
}

}  // namespace mamori
