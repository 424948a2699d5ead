#include "fold/live_collector.h"

namespace mamori {

Status LiveCollector::addRecord(ByteView record) {
  MAMORI_TRY(decodeRecord(record, record_));
  return record_.kind == RecordKind::file ? add(record_.content) : Status();
}

Status LiveCollector::addLevel(const std::vector<ChunkId>& ids, std::uint32_t depth) {
  for (const ChunkId& id : ids) {
    live_.add(id);
    if (depth == 0 || !followed_.insert(id).second) continue;
    MAMORI_ASSIGN(const std::vector<ChunkId> below, reader_.resolve(ContentReference{1, {id}}));
    MAMORI_TRY(addLevel(below, depth - 1));
  }
  return {};
}

}  // namespace mamori
