#pragma once

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include "include/mamori_shim.h"
#include "status/layout.h"

/// A private folder that goes away with its contents.
class TemporaryFolder {
 public:
  explicit TemporaryFolder(const std::string& parent = "/tmp") : path_(parent + "/shim-XXXXXX") {
    if (!::mkdtemp(path_.data())) std::abort();
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  ~TemporaryFolder() {
    for (const std::string& name : names()) ::unlink((path_ + "/" + name).c_str());
    ::rmdir(path_.c_str());
  }
  const std::string& path() const { return path_; }

  std::vector<std::string> names() const {
    std::vector<std::string> found;
    DIR* listing = ::opendir(path_.c_str());
    while (const dirent* entry = listing ? ::readdir(listing) : nullptr) found.emplace_back(entry->d_name);
    if (listing) ::closedir(listing);
    return found;
  }

 private:
  std::string path_;
};

inline const std::uint8_t* bytesOf(std::string_view text) { return reinterpret_cast<const std::uint8_t*>(text.data()); }

/// The C functions with less to type; owns the writer.
class Writer {
 public:
  explicit Writer(const std::string& folder, std::uint32_t style = MAMORI_PATHS_LINUX)
      : writer_(mamori_writer_open(bytesOf(folder), static_cast<std::uint32_t>(folder.size()), style, &error)) {
    if (writer_) mamori_writer_heartbeat(writer_);
  }
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;
  ~Writer() { mamori_writer_close(writer_); }
  mamori_writer* get() const { return writer_; }

  std::int32_t addRoot(std::string_view spelling) {
    const std::string text = std::string(spelling) + '\0';
    return mamori_writer_add_root(writer_, bytesOf(text), static_cast<std::uint32_t>(text.size()));
  }
  std::int32_t trustedRoot(std::string_view spelling) {
    const std::int32_t root = addRoot(spelling);
    mamori_writer_trust_root(writer_, static_cast<std::uint32_t>(root), 1);
    return root;
  }
  std::int32_t put(std::int32_t root, std::string_view path, std::uint8_t state, std::uint16_t reason = 0, bool folder = false) {
    const mamori_row row{static_cast<std::uint32_t>(path.size()), state, static_cast<std::uint8_t>(folder), reason};
    return mamori_writer_put(writer_, static_cast<std::uint32_t>(root), bytesOf(path), static_cast<std::uint32_t>(path.size()), &row, 1);
  }
  /// Rows `from` … `until` - 1 as files "d<n / 100>/f<n>", as many at once as allowed.
  std::int32_t putMany(std::int32_t root, std::uint32_t from, std::uint32_t until, std::uint8_t state) {
    std::string paths;
    std::vector<mamori_row> rows;
    for (std::uint32_t number = from; number < until; ++number) {
      paths += pathOf(number);
      rows.push_back({static_cast<std::uint32_t>(paths.size()), state, 0, static_cast<std::uint16_t>(number & 0x7fff)});
      if (rows.size() < MAMORI_MAX_ROWS_PER_PUT && number + 1 < until) continue;
      const std::int32_t taken = mamori_writer_put(writer_, static_cast<std::uint32_t>(root), bytesOf(paths), static_cast<std::uint32_t>(paths.size()),
                                                   rows.data(), static_cast<std::uint32_t>(rows.size()));
      if (taken < 0) return taken;
      paths.clear();
      rows.clear();
    }
    return 0;
  }
  void finishSteps() {
    while (mamori_writer_step(writer_) == 1) {}
  }
  mamori_writer_stats stats() const {
    mamori_writer_stats stats{};
    mamori_writer_get_stats(writer_, &stats);
    return stats;
  }
  static std::string pathOf(std::uint32_t number) { return "d" + std::to_string(number / 100) + "/f" + std::to_string(number); }

  std::int32_t error = 0;

 private:
  mamori_writer* writer_;
};

class Reader {
 public:
  explicit Reader(const std::string& folder) : reader_(mamori_reader_open(bytesOf(folder), static_cast<std::uint32_t>(folder.size()), &error)) {
    mamori_reader_refresh(reader_);
  }
  Reader(const Reader&) = delete;
  Reader& operator=(const Reader&) = delete;
  ~Reader() { mamori_reader_close(reader_); }
  mamori_reader* get() const { return reader_; }

  std::int32_t ask(std::string_view path) {
    return mamori_reader_lookup(reader_, bytesOf(path), static_cast<std::uint32_t>(path.size()), &answer);
  }
  /// The state shown; asks again once where the table has moved.
  int state(std::string_view path) {
    if (ask(path) == MAMORI_STALE && mamori_reader_refresh(reader_) == MAMORI_FOUND) ask(path);
    return answer.state;
  }

  mamori_answer answer{};
  std::int32_t error = 0;

 private:
  mamori_reader* reader_;
};

/// What the one writer of this process has published of a kind, to write into whatever one likes. The system lets nobody else have it for writing.
class RawMemory {
 public:
  explicit RawMemory(std::string_view kind) {
    const std::string name = "/memfd:mamori" + std::string(kind) + " (deleted)";
    std::ifstream mappings("/proc/self/maps");
    for (std::string line; !data_ && std::getline(mappings, line);) {
      unsigned long long from = 0, until = 0;
      if (!line.ends_with(name) || line.find(" rw-s ") == std::string::npos || std::sscanf(line.c_str(), "%llx-%llx", &from, &until) != 2) continue;
      data_ = reinterpret_cast<std::byte*>(from);
      size_ = static_cast<std::size_t>(until - from);
    }
    if (!data_) std::abort();
  }
  template <typename T>
  T& as(std::size_t offset = 0) const { return *reinterpret_cast<T*>(data_ + offset); }
  std::byte* data() const { return data_; }
  std::size_t size() const { return size_; }

 private:
  std::byte* data_ = nullptr;
  std::size_t size_ = 0;
};

/// The kind of the rendezvous; the others' are their endings.
inline constexpr std::string_view kRendezvousKind = ".status";
