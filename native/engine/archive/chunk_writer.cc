#include "archive/chunk_writer.h"

#include "archive/content_lists.h"

namespace mamori {

ChunkWriter::ChunkWriter(const Vault& vault, EnvelopeType type, ChunkLookup& lookup, PackAssembler& assembler)
    : vault_(vault), lookup_(lookup), assembler_(assembler), builder_(vault.keyring, type) {}

Result<ChunkId> ChunkWriter::store(ByteView chunk) {
  const ChunkId id = vault_.keyring.chunkId(chunk);
  if (!lookup_.claim(id)) return id;
  MAMORI_ASSIGN(std::optional<SealedSegment> completed, builder_.add(id, chunk));
  if (completed) MAMORI_TRY(assembler_.add(std::move(*completed)));
  return id;
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
