// Usage: fold_bench FILES RUNS — versions a second of folding one large stream and many small ones.
#include <chrono>
#include <cstdio>

#include "crypto/openssl.h"
#include "fold_vault.h"

using namespace mamori;

namespace {

class Counted final : public RecordSink {
 public:
  Status take(RecordBatch batch) override {
    items += batch.size();
    return {};
  }
  std::uint64_t items = 0;
};

void measure(const char* what, const FoldRequest& request) {
  JobControl control;
  const auto begin = std::chrono::steady_clock::now();
  const auto folded = foldStreams(request, control);
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  if (folded.ok()) std::printf("%-12s %.2f s, %.0f versions/s\n", what, seconds, static_cast<double>(folded->items) / seconds);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3 || !loadOpenssl().ok()) return 2;
  const std::uint64_t files = std::strtoull(argv[1], nullptr, 10), runs = std::strtoull(argv[2], nullptr, 10);
  StoredVault vault(32 << 20);
  std::vector<FoldStream> streams;
  const auto entry = [&](std::uint64_t number, std::uint64_t sequence) {
    Record record;
    record.size = 1000 + number;
    record.mode = 0644;
    record.mtimeNs = static_cast<std::int64_t>(1'700'000'000'000'000'000 + number * 7'919'000'003);
    record.content.ids.resize(1);
    for (std::size_t i = 0; i < 2; ++i) storeU64(record.content.ids[0].bytes.data() + 8 * i, (number * 2 + i + sequence) * 0x9E3779B97F4A7C15u);
    char folder[48], name[48];
    std::snprintf(folder, sizeof folder, "projects/folder-%06llu", static_cast<unsigned long long>(number / 100));
    std::snprintf(name, sizeof name, "file-%08llu.txt", static_cast<unsigned long long>(number));
    return OwnedEntry{folder, name, RecordOperation::put, sequence, encoded(record)};
  };
  for (std::uint64_t run = 0; run <= runs; ++run) {
    std::vector<OwnedEntry> entries;
    for (std::uint64_t i = 0; i < (run ? 20 : files); ++i) entries.push_back(entry(run ? (i * 7919 + run * 104'729) % files : i, run + 1));
    streams.push_back({storeStream(vault, std::move(entries)), false});
  }
  vault.commit();
  const auto keys = vaultOf();
  Counted items;
  LiveSet live;
  measure("items", {*keys, vault.chunkIndex(), vault, streams, &items, nullptr, nullptr, {}, {}, {}});
  measure("live", {*keys, vault.chunkIndex(), vault, streams, nullptr, &live, nullptr, {}, {}, {}});
  measure("checkpoint", {*keys, vault.chunkIndex(), vault, streams, nullptr, nullptr, &vault, {kDefaultPackBytes, 1 << 20}, {}, {}});
}
