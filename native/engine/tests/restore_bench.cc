// Usage: restore_bench FILES BYTES FILES_A_FOLDER — seconds for restoring that many files of that mean size into a fresh folder.
#include <sys/resource.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>

#include "crypto/openssl.h"
#include "restore_vault.h"

using namespace mamori;

int main(int argc, char** argv) {
  if (argc < 4 || !loadOpenssl().ok()) return 2;
  const std::size_t files = std::strtoull(argv[1], nullptr, 10), mean = std::strtoull(argv[2], nullptr, 10);
  const std::size_t perFolder = std::strtoull(argv[3], nullptr, 10);
  StoredVault vault(32 << 20);
  RestoreRun run(vault);
  const ByteBuffer text = testdata::textBytes(64 << 20, 1);
  std::mt19937_64 random(5);
  for (std::size_t i = 0; i < files; ++i) {
    char folder[40], name[40];
    std::snprintf(folder, sizeof folder, "folder-%06zu", i / perFolder);
    std::snprintf(name, sizeof name, "file-%08zu.txt", i);
    if (i % perFolder == 0) run.add("", folder, folderRecord());
    const std::size_t size = 1 + random() % (2 * mean);
    const ByteView source = ByteView(text).subspan(random() % (text.size() - size), size);
    ByteBuffer content(source.begin(), source.end());
    if (size >= 8) storeU64(content.data(), i);
    Record record = fileRecord(vault, content);
    record.mode = 0640;
    run.add(folder, name, record);
  }
  vault.commit();
  TempTree target;
  const auto begin = std::chrono::steady_clock::now();
  const auto totals = run.run({target.root(), Overwrite::ifChanged, false, true});
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  if (!totals.ok()) return 1;
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  std::printf("%llu files, %llu bytes in %.2f s, %d reads, failed %llu\n", static_cast<unsigned long long>(totals->files),
              static_cast<unsigned long long>(totals->bytes), seconds, vault.reads, static_cast<unsigned long long>(totals->failed));
}
