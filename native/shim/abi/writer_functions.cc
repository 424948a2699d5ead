#include <memory>
#include <vector>

#include "abi/guard.h"
#include "abi/spans.h"
#include "status/table_writer.h"

using namespace mamori::shim;

struct mamori_writer {
  std::unique_ptr<TableWriter> table;
};

namespace mamori::shim {

std::string folderOf(const std::uint8_t* folder, std::uint32_t length) {
  return folder && length > 0 ? std::string(reinterpret_cast<const char*>(folder), length) : OwnFolder::fixedPlace();
}

namespace {

/// NUL-ended normalised texts; MAMORI_ERROR_ARGUMENT when there is none or one is empty or without end.
std::int32_t parseSpellings(PathStyle style, std::span<const std::uint8_t> bytes, std::vector<PathBytes>& out) {
  const std::size_t unit = unitBytes(style);
  std::size_t from = 0;
  for (std::size_t at = 0; at + unit <= bytes.size(); at += unit) {
    if (bytes[at] != 0 || (unit == 2 && bytes[at + 1] != 0)) continue;
    if (at == from) return MAMORI_ERROR_ARGUMENT;
    out.emplace_back(bytes.data() + from, at - from);
    from = at + unit;
  }
  return from == bytes.size() && !out.empty() ? 0 : MAMORI_ERROR_ARGUMENT;
}

template <typename Body>
std::int32_t withSpellings(mamori_writer* writer, const std::uint8_t* spellings, std::uint32_t length, Body body) noexcept {
  if (!writer || !isSpan(spellings, length)) return MAMORI_ERROR_ARGUMENT;
  return guarded([&] {
    std::vector<PathBytes> texts;
    const std::int32_t code = parseSpellings(writer->table->style(), spanOf(spellings, length), texts);
    return code != 0 ? code : body(*writer->table, texts);
  });
}

std::int32_t toChanges(std::span<const std::uint8_t> paths, std::span<const mamori_row> rows, std::vector<RowChange>& out) {
  std::uint32_t from = 0;
  for (const mamori_row& row : rows) {
    const bool removes = row.state == MAMORI_ROW_REMOVED;
    if (row.end < from || row.end > paths.size() || (!removes && row.state > MAMORI_STATE_PROBLEM)) return MAMORI_ERROR_ARGUMENT;
    RowChange change{paths.subspan(from, row.end - from), std::nullopt};
    if (!removes) change.row = Row{row.state, row.is_folder != 0, 0, row.reason};
    out.push_back(change);
    from = row.end;
  }
  return 0;
}

}  // namespace
}  // namespace mamori::shim

mamori_writer* mamori_writer_open(const uint8_t* folder, uint32_t folder_bytes, uint32_t style, int32_t* error) {
  mamori_writer* made = nullptr;
  const int32_t code = !isPathStyle(style) || !error ? MAMORI_ERROR_ARGUMENT : guarded([&] {
    auto writer = std::make_unique<mamori_writer>();
    const std::string path = folderOf(folder, folder_bytes);
    const std::int32_t opened = path.empty() ? MAMORI_ERROR_ARGUMENT : TableWriter::open(path, static_cast<PathStyle>(style), writer->table);
    if (opened == 0) made = writer.release();
    return opened;
  });
  if (error) *error = code;
  return made;
}

void mamori_writer_close(mamori_writer* writer) { delete writer; }

int32_t mamori_writer_heartbeat(mamori_writer* writer) {
  return writer ? guarded([&] { return writer->table->beat(); }) : MAMORI_ERROR_ARGUMENT;
}

int32_t mamori_writer_add_root(mamori_writer* writer, const uint8_t* spellings, uint32_t spellings_bytes) {
  return withSpellings(writer, spellings, spellings_bytes, [](TableWriter& table, const auto& texts) { return table.addRoot(texts); });
}

int32_t mamori_writer_rename_root(mamori_writer* writer, uint32_t root, const uint8_t* spellings, uint32_t spellings_bytes) {
  return withSpellings(writer, spellings, spellings_bytes, [root](TableWriter& table, const auto& texts) { return table.renameRoot(root, texts); });
}

int32_t mamori_writer_trust_root(mamori_writer* writer, uint32_t root, uint32_t trusted) {
  return writer ? guarded([&] { return writer->table->trustRoot(root, trusted != 0); }) : MAMORI_ERROR_ARGUMENT;
}

int32_t mamori_writer_remove_root(mamori_writer* writer, uint32_t root) {
  return writer ? guarded([&] { return writer->table->removeRoot(root); }) : MAMORI_ERROR_ARGUMENT;
}

int32_t mamori_writer_put(mamori_writer* writer, uint32_t root, const uint8_t* paths, uint32_t paths_bytes, const mamori_row* rows, uint32_t count) {
  if (!writer || !isSpan(paths, paths_bytes) || !isSpan(rows, count) || count > MAMORI_MAX_ROWS_PER_PUT) return MAMORI_ERROR_ARGUMENT;
  return guarded([&] {
    std::vector<RowChange> changes;
    changes.reserve(count);
    const std::int32_t code = toChanges(spanOf(paths, paths_bytes), {rows, count}, changes);
    return code != 0 ? code : writer->table->put(root, changes);
  });
}

int32_t mamori_writer_reserve(mamori_writer* writer, uint32_t rows) {
  return writer ? guarded([&] { return writer->table->reserve(rows); }) : MAMORI_ERROR_ARGUMENT;
}

int32_t mamori_writer_step(mamori_writer* writer) {
  return writer ? guarded([&] { return writer->table->step(); }) : MAMORI_ERROR_ARGUMENT;
}

int32_t mamori_writer_set_menu(mamori_writer* writer, uint32_t version, const uint8_t* bytes, uint32_t length) {
  if (!writer || !isSpan(bytes, length)) return MAMORI_ERROR_ARGUMENT;
  return guarded([&] { return writer->table->setMenu(version, spanOf(bytes, length)); });
}

int32_t mamori_writer_set_booleans(mamori_writer* writer, uint32_t low, uint32_t high) {
  if (!writer) return MAMORI_ERROR_ARGUMENT;
  return guarded([&] {
    writer->table->setBooleans(static_cast<std::uint64_t>(high) << 32 | low);
    return 0;
  });
}

int32_t mamori_writer_take_asked(mamori_writer* writer, uint8_t* out, uint32_t capacity, uint32_t* written) {
  if (!writer || !isSpan(out, capacity) || !written) return MAMORI_ERROR_ARGUMENT;
  return guarded([&] {
    *written = writer->table->takeAsked({out, capacity});
    return 0;
  });
}

int32_t mamori_writer_get_stats(mamori_writer* writer, mamori_writer_stats* stats) {
  if (!writer || !stats) return MAMORI_ERROR_ARGUMENT;
  return guarded([&] {
    const WriterStats found = writer->table->stats();
    *stats = {found.rows, found.capacity, found.generation, found.growing ? 1u : 0u, found.segmentBytes};
    return 0;
  });
}
