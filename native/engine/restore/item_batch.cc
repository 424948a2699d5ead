#include "restore/item_batch.h"

#include <utility>

namespace mamori {

Result<RecordEntry> ItemBatch::entry(std::size_t index) const {
  const std::uint32_t* const row = table.data() + index * kColumns;
  const auto inside = [this](std::uint32_t offset, std::uint32_t length) { return offset <= bytes.size() && length <= bytes.size() - offset; };
  if (!inside(row[0], row[1]) || !inside(row[2], row[3]) || !inside(row[6], row[7]) || row[4] > static_cast<std::uint32_t>(RecordOperation::forget)) {
    return makeError("engine.bad-argument", "a batch's table leads outside its bytes");
  }
  const auto slice = [this](std::uint32_t offset, std::uint32_t length) { return ByteView(bytes).subspan(offset, length); };
  return RecordEntry{textOf(slice(row[0], row[1])), textOf(slice(row[2], row[3])), static_cast<RecordOperation>(row[4]), row[5], slice(row[6], row[7])};
}

std::uint32_t ItemBatchBuilder::append(ByteView bytes) {
  const auto offset = static_cast<std::uint32_t>(batch_.bytes.size());
  mamori::append(batch_.bytes, bytes);
  return offset;
}

void ItemBatchBuilder::add(const RecordEntry& entry) {
  const bool sameFolder = !batch_.table.empty() && entry.directory == textOf(ByteView(batch_.bytes).subspan(directoryOffset_, directoryLength_));
  if (!sameFolder) {
    directoryOffset_ = append(bytesOf(entry.directory));
    directoryLength_ = static_cast<std::uint32_t>(entry.directory.size());
  }
  const std::uint32_t name = append(bytesOf(entry.name));
  const std::uint32_t record = append(entry.record);
  batch_.table.insert(batch_.table.end(), {directoryOffset_, directoryLength_, name, static_cast<std::uint32_t>(entry.name.size()),
                                           static_cast<std::uint32_t>(entry.operation), static_cast<std::uint32_t>(entry.sequence), record,
                                           static_cast<std::uint32_t>(entry.record.size())});
}

ItemBatch ItemBatchBuilder::take() { return std::exchange(batch_, {}); }

}  // namespace mamori
