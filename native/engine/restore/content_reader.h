#pragma once

#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "archive/blob_ports.h"
#include "codec/record.h"
#include "index/index_snapshot.h"
#include "restore/verified_segment.h"

namespace mamori {

/// Reads chunks by id, one at a time: lists of chunks, metadata streams, single small files. Keeps the last segments it opened,
/// because what is read together was as a rule written together.
///
/// Thread-safe; segments are read and opened outside of any lock. Errors: `restore.content-missing` where nothing of that id is known,
/// `vault.damaged-object`, `vault.wrong-key`, and the index's and the source's own.
class ContentReader {
 public:
  /// Precondition: everything referred to outlives the reader. `cacheBytes` bounds the plaintext that is kept (at least one segment).
  ContentReader(const Keyring& keyring, const IndexSnapshot& index, BlobSource& source, std::uint64_t cacheBytes = 8 << 20)
      : keyring_(keyring), index_(index), source_(source), cacheBytes_(cacheBytes) {}

  /// A copy of the chunk's verified content.
  Result<ByteBuffer> read(const ChunkId& id);

  /// The chunks of a content in order, down to depth 0. `onList` is told every list chunk on the way.
  template <typename OnList>
  Result<std::vector<ChunkId>> resolve(const ContentReference& content, OnList onList);
  Result<std::vector<ChunkId>> resolve(const ContentReference& content) {
    return resolve(content, [](const ChunkId&) {});
  }

 private:
  struct Cached {
    std::string container;
    std::uint64_t offset;
    std::shared_ptr<const VerifiedSegment> segment;
  };
  std::shared_ptr<const VerifiedSegment> findCached(const ChunkLocation& place);
  void keep(const ChunkLocation& place, std::shared_ptr<const VerifiedSegment> segment);
  Result<std::shared_ptr<const VerifiedSegment>> segmentOf(const ChunkLocation& place);
  static Status appendIds(ByteView list, std::vector<ChunkId>& ids);

  const Keyring& keyring_;
  const IndexSnapshot& index_;
  BlobSource& source_;
  const std::uint64_t cacheBytes_;
  std::mutex mutex_;
  std::list<Cached> cache_;  // most recently used first
  std::uint64_t cachedBytes_ = 0;
};

template <typename OnList>
Result<std::vector<ChunkId>> ContentReader::resolve(const ContentReference& content, OnList onList) {
  std::vector<ChunkId> ids = content.ids;
  for (std::uint32_t depth = content.depth; depth > 0; --depth) {
    std::vector<ChunkId> below;
    for (const ChunkId& id : ids) {
      onList(id);
      MAMORI_ASSIGN(const ByteBuffer list, read(id));
      MAMORI_TRY(appendIds(list, below));
    }
    ids = std::move(below);
  }
  return ids;
}

}  // namespace mamori
