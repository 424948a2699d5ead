#pragma once

#include <future>
#include <memory>
#include <optional>
#include <vector>

#include "codec/record_stream.h"
#include "restore/content_reader.h"

namespace mamori {

/// Reads one record stream entry by entry, fetching its chunks as they are needed and, in longer streams, the next one ahead.
///
/// Memory: one chunk (a micro-run's has a few KB, others up to 1 MiB), two in streams of several chunks. Errors: the reader's, and
/// `vault.damaged-object` for what is no stream in order.
class StreamCursor {
 public:
  /// Precondition: `reader` outlives the cursor. `chunks` are the stream's at depth 0.
  StreamCursor(ContentReader& reader, std::vector<ChunkId> chunks) : reader_(&reader), chunks_(std::move(chunks)) {}

  /// Goes to the next entry; false at the end. Views of the entry before hold as long as `chunk()` of that time is kept.
  Result<bool> advance();
  /// The directory's view ends with the next `advance`.
  const RecordEntry& entry() const noexcept { return entry_; }
  const std::shared_ptr<const ByteBuffer>& chunk() const noexcept { return chunk_; }

 private:
  Result<bool> nextChunk();

  ContentReader* reader_;
  std::vector<ChunkId> chunks_;
  std::size_t next_ = 0;
  std::future<std::unique_ptr<Result<ByteBuffer>>> ahead_;
  std::shared_ptr<const ByteBuffer> chunk_;
  std::optional<RecordChunkReader> entries_;
  RecordEntry entry_;
  std::string lastDirectory_, lastName_;  // of the chunk before: order holds across chunks too
  bool checkOrder_ = false;
};

}  // namespace mamori
