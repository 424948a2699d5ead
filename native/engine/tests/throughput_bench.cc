// Usage: throughput_bench [FILE…] — megabytes a second of each byte-bound step on one core; files replace the made-up text.
#include <chrono>
#include <cstdio>
#include <fstream>
#include <iterator>

#include "chunk/fastcdc.h"
#include "codec/record.h"
#include "codec/record_stream.h"
#include "codec/zstd.h"
#include "crypto/process_symbol.h"
#include "pack/envelope.h"
#include "test_data.h"

using namespace mamori;

namespace {

/// Repeats `work` for about half a second and returns the seconds of one call.
template <typename Work>
double secondsOf(Work work) {
  using Clock = std::chrono::steady_clock;
  const auto begin = Clock::now();
  int rounds = 0;
  double elapsed = 0;
  do {
    work();
    ++rounds;
    elapsed = std::chrono::duration<double>(Clock::now() - begin).count();
  } while (elapsed < 0.5);
  return elapsed / rounds;
}

void row(const char* what, std::size_t bytes, double seconds, const char* note = "") {
  std::printf("%-34s %8.0f MB/s %10.3f us a call %s\n", what, static_cast<double>(bytes) / seconds / 1e6, seconds * 1e6, note);
}

volatile std::uint8_t sink;

/// What HMAC would cost with EVP's copyable contexts instead of plain SHA-256 states.
void benchEvpCopies(ByteView message) {
  using Context = void;
  const auto find = [](const char* name) { return findProcessSymbol(name); };
  const auto create = reinterpret_cast<Context* (*)()>(find("EVP_MD_CTX_new"));
  const auto release = reinterpret_cast<void (*)(Context*)>(find("EVP_MD_CTX_free"));
  const auto copy = reinterpret_cast<int (*)(Context*, const Context*)>(find("EVP_MD_CTX_copy_ex"));
  const auto algorithm = reinterpret_cast<const void* (*)()>(find("EVP_sha256"));
  const auto init = reinterpret_cast<int (*)(Context*, const void*, void*)>(find("EVP_DigestInit_ex"));
  const auto update = reinterpret_cast<int (*)(Context*, const void*, std::size_t)>(find("EVP_DigestUpdate"));
  const auto finish = reinterpret_cast<int (*)(Context*, unsigned char*, unsigned*)>(find("EVP_DigestFinal_ex"));
  Context *const keyed = create(), *const work = create();
  init(keyed, algorithm(), nullptr);
  const double seconds = secondsOf([&] {
    std::uint8_t digest[32];
    for (int i = 0; i < 1000; ++i) {
      copy(work, keyed);
      update(work, message.data(), message.size());
      finish(work, digest, nullptr);
      copy(work, keyed);
      update(work, digest, sizeof digest);
      finish(work, digest, nullptr);
    }
    sink = digest[0];
  });
  row("HMAC by EVP_MD_CTX_copy_ex", message.size(), seconds / 1000);
  release(keyed);
  release(work);
}

void benchHashes(ByteView data) {
  row("SHA-256, 1 MiB", 1 << 20, secondsOf([&] { sink = sha256(data.first(1 << 20))[0]; }));
  const HmacKey key(data.first(32));
  for (const std::size_t size : {100, 1000, 10000}) {
    char name[40];
    std::snprintf(name, sizeof name, "HMAC-SHA-256, %zu bytes", size);
    const double seconds = secondsOf([&] {
      for (int i = 0; i < 1000; ++i) sink = key.sign(data.subspan(static_cast<std::size_t>(i), size))[0];
    });
    row(name, size, seconds / 1000);
    benchEvpCopies(data.first(size));
  }
}

void benchSealing(ByteView data) {
  const Keyring keys = testdata::keyring();
  for (const std::size_t size : {100u, 4096u, 1u << 20}) {
    ByteBuffer out;
    char name[40];
    std::snprintf(name, sizeof name, "seal, %zu bytes", size);
    row(name, size, secondsOf([&] {
          out.clear();
          sink = sealEnvelope(keys, EnvelopeType::dataSegment, false, data.first(size), out).ok();
        }));
    ByteBuffer work;
    std::snprintf(name, sizeof name, "open, %zu bytes", size);
    row(name, size, secondsOf([&] {
          work = out;
          sink = openEnvelopeInPlace(keys, EnvelopeType::dataSegment, work).ok();
        }));
  }
}

void benchChunking(ByteView data) {
  const VaultId vault{};
  const FastCdc cdc(deriveGearTable(vault, testdata::masterKey(1)), {});
  row("FastCDC, random", data.size(), secondsOf([&] {
        ByteView rest = data;
        while (!rest.empty()) rest = rest.subspan(cdc.cut(rest));
      }));
}

void benchRecords() {
  constexpr std::size_t kFiles = 100000;
  Record record;
  record.content.ids.resize(1);
  std::vector<ByteBuffer> chunks;
  std::size_t bytes = 0;
  const double writing = secondsOf([&] {
    RecordStreamWriter writer;
    ByteBuffer encoded, completed;
    char name[16];
    chunks.clear();
    for (std::size_t i = 0; i < kFiles; ++i) {
      std::snprintf(name, sizeof name, "file-%06zu", i);
      encoded.clear();
      encodeRecord(record, encoded);
      if (writer.add({"a/directory", name, RecordOperation::put, 1, encoded}, completed)) chunks.push_back(std::move(completed));
    }
    if (writer.finish(completed)) chunks.push_back(std::move(completed));
  });
  for (const ByteBuffer& chunk : chunks) bytes += chunk.size();
  row("records written, 100,000", bytes, writing);
  row("records read, 100,000", bytes, secondsOf([&] {
        for (const ByteBuffer& chunk : chunks) {
          RecordChunkReader reader(chunk);
          RecordEntry entry;
          for (auto more = reader.next(entry); more.ok() && *more; more = reader.next(entry)) {
            sink = decodeRecord(entry.record, record).ok();
          }
        }
      }));
}

void benchCompression(ByteView data, const char* what) {
  constexpr std::size_t kSegment = 768 << 10;
  for (const int level : {-1, 1, 2, 3, 4}) {
    std::size_t stored = 0;
    ByteBuffer out;
    const double seconds = secondsOf([&] {
      stored = 0;
      for (std::size_t at = 0; at < data.size(); at += kSegment) {
        const ByteView segment = data.subspan(at, std::min(kSegment, data.size() - at));
        stored += compressIfWorthwhile(segment, out, level) ? out.size() : segment.size();
      }
    });
    char name[60], note[40];
    std::snprintf(name, sizeof name, "zstd level %d, %s", level, what);
    std::snprintf(note, sizeof note, "to %.1f %%", 100.0 * static_cast<double>(stored) / static_cast<double>(data.size()));
    row(name, data.size(), seconds, note);
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (!loadOpenssl().ok()) return 1;
  const ByteBuffer random = testdata::randomBytes(64 << 20, 1);
  benchHashes(random);
  benchSealing(random);
  benchChunking(random);
  benchRecords();
  benchCompression(ByteView(random).first(16 << 20), "random");
  for (int i = 1; i < argc; ++i) {
    std::ifstream file(argv[i], std::ios::binary);
    const std::string content((std::istreambuf_iterator<char>(file)), {});
    benchCompression(bytesOf(content), "file");
  }
  if (argc == 1) benchCompression(testdata::textBytes(16 << 20, 1), "text");
}
