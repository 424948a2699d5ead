#include "codec/record_stream.h"

#include <algorithm>

#include "base/hash64.h"
#include "scan/path_order.h"

namespace mamori {
namespace {

constexpr std::size_t kMinimumBytes = 256 << 10;
constexpr std::size_t kMaximumBytes = 1 << 20;
// Mean distance of the cuts that hashes allow, counted from the minimum: the aim is 512 KiB.
constexpr std::size_t kMeanBeyondMinimum = 256 << 10;

Error damaged(const char* what) { return makeError("vault.damaged-object", what); }

std::size_t commonPrefix(std::string_view a, std::string_view b) noexcept {
  const std::size_t limit = std::min(a.size(), b.size());
  return static_cast<std::size_t>(std::mismatch(a.begin(), a.begin() + static_cast<std::ptrdiff_t>(limit), b.begin()).first - a.begin());
}

std::size_t encodedSize(const RecordEntry& entry) noexcept {
  const std::size_t body = entry.operation == RecordOperation::put ? varintSize(entry.record.size()) + entry.record.size() : 0;
  return 1 + varintSize(entry.name.size()) + entry.name.size() + varintSize(entry.sequence) + body;
}

}  // namespace

int compareEntries(const RecordEntry& a, const RecordEntry& b) noexcept {
  if (const int order = comparePaths(a.directory, b.directory)) return order;
  if (const int order = a.name.compare(b.name)) return order;
  if (a.sequence != b.sequence) return a.sequence < b.sequence ? -1 : 1;
  return static_cast<int>(a.operation) - static_cast<int>(b.operation);
}

bool RecordStreamWriter::endsBefore(const RecordEntry& entry, std::size_t entryBytes) const noexcept {
  const std::size_t size = chunk_.size() + group_.size();
  if (size + entryBytes + directory_.size() + entry.directory.size() > kMaximumBytes) return true;
  if (size < kMinimumBytes) return false;
  if (entry.name == name_ && entry.directory == directory_) return false;
  // Weighted by the entry's size, so that the mean distance is one of bytes, be the entries short or long.
  const std::uint64_t hash = hash64(bytesOf(entry.name), hash64(bytesOf(entry.directory)));
  return hash / kMeanBeyondMinimum < (~std::uint64_t{0} / kMeanBeyondMinimum / kMeanBeyondMinimum) * entryBytes;
}

bool RecordStreamWriter::add(const RecordEntry& entry, ByteBuffer& completed) {
  const std::size_t entryBytes = encodedSize(entry);
  const bool cut = open_ && endsBefore(entry, entryBytes);
  if (cut) finish(completed);
  if (!open_ || entry.directory != directory_) beginGroup(entry.directory);
  group_.push_back(static_cast<std::uint8_t>(entry.operation));
  appendBytes(group_, bytesOf(entry.name));
  appendVarint(group_, entry.sequence);
  if (entry.operation == RecordOperation::put) appendBytes(group_, entry.record);
  ++groupEntries_;
  name_ = entry.name;
  return cut;
}

bool RecordStreamWriter::finish(ByteBuffer& completed) {
  if (!open_) return false;
  closeGroup();
  completed = std::move(chunk_);
  chunk_ = ByteBuffer();
  directory_.clear();
  previousDirectory_.clear();
  open_ = false;
  return true;
}

void RecordStreamWriter::beginGroup(std::string_view directory) {
  if (open_) closeGroup();
  directory_ = directory;
  open_ = true;
}

void RecordStreamWriter::closeGroup() {
  const std::size_t shared = commonPrefix(previousDirectory_, directory_);
  appendVarint(chunk_, shared);
  appendBytes(chunk_, bytesOf(std::string_view(directory_).substr(shared)));
  appendVarint(chunk_, groupEntries_);
  append(chunk_, group_);
  group_.clear();
  groupEntries_ = 0;
  previousDirectory_ = directory_;
}

Status RecordChunkReader::readGroup() {
  const std::uint64_t shared = fields_.varint();
  const ByteView suffix = fields_.bytes(fields_.varint());
  left_ = fields_.varint();
  // An empty group would let a few bytes of input loop for long without yielding anything.
  if (fields_.failed() || shared > directory_.size() || left_ == 0) return damaged("metadata group");
  previousDirectory_ = directory_;
  previous_.directory = previousDirectory_;
  directory_.resize(static_cast<std::size_t>(shared));
  directory_.append(textOf(suffix));
  return {};
}

Result<bool> RecordChunkReader::next(RecordEntry& entry) {
  if (left_ == 0) {
    if (fields_.atEnd()) return fields_.failed() ? Result<bool>(damaged("metadata chunk")) : Result<bool>(false);
    MAMORI_TRY(readGroup());
  }
  const std::uint8_t operation = fields_.byte();
  entry.directory = directory_;
  entry.name = textOf(fields_.bytes(fields_.varint()));
  entry.sequence = fields_.varint();
  if (operation > static_cast<std::uint8_t>(RecordOperation::forget)) return damaged("metadata operation");
  entry.operation = static_cast<RecordOperation>(operation);
  entry.record = operation == 0 ? fields_.bytes(fields_.varint()) : ByteView{};
  if (fields_.failed()) return damaged("metadata entry");
  if (hasPrevious_ && compareEntries(previous_, entry) >= 0) return damaged("metadata entries out of order");
  --left_;
  previous_ = entry;
  hasPrevious_ = true;
  return true;
}

}  // namespace mamori
