#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>

namespace mamori::shim {

enum class Access { kRead, kWrite };

/// One mapping of a whole file or memfd, shared with other processes. Its size never changes; what keeps others from changing it, shared_memory.h tells.
class MappedFile {
 public:
  MappedFile() = default;
  /// Takes over a mapping; `file` stays open for `allocate`, where the platform needs it (else -1).
  MappedFile(std::byte* data, std::size_t bytes, std::intptr_t file) noexcept : data_(data), bytes_(bytes), file_(file) {}
  MappedFile(MappedFile&& other) noexcept { swap(other); }
  MappedFile& operator=(MappedFile&& other) noexcept {
    MappedFile(std::move(other)).swap(*this);
    return *this;
  }
  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;
  ~MappedFile();

  explicit operator bool() const noexcept { return data_ != nullptr; }
  std::byte* data() const noexcept { return data_; }
  std::size_t size() const noexcept { return bytes_; }

  /// Reserves the memory or disk of a range of a file that was just made: without it, a write to a full tmpfs ends the process (SIGBUS).
  std::int32_t allocate(std::size_t offset, std::size_t bytes) noexcept;

 private:
  void swap(MappedFile& other) noexcept {
    std::swap(data_, other.data_);
    std::swap(bytes_, other.bytes_);
    std::swap(file_, other.file_);
  }

  std::byte* data_ = nullptr;
  std::size_t bytes_ = 0;
  std::intptr_t file_ = -1;
};

}  // namespace mamori::shim
