#include "archive/record_batch.h"

#include <utility>

namespace mamori {

void RecordBatchBuilder::add(const RecordEntry& entry) {
  if (batch_.table.empty()) {
    batch_.table.reserve(RecordBatch::kColumns * kEntries);
    directory_ = entry.directory;
    directoryOffset_ = append(bytesOf(entry.directory));
  } else if (entry.directory != directory_) {
    directory_ = entry.directory;
    directoryOffset_ = append(bytesOf(entry.directory));
  }
  const std::uint32_t name = append(bytesOf(entry.name));
  const std::uint32_t record = append(entry.record);
  const std::uint32_t row[RecordBatch::kColumns] = {
      directoryOffset_, static_cast<std::uint32_t>(entry.directory.size()), name, static_cast<std::uint32_t>(entry.name.size()),
      static_cast<std::uint32_t>(entry.operation), static_cast<std::uint32_t>(entry.sequence), record,
      static_cast<std::uint32_t>(entry.record.size())};
  batch_.table.insert(batch_.table.end(), std::begin(row), std::end(row));
}

std::uint32_t RecordBatchBuilder::append(ByteView bytes) {
  const auto offset = static_cast<std::uint32_t>(batch_.bytes.size());
  mamori::append(batch_.bytes, bytes);
  return offset;
}

RecordBatch RecordBatchBuilder::take() { return std::exchange(batch_, RecordBatch()); }

bool readBatchEntry(ByteView bytes, std::span<const std::uint32_t> table, std::size_t row, RecordEntry& entry) noexcept {
  if (row >= table.size() / RecordBatch::kColumns) return false;
  const std::uint32_t* const columns = table.data() + row * RecordBatch::kColumns;
  const auto lies = [&](std::uint32_t offset, std::uint32_t length) {
    return offset <= bytes.size() && length <= bytes.size() - offset;
  };
  if (!lies(columns[0], columns[1]) || !lies(columns[2], columns[3]) || !lies(columns[6], columns[7])) return false;
  if (columns[4] > static_cast<std::uint32_t>(RecordOperation::forget)) return false;
  entry.directory = textOf(bytes.subspan(columns[0], columns[1]));
  entry.name = textOf(bytes.subspan(columns[2], columns[3]));
  entry.operation = static_cast<RecordOperation>(columns[4]);
  entry.sequence = columns[5];
  entry.record = bytes.subspan(columns[6], columns[7]);
  return true;
}

}  // namespace mamori
