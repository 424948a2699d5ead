#include "archive/content_archiver.h"

#include <chrono>

namespace mamori {
namespace {

constexpr int kAttempts = 3;

}  // namespace

bool sameState(const EntryStat& a, const EntryStat& b) noexcept {
  return a.size == b.size && a.mtimeNs == b.mtimeNs && a.ctimeNs == b.ctimeNs && a.inode == b.inode;
}

bool isFileError(const Error& error) noexcept {
  return error.code.starts_with("file.") || error.code.starts_with("folder.");
}

std::int64_t wallClockNs() noexcept {
  using namespace std::chrono;
  return duration_cast<nanoseconds>(system_clock::now().time_since_epoch()).count();
}

Result<ArchivedContent> ContentArchiver::archive(SourceFile& file, const EntryStat& expected) {
  ArchivedContent result;
  EntryStat before = expected;
  for (int attempt = 1;; ++attempt) {
    result.readStartNs = wallClockNs();
    const bool whole = before.size <= kWholeReadBytes;
    std::uint64_t bytes = 0;
    bool complete = false;
    std::vector<ChunkId> ids;
    if (whole) {
      MAMORI_ASSIGN(const Attempt read, readWhole(file, before.size));
      bytes = read.bytes;
      complete = read.complete;
    } else {
      const auto onRead = [this](std::uint64_t count) { control_.bytesDone.fetch_add(count, std::memory_order_relaxed); };
      MAMORI_ASSIGN(LargeFileCutter::Content read, cutter_.cut(file, onRead));
      bytes = read.bytes;
      complete = bytes == before.size;
      ids = std::move(read.ids);
    }
    MAMORI_TRY(file.stat(result.stat));
    result.torn = !complete || !sameState(before, result.stat);
    if (!result.torn || attempt == kAttempts) {
      if (whole) {
        MAMORI_ASSIGN(ids, storeWhole());
        control_.bytesDone.fetch_add(bytes, std::memory_order_relaxed);
      }
      result.stat.size = bytes;
      MAMORI_ASSIGN(result.content, writer_.reference(std::move(ids)));
      return result;
    }
    before = result.stat;
    MAMORI_TRY(file.rewind());
  }
}

Result<ContentArchiver::Attempt> ContentArchiver::readWhole(SourceFile& file, std::uint64_t size) {
  // One byte more than expected: a read that fills no more than `size` has seen the end.
  whole_.resize(static_cast<std::size_t>(size) + 1);
  MAMORI_ASSIGN(const std::size_t got, file.read(whole_));
  whole_.resize(got);
  return Attempt{got, got == size};
}

Result<std::vector<ChunkId>> ContentArchiver::storeWhole() {
  std::vector<ChunkId> ids;
  for (ByteView rest = whole_; !rest.empty();) {
    const std::size_t size = whole_.size() <= vault_.wholeFileBytes ? rest.size() : vault_.chunker.cut(rest);
    MAMORI_ASSIGN(const ChunkId id, writer_.store(rest.first(size)));
    ids.push_back(id);
    rest = rest.subspan(size);
  }
  return ids;
}

}  // namespace mamori
