#pragma once

#include "archive/chunk_lookup.h"
#include "archive/pack_assembler.h"
#include "archive/vault.h"
#include "codec/record.h"

namespace mamori {

/// Turns content into chunk ids and stores what is new. One thread owns a writer; lookup and assembler are shared.
///
/// Errors are the assembler's, or `engine.crypto-unavailable`.
class ChunkWriter {
 public:
  /// Precondition: everything referred to outlives the writer. `type` is dataSegment or metadataSegment.
  ChunkWriter(const Vault& vault, EnvelopeType type, ChunkLookup& lookup, PackAssembler& assembler);

  /// Stores one whole chunk unless the vault has it. Precondition: not empty.
  Result<ChunkId> store(ByteView chunk);
  /// As two calls of `store`, in less time: the ids are computed at once.
  Result<std::pair<ChunkId, ChunkId>> storeBoth(ByteView first, ByteView second);

  /// Content of any length from its chunks: as it is up to 64 ids, else with the lists themselves stored as chunks.
  Result<ContentReference> reference(std::vector<ChunkId> ids);

  /// Seals what is not sealed yet. Call before the assembler's `finish`.
  Status flush();

 private:
  Status storeAs(const ChunkId& id, ByteView chunk);

  const Vault& vault_;
  ChunkLookup& lookup_;
  PackAssembler& assembler_;
  SegmentBuilder builder_;
};

}  // namespace mamori
