#include "archive/content_recogniser.h"

#include "archive/content_lists.h"
#include "base/cancellation.h"
#include "chunk/chunk_window.h"

namespace mamori {

Result<bool> ContentRecogniser::recognise(SourceFile& file, std::uint64_t size, const Matches& matches) const {
  const auto matchesUnder = [&](const EpochKeys& keys, const FastCdc& chunker) -> Result<bool> {
    MAMORI_TRY(file.rewind());
    MAMORI_ASSIGN(ContentReference content, nameContent(file, size, keys, chunker));
    return matches(std::move(content));
  };
  MAMORI_ASSIGN(bool found, matchesUnder(vault_.keyring.newest(), vault_.chunker));
  for (const Vault::EarlierEpoch& earlier : vault_.earlierEpochs) {
    if (found) break;
    MAMORI_ASSIGN(found, matchesUnder(*vault_.keyring.find(earlier.epoch), earlier.chunker));
  }
  return found;
}

Result<ContentReference> ContentRecogniser::nameContent(SourceFile& file, std::uint64_t size, const EpochKeys& keys,
                                                        const FastCdc& chunker) const {
  std::vector<ChunkId> ids;
  if (size <= vault_.wholeFileBytes) {
    ByteBuffer whole(static_cast<std::size_t>(size));
    MAMORI_ASSIGN(const std::size_t got, file.read(whole));
    whole.resize(got);
    if (got > 0) ids.push_back(Keyring::chunkId(keys, whole));
  } else {
    ChunkWindow window(chunker, [&](MutableBytes out) -> Result<std::size_t> {
      if (!control_.waitWhilePaused()) return cancelledError();
      return file.read(out);
    });
    while (true) {
      MAMORI_ASSIGN(const ByteView chunk, window.next());
      if (chunk.empty()) break;
      ids.push_back(Keyring::chunkId(keys, chunk));
    }
  }
  return referenceTo(std::move(ids), [&keys](ByteView list) -> Result<ChunkId> { return Keyring::chunkId(keys, list); });
}

}  // namespace mamori
