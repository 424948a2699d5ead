#pragma once

#include "archive/chunk_writer.h"
#include "codec/record_stream.h"

namespace mamori {

/// A stored content with its length.
struct StoredContent {
  ContentReference content;
  std::uint64_t bytes = 0;
};

/// Writes a record stream into the vault as metadata chunks. One thread.
class RecordStore {
 public:
  RecordStore(const Vault& vault, ChunkLookup& lookup, PackAssembler& assembler)
      : writer_(vault, EnvelopeType::metadataSegment, lookup, assembler) {}

  /// Precondition: ascending order (vault format, section 8).
  Status add(const RecordEntry& entry);
  /// A whole chunk that was made elsewhere; not mixed with `add`.
  Status addChunk(ByteView chunk);
  /// Ends the stream and seals what is left.
  Result<StoredContent> finish();

 private:
  ChunkWriter writer_;
  RecordStreamWriter stream_;
  ByteBuffer completed_;
  std::vector<ChunkId> ids_;
  std::uint64_t bytes_ = 0;
};

}  // namespace mamori
