#include "archive/chunk_writer.h"

namespace mamori {
namespace {

// Of the vault format, section 6.
constexpr std::size_t kMaxListedIds = 64;

// Lists are cut behind ids whose low bits are zero, so that lists that differ in one place share all other chunks:
// 128 to 4,096 ids, 640 on average, which is 10 KiB.
constexpr std::size_t kMinIdsPerList = 128;
constexpr std::size_t kMaxIdsPerList = 4096;
constexpr std::uint8_t kCutMaskHigh = 0x01;

bool endsList(const ChunkId& id) noexcept { return id.bytes[15] == 0 && (id.bytes[14] & kCutMaskHigh) == 0; }

}  // namespace

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
  ContentReference content;
  content.ids = std::move(ids);
  for (; content.ids.size() > kMaxListedIds; ++content.depth) {
    MAMORI_ASSIGN(content.ids, storeLists(content.ids));
  }
  return content;
}

Result<std::vector<ChunkId>> ChunkWriter::storeLists(const std::vector<ChunkId>& ids) {
  std::vector<ChunkId> lists;
  for (std::size_t begin = 0; begin < ids.size();) {
    std::size_t end = std::min(ids.size(), begin + kMinIdsPerList);
    while (end < ids.size() && end - begin < kMaxIdsPerList && !endsList(ids[end - 1])) ++end;
    const ByteView list(ids[begin].bytes.data(), (end - begin) * sizeof(ChunkId));
    MAMORI_ASSIGN(const ChunkId id, store(list));
    lists.push_back(id);
    begin = end;
  }
  return lists;
}

Status ChunkWriter::flush() {
  MAMORI_ASSIGN(std::optional<SealedSegment> last, builder_.finish());
  if (last) MAMORI_TRY(assembler_.add(std::move(*last)));
  return {};
}

}  // namespace mamori
