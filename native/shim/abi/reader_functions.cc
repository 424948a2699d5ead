#include <memory>

#include "abi/guard.h"
#include "abi/reader_handle.h"
#include "abi/spans.h"

using namespace mamori::shim;

mamori_reader* mamori_reader_open(const uint8_t* folder, uint32_t folder_bytes, int32_t* error) {
  mamori_reader* made = nullptr;
  const int32_t code = !error ? MAMORI_ERROR_ARGUMENT : guarded([&] {
    const std::string path = folderOf(folder, folder_bytes);
    if (path.empty()) return MAMORI_ERROR_ARGUMENT;
    made = new mamori_reader(path);
    return 0;
  });
  if (error) *error = code;
  return made;
}

void mamori_reader_close(mamori_reader* reader) { delete reader; }

int32_t mamori_reader_refresh(mamori_reader* reader) {
  return reader ? guarded([&] { return reader->table.refresh(); }) : MAMORI_ERROR_ARGUMENT;
}

int32_t mamori_reader_lookup(mamori_reader* reader, const uint8_t* path, uint32_t path_bytes, mamori_answer* answer) {
  if (!reader || !isSpan(path, path_bytes) || !answer) return MAMORI_ERROR_ARGUMENT;
  Row row;
  const int32_t code = reader->table.lookUp(spanOf(path, path_bytes), row);
  *answer = {row.state, static_cast<std::uint8_t>(row.isFolder), row.reason, row.root};
  return code;
}

int32_t mamori_reader_note_asked(mamori_reader* reader, const uint8_t* folder, uint32_t folder_bytes) {
  if (!reader || !isSpan(folder, folder_bytes)) return MAMORI_ERROR_ARGUMENT;
  reader->table.noteAsked(spanOf(folder, folder_bytes));
  return 0;
}

int32_t mamori_reader_menu(mamori_reader* reader, uint32_t* version, uint8_t* out, uint32_t capacity, uint32_t* written) {
  if (!reader || !version || !isSpan(out, capacity) || !written) return MAMORI_ERROR_ARGUMENT;
  MenuCopy copy;
  const int32_t code = reader->table.menu({out, capacity}, copy);
  *version = copy.version;
  *written = copy.bytes;
  return code;
}

int32_t mamori_reader_booleans(mamori_reader* reader, uint32_t* low, uint32_t* high) {
  if (!reader || !low || !high) return MAMORI_ERROR_ARGUMENT;
  std::uint64_t value = 0;
  const int32_t code = reader->table.booleans(value);
  *low = static_cast<std::uint32_t>(value);
  *high = static_cast<std::uint32_t>(value >> 32);
  return code;
}

int32_t mamori_reader_writer_lives(mamori_reader* reader) {
  return reader ? guarded([&] { return reader->table.writerLives() ? 1 : 0; }) : MAMORI_ERROR_ARGUMENT;
}
