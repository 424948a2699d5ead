#include "archive/chunk_writer.h"

#include "archive/content_lists.h"

namespace mamori {

ChunkWriter::ChunkWriter(const Vault& vault, EnvelopeType type, ChunkLookup& lookup, PackAssembler& assembler)
    : vault_(vault), lookup_(lookup), assembler_(assembler), builder_(vault.keyring, type) {}

Result<ChunkId> ChunkWriter::store(ByteView chunk) {
  const ChunkId id = ChunkId::from(assembler_.hash().sign(vault_.keyring.newest().chunkId, chunk).data());
  MAMORI_TRY(storeAs(id, chunk));
  return id;
}

Result<std::pair<ChunkId, ChunkId>> ChunkWriter::storeBoth(ByteView first, ByteView second) {
  const auto digests = signBoth(vault_.keyring.newest().chunkId, first, second);
  const std::pair ids(ChunkId::from(digests.first.data()), ChunkId::from(digests.second.data()));
  MAMORI_TRY(storeAs(ids.first, first));
  MAMORI_TRY(storeAs(ids.second, second));
  return ids;
}

Status ChunkWriter::storeAs(const ChunkId& id, ByteView chunk) {
  if (!lookup_.claim(id)) return {};
  MAMORI_ASSIGN(std::optional<SealedSegment> completed, builder_.add(id, chunk));
  if (completed) MAMORI_TRY(assembler_.add(std::move(*completed)));
  return {};
}

Result<ContentReference> ChunkWriter::reference(std::vector<ChunkId> ids) {
  return referenceTo(std::move(ids), [this](ByteView list) { return store(list); });
}

Status ChunkWriter::flush() {
  MAMORI_ASSIGN(std::optional<SealedSegment> last, builder_.finish());
  if (last) MAMORI_TRY(assembler_.add(std::move(*last)));
  return {};
}

}  // namespace mamori
