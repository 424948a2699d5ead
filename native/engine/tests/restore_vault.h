#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "archive/blob_ports.h"
#include "codec/record.h"
#include "index/chunk_index.h"
#include "pack/container_writer.h"
#include "pack/segment_builder.h"
#include "restore/restore_job.h"
#include "temp_tree.h"
#include "test_data.h"

/// Real packs in memory and a real index on disk: what restore, fold, verify and repack read from.
class StoredVault final : public mamori::BlobSource, public mamori::BlobSink {
 public:
  explicit StoredVault(std::uint64_t packBytes = 4 << 20)
      : keyring(testdata::keyring()), data_(keyring, mamori::EnvelopeType::dataSegment), packBytes_(packBytes) {
    begin(mamori::ContainerKind::dataPack);
  }

  /// Cuts content into pieces of `chunkBytes`; an equal chunk is stored once.
  mamori::ContentReference store(mamori::ByteView content, std::size_t chunkBytes = 1 << 20) {
    mamori::ContentReference reference;
    for (std::size_t at = 0; at < content.size(); at += chunkBytes) {
      reference.ids.push_back(storeChunk(content.subspan(at, std::min(chunkBytes, content.size() - at))));
    }
    return reference;
  }

  mamori::ChunkId storeChunk(mamori::ByteView chunk) {
    const mamori::ChunkId id = keyring.chunkId(chunk);
    if (known_.emplace(id, true).second) append(data_.add(id, chunk).value());
    return id;
  }

  /// The same content with its list stored as chunks, `perList` ids each.
  mamori::ContentReference deepen(const mamori::ContentReference& content, std::size_t perList) {
    mamori::ContentReference deeper{content.depth + 1, {}};
    for (std::size_t at = 0; at < content.ids.size(); at += perList) {
      mamori::ByteBuffer list;
      for (std::size_t i = at; i < std::min(at + perList, content.ids.size()); ++i) mamori::append(list, content.ids[i].bytes);
      deeper.ids.push_back(storeChunk(list));
    }
    return deeper;
  }

  /// Ends the open pack and adds everything to the index.
  void commit() {
    append(data_.finish().value());
    if (!writer_->empty()) close();
    index_ = mamori::ChunkIndex::open(indexFolder_.root()).value();
    mamori::ChunkIndexBuilder builder(*index_);
    for (const auto& [name, segments] : segments_) {
      if (!builder.add(name, segments).ok()) std::abort();
    }
    if (!builder.commit().ok()) std::abort();
    snapshot_ = index_->snapshot();
  }

  const mamori::IndexSnapshot& index() const { return *snapshot_; }
  const mamori::ChunkIndex& chunkIndex() const { return *index_; }

  mamori::Result<mamori::ByteBuffer> read(const std::string& name, std::uint64_t offset, std::uint64_t length) override {
    const std::lock_guard lock(mutex_);
    ++reads;
    const auto found = objects.find(name);
    if (found == objects.end()) return mamori::makeError("store.not-found", name);
    if (offset + length > found->second.size()) return mamori::makeError("store.corrupt-range", name);
    const auto begin = found->second.begin() + static_cast<std::ptrdiff_t>(offset);
    return mamori::ByteBuffer(begin, begin + static_cast<std::ptrdiff_t>(length));
  }

  mamori::Status put(mamori::SealedContainer object) override {
    const std::lock_guard lock(mutex_);
    const std::string name = mamori::packName(object.sha256);
    segments_[name] = object.segments;
    objects[name] = object.join();
    return {};
  }

  const std::map<std::string, std::vector<mamori::SegmentInfo>>& segments() const { return segments_; }

  const mamori::Keyring keyring;
  std::map<std::string, mamori::ByteBuffer> objects;
  int reads = 0;

 private:
  void begin(mamori::ContainerKind kind) { writer_.emplace(keyring, kind, packBytes_); }
  void append(std::optional<mamori::SealedSegment> segment) {
    if (!segment) return;
    writer_->append(std::move(*segment));
    if (writer_->full()) close();
  }
  void close() {
    if (!put(writer_->finish().value()).ok()) std::abort();
  }

  mamori::SegmentBuilder data_;
  std::uint64_t packBytes_;
  std::optional<mamori::ContainerWriter> writer_;
  std::map<mamori::ChunkId, bool> known_;
  std::map<std::string, std::vector<mamori::SegmentInfo>> segments_;
  TempTree indexFolder_;
  std::unique_ptr<mamori::ChunkIndex> index_;
  std::shared_ptr<const mamori::IndexSnapshot> snapshot_;
  std::mutex mutex_;
};

/// Items for a restore, and what came of it.
class RestoreRun {
 public:
  explicit RestoreRun(StoredVault& vault) : vault_(vault) {}

  void add(std::string_view directory, std::string_view name, const mamori::Record& record) {
    mamori::ByteBuffer bytes;
    mamori::encodeRecord(record, bytes);
    items_.add({directory, name, mamori::RecordOperation::put, 1, bytes});
    if (items_.full()) batches_.push_back(items_.take());
  }

  mamori::Result<mamori::RestoreTotals> run(const mamori::RestoreOptions& options) {
    if (!items_.empty()) batches_.push_back(items_.take());
    std::size_t next = 0;
    const mamori::RestoreServices services{
        vault_.keyring, vault_.index(), vault_,
        [&]() -> mamori::Result<std::optional<mamori::RecordBatch>> {
          if (beforeBatch) beforeBatch(next);
          if (next == batches_.size()) return std::optional<mamori::RecordBatch>();
          return std::optional(batches_[next++]);
        },
        [&](std::vector<mamori::PathFailure> found) { failures.insert(failures.end(), found.begin(), found.end()); }};
    return mamori::restoreTree(services, options, control);
  }

  /// "code path" of each failure, sorted.
  std::vector<std::string> failed() const {
    std::vector<std::string> lines;
    for (const auto& failure : failures) lines.push_back(failure.error.code + " " + failure.path);
    std::sort(lines.begin(), lines.end());
    return lines;
  }

  mamori::JobControl control;
  std::vector<mamori::PathFailure> failures;
  std::function<void(std::size_t)> beforeBatch;

 private:
  StoredVault& vault_;
  mamori::RecordBatchBuilder items_;
  std::vector<mamori::RecordBatch> batches_;
};

inline mamori::Record fileRecord(StoredVault& vault, mamori::ByteView content, std::size_t chunkBytes = 1 << 20) {
  mamori::Record record;
  record.size = content.size();
  record.mode = 0644;
  record.mtimeNs = 1'700'000'000'123'456'789;
  record.content = vault.store(content, chunkBytes);
  return record;
}

inline mamori::Record folderRecord(std::uint32_t mode = 0755) {
  mamori::Record record;
  record.kind = mamori::RecordKind::directory;
  record.mode = mode;
  record.mtimeNs = 1'600'000'000'000'000'001;
  return record;
}

inline mamori::Record linkRecord(std::string target) {
  mamori::Record record;
  record.kind = mamori::RecordKind::symbolicLink;
  record.mode = 0777;
  record.mtimeNs = -5;
  record.target = std::move(target);
  return record;
}
