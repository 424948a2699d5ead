#include <algorithm>

#include "abi/guard.h"
#include "abi/spans.h"
#include "os/process.h"
#include "status/open_table.h"
#include "status/words.h"

using namespace mamori::shim;

namespace {

/// Of a table that may be a hostile one: numbers that do not fit are cut.
std::uint32_t fitting(std::uint64_t number) noexcept { return static_cast<std::uint32_t>(std::min<std::uint64_t>(number, 0xffffffffu)); }

std::uint32_t silentMs(const Rendezvous& rendezvous) noexcept {
  const std::uint64_t beat = load(rendezvous.heartbeatMs), now = sinceBootMs();
  return beat == 0 || beat > now ? 0 : fitting(now - beat);
}

}  // namespace

int32_t mamori_table_examine(const uint8_t* folder, uint32_t folder_bytes, mamori_table_facts* facts) {
  if (!isSpan(folder, folder_bytes) || !facts) return MAMORI_ERROR_ARGUMENT;
  *facts = {};
  return guarded([&] {
    const std::string path = folderOf(folder, folder_bytes);
    if (path.empty()) return MAMORI_ERROR_ARGUMENT;
    OpenTable table;
    const TableFound found = openTable(path, table);
    facts->writer_pid = fitting(table.place.writer.pid);
    facts->generation = fitting(table.place.generation);
    if (table.rendezvous) facts->silent_ms = silentMs(rendezvousIn(table.rendezvous));
    if (table.rendezvous) facts->format = load(rendezvousIn(table.rendezvous).format);
    return static_cast<std::int32_t>(found);
  });
}

int32_t mamori_table_folder(uint8_t* out, uint32_t capacity, uint32_t* written) {
  if (!isSpan(out, capacity) || !written) return MAMORI_ERROR_ARGUMENT;
  return guarded([&] {
    const std::string place = OwnFolder::fixedPlace();
    return giveBytes(place.data(), place.size(), out, capacity, written);
  });
}
