#include "index/index_file_writer.h"

#include <cstring>

namespace mamori {
namespace {

using namespace index_format;

constexpr std::string_view kUnwritable = "index.unwritable";
constexpr std::size_t kFlushBytes = 64 * kBlockBytes;

}  // namespace

IndexFileWriter::IndexFileWriter(std::string path, std::unique_ptr<NativeFile> file, std::uint64_t expectedEntries)
    : path_(std::move(path)), file_(std::move(file)), filter_(expectedEntries) {
  buffer_.reserve(kFlushBytes);
}

Result<IndexFileWriter> IndexFileWriter::create(const std::string& path, std::uint64_t expectedEntries) {
  MAMORI_ASSIGN(auto file, createFile(path + ".new", kUnwritable));
  return IndexFileWriter(path, std::move(file), expectedEntries);
}

std::uint8_t* IndexFileWriter::reserve(std::size_t itemBytes) {
  if (openBytes_ == 0) buffer_.resize(buffer_.size() + kBlockBytes, 0);
  std::uint8_t* const place = buffer_.data() + buffer_.size() - kBlockBytes + openBytes_;
  openBytes_ += itemBytes;
  return place;
}

Status IndexFileWriter::closeBlock() {
  if (openBytes_ == 0) return {};
  std::uint8_t* const block = buffer_.data() + buffer_.size() - kBlockBytes;
  storeU64(block + kBlockPayloadBytes, hash64({block, kBlockPayloadBytes}));
  openBytes_ = 0;
  return buffer_.size() >= kFlushBytes ? flush() : Status();
}

Status IndexFileWriter::flush() {
  MAMORI_TRY(file_->write(buffer_));
  trailer_.tailOffset += buffer_.size();
  buffer_.clear();
  return {};
}

Status IndexFileWriter::addEntry(const Entry& entry) {
  if (trailer_.entries % kEntriesPerBlock == 0) fences_.push_back(entry.id.prefix());
  storeEntry(reserve(kEntryBytes), entry);
  filter_.insert(entry.id);
  ++trailer_.entries;
  return trailer_.entries % kEntriesPerBlock == 0 ? closeBlock() : Status();
}

Status IndexFileWriter::addSegment(const Segment& segment) {
  if (trailer_.segments == 0) MAMORI_TRY(closeBlock());
  storeSegment(reserve(kSegmentBytes), segment);
  ++trailer_.segments;
  return trailer_.segments % kSegmentsPerBlock == 0 ? closeBlock() : Status();
}

Status IndexFileWriter::finish(const std::vector<std::string>& packs) {
  MAMORI_TRY(closeBlock());
  MAMORI_TRY(flush());
  ByteBuffer tail;
  for (const std::string& pack : packs) appendBytes(tail, bytesOf(pack));
  std::uint8_t word[8];
  for (const std::vector<std::uint64_t>* words : {&std::as_const(fences_), &filter_.words()}) {
    for (const std::uint64_t value : *words) {
      storeU64(word, value);
      append(tail, word);
    }
  }
  trailer_.packs = packs.size();
  trailer_.tailBytes = tail.size();
  trailer_.filterBytes = filter_.words().size() * 8;
  trailer_.tailHash = hash64(tail);
  for (const std::uint64_t field : {kTrailerMagic, trailer_.entries, trailer_.segments, trailer_.packs, trailer_.tailOffset,
                                    trailer_.tailBytes, trailer_.filterBytes, trailer_.tailHash}) {
    storeU64(word, field);
    append(tail, word);
  }
  storeU64(word, hash64(ByteView(tail).last(kTrailerBytes - 8)));
  append(tail, word);
  MAMORI_TRY(file_->write(tail));
  MAMORI_TRY(file_->sync());
  file_.reset();
  return replaceFile(path_ + ".new", path_, kUnwritable);
}

}  // namespace mamori
