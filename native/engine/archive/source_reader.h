#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "codec/record.h"
#include "scan/entry.h"

namespace mamori {

/// A regular file opened for reading, front to back.
class SourceFile {
 public:
  virtual ~SourceFile() = default;

  /// Its state now, by its handle; `file.changing` when what was opened is no regular file any more.
  virtual Status stat(EntryStat& out) = 0;
  /// Reads until `out` is full or the file ends; returns the count.
  virtual Result<std::size_t> read(MutableBytes out) = 0;
  /// Back to the first byte.
  virtual Status rewind() = 0;
  /// Extended attributes, ACLs, alternate streams: what the platform keeps beside content and stat, in a fixed order.
  virtual Status readExtensions(std::vector<Extension>& out) = 0;
};

/// Opens what a walk found, for one thread. Nothing is followed on the way: a link that took a folder's place is an error.
///
/// Errors: the codes of src/terms/errors/file-errors.ts.
class SourceReader {
 public:
  virtual ~SourceReader() = default;

  /// The directory, relative to the root, that names are looked up in from now on. Cheap when it is the current one.
  virtual Status enter(std::string_view directory) = 0;

  /// `expected` is the walk's word on it. What is read counts only once `stat` was asked afterwards.
  virtual Result<std::unique_ptr<SourceFile>> openFile(std::string_view name, const EntryStat& expected) = 0;
  virtual Result<std::string> readLink(std::string_view name) = 0;
  /// Extensions of a directory; "" is the entered one itself.
  virtual Status readDirectoryExtensions(std::string_view name, std::vector<Extension>& out) = 0;
  virtual Result<std::uint64_t> deviceNumber(std::string_view name) = 0;
};

/// The per-file failure for the OS error of a stat call (`Entry::statError`).
Error statFailure(std::int64_t osError);

/// A record's permission bits for an entry's mode word (`EntryStat::mode`).
std::uint32_t permissionsOf(EntryKind kind, std::uint32_t mode) noexcept;

/// The failure of a directory that a walk could not read, as it is reported for the folder (`folder.…` or `file.vanished`).
Error folderFailure(const Error& walkError);

/// Opens readers over one root for any number of threads.
class SourceRoot {
 public:
  virtual ~SourceRoot() = default;
  virtual std::unique_ptr<SourceReader> createReader() const = 0;
  /// What `EntryStat::device` is for most of what lies below.
  virtual std::uint64_t device() const = 0;
};

/// Fails with `scan.root-gone` or `scan.root-unreadable`.
Result<std::unique_ptr<SourceRoot>> openSourceRoot(const std::string& path);

}  // namespace mamori
