#pragma once

#include "archive/vault.h"
#include "fold/fold_job.h"
#include "restore_vault.h"

/// The keys of StoredVault as jobs that store need them.
inline std::shared_ptr<const mamori::Vault> vaultOf() {
  mamori::VaultOptions options;
  options.id.fill(9);
  options.masterKeys[1] = testdata::masterKey(3);
  return mamori::openVault(options).value();
}

struct OwnedEntry {
  std::string directory, name;
  mamori::RecordOperation operation;
  std::uint64_t sequence;
  mamori::ByteBuffer record;

  mamori::RecordEntry view() const { return {directory, name, operation, sequence, record}; }
  bool operator==(const OwnedEntry&) const = default;
};

/// Stores a stream; entries need not be sorted.
inline mamori::ContentReference storeStream(StoredVault& vault, std::vector<OwnedEntry> entries) {
  std::sort(entries.begin(), entries.end(), [](const auto& a, const auto& b) { return mamori::compareEntries(a.view(), b.view()) < 0; });
  mamori::ContentReference content;
  mamori::RecordStreamWriter writer;
  mamori::ByteBuffer chunk;
  for (const OwnedEntry& entry : entries) {
    if (writer.add(entry.view(), chunk)) content.ids.push_back(vault.storeChunk(chunk));
  }
  if (writer.finish(chunk)) content.ids.push_back(vault.storeChunk(chunk));
  return content;
}

/// Keeps what a fold yields.
class CollectedItems final : public mamori::RecordSink {
 public:
  mamori::Status take(mamori::RecordBatch batch) override {
    for (std::size_t row = 0; row < batch.size(); ++row) {
      mamori::RecordEntry entry;
      if (!mamori::readBatchEntry(batch.bytes, batch.table, row, entry)) return mamori::makeError("test.bad-batch");
      items.push_back({std::string(entry.directory), std::string(entry.name), entry.operation, entry.sequence,
                       mamori::ByteBuffer(entry.record.begin(), entry.record.end())});
    }
    return {};
  }
  std::vector<OwnedEntry> items;
};

inline mamori::ByteBuffer encoded(const mamori::Record& record) {
  mamori::ByteBuffer bytes;
  mamori::encodeRecord(record, bytes);
  return bytes;
}
