#pragma once

#include <unordered_set>

#include "archive/live_set.h"
#include "restore/content_reader.h"

namespace mamori {

/// Puts into a live set every chunk that contents are made of, lists included. One thread.
/// Fails as ContentReader does: with a list that cannot be read nobody knows what is live, and nothing may be collected.
class LiveCollector {
 public:
  LiveCollector(LiveSet& live, ContentReader& reader) : live_(live), reader_(reader) {}

  Status add(const ContentReference& content) { return addLevel(content.ids, content.depth); }
  /// The content of an encoded record, if it is a file's.
  Status addRecord(ByteView record);

 private:
  Status addLevel(const std::vector<ChunkId>& ids, std::uint32_t depth);

  LiveSet& live_;
  ContentReader& reader_;
  std::unordered_set<ChunkId, ChunkIdHash> followed_;  // lists: versions of one large file share most of them
  Record record_;
};

}  // namespace mamori
