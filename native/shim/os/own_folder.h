#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "os/mapped_file.h"

namespace mamori::shim {

/// The folder in which tables lie: this user's own, closed to everybody else, and no link. Files in it are made and checked alike.
///
/// All functions answer 0 or a MAMORI_ERROR_… value; names are plain ASCII without separators.
class OwnFolder {
 public:
  OwnFolder() = default;
  OwnFolder(OwnFolder&& other) noexcept : path_(std::move(other.path_)), handle_(std::exchange(other.handle_, kNone)), lock_(std::exchange(other.lock_, kNone)) {}
  OwnFolder& operator=(OwnFolder&& other) noexcept {
    std::swap(path_, other.path_);
    std::swap(handle_, other.handle_);
    std::swap(lock_, other.lock_);
    return *this;
  }
  ~OwnFolder();

  /// The fixed place: the same for all sessions and all states of one user. Empty where there is none.
  static std::string fixedPlace();

  /// Makes the folder where it is missing. MAMORI_ERROR_FOREIGN when it is somebody else's or open to others.
  static std::int32_t make(const std::string& path, OwnFolder& out);
  /// MAMORI_ERROR_SYSTEM when it is not there.
  static std::int32_t find(const std::string& path, OwnFolder& out);

  /// Holds the one writer's lock until destruction; the system releases it when the process dies. MAMORI_ERROR_BUSY when another has it.
  std::int32_t lockForWriting();
  /// Sees that nobody else can take that lock, whose file may have been cleared away, and takes it anew if need be. MAMORI_ERROR_BUSY when another was sooner.
  std::int32_t keepLock();

  /// A new file of zeros, all writable, not yet allocated (MappedFile::allocate).
  std::int32_t create(const std::string& name, std::size_t bytes, MappedFile& out) const;
  /// An existing file of exactly `bytes`. MAMORI_ERROR_FOREIGN when it is not ours alone, MAMORI_ERROR_ARGUMENT when of another size.
  std::int32_t open(const std::string& name, std::size_t bytes, Access access, MappedFile& out) const;

  const std::string& path() const noexcept { return path_; }
  /// Linux: of the open folder, for openat(2) and its like.
  int descriptor() const noexcept { return static_cast<int>(handle_); }

  void remove(const std::string& name) const noexcept;
  std::vector<std::string> names() const;

 private:
  static constexpr std::intptr_t kNone = -1;

  std::string path_;
  std::intptr_t handle_ = kNone;
  std::intptr_t lock_ = kNone;
};

}  // namespace mamori::shim
