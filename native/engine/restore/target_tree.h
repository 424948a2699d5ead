#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "codec/record.h"

namespace mamori {

/// How a name comes to be.
enum class Placement : std::uint8_t {
  fresh,     // the folder was made by this restore: written under its own name, which must be free
  replace,   // written under a temporary name, then renamed over whatever file has the name
  keep,      // written under a temporary name, then renamed only if the name is free
  displace,  // what has the name is moved aside first (DisplacedEntries), then as `keep`; folders themselves do not know it
};

/// What already has a name in the target; links are not followed.
struct TargetEntry {
  RecordKind kind = RecordKind::file;
  std::uint64_t size = 0;  // of a link: the length of its target
  std::int64_t mtimeNs = 0;
};

struct TargetOptions {
  bool restoreOwner = false;  // owners and set-id bits too, where this process may set them
  bool mayBeAbsent = false;   // a target that is not there counts as an empty one; only for looking
};

/// A file that is written in pieces under a temporary name. Destroyed without `commit`, it leaves nothing behind.
class TargetFile {
 public:
  virtual ~TargetFile() = default;
  /// Any thread, any order. In a sparse record's file zeros are left out.
  virtual Status writeAt(std::uint64_t offset, ByteView bytes) = 0;
  /// Sets size and metadata, and gives the file its name. `restore.target-occupied` where the placement forbids it.
  virtual Status commit(std::uint64_t size, Placement placement) = 0;
};

/// A folder of the target, held open: names are looked up in this very folder, whatever happens to its path meanwhile.
/// Thread-safe. Names must have passed isSafeName(). No call follows a link; only `removeAside` deletes a folder.
class TargetFolder {
 public:
  virtual ~TargetFolder() = default;

  virtual Result<std::optional<TargetEntry>> look(std::string_view name) const = 0;
  /// True when it was made, false when there is one. A `restricted` folder is its owner's alone until `finishFolder`.
  virtual Result<bool> makeFolder(std::string_view name, bool restricted) = 0;
  /// A whole file at once. On failure nothing new has the name.
  virtual Status writeFile(std::string_view name, ByteView content, const Record& record, Placement placement) = 0;
  virtual Result<std::unique_ptr<TargetFile>> beginFile(std::string_view name, const Record& record) = 0;
  /// Links, fifos, sockets, devices. `restore.kind-not-possible` where the platform or the user's rights lack them.
  virtual Status makeSpecial(std::string_view name, const Record& record, Placement placement) = 0;
  /// A further name for a file that `folder` has as `existing`.
  virtual Status linkFile(const TargetFolder& folder, std::string_view existing, std::string_view name, Placement placement) = 0;

  /// Gives what has the name, of any kind, a temporary one in this folder, and returns that.
  virtual Result<std::string> moveAside(std::string_view name) = 0;
  /// Gives what was moved aside its name back, which must be free.
  virtual Status putBack(const std::string& aside, std::string_view name) = 0;
  /// Deletes what was moved aside, with all below. A failure leaves the rest where it is.
  virtual Status removeAside(const std::string& aside) = 0;
};

/// The tree below an existing target folder, which is opened once.
class TargetTree {
 public:
  /// Fails with `restore.target-unusable`. `path` is native bytes, on Windows WTF-8.
  static Result<std::unique_ptr<TargetTree>> open(const std::string& path, TargetOptions options);
  virtual ~TargetTree() = default;

  /// `path` is relative and safe, "" is the target. nullptr: there is nothing of that path. A link on the way is `restore.unsafe-path`.
  virtual Result<std::shared_ptr<TargetFolder>> openFolder(std::string_view path) = 0;
  /// Gives a folder the metadata of its record; its contents must be complete, or their writing changes its time again.
  virtual Status finishFolder(std::string_view path, const Record& record) = 0;
  /// A time as this platform's file systems keep it.
  virtual std::int64_t storedTime(std::int64_t mtimeNs) const noexcept = 0;
  /// Returns once everything written is on the device, as far as the platform can know.
  virtual Status sync() = 0;
  /// Attributes that the target's file system does not keep, or that this user may not set: left out, not failures.
  virtual std::uint64_t ignoredAttributes() const noexcept = 0;
};

/// What stands for a target that is not there: it holds nothing, and nothing can be written to it.
class AbsentTarget final : public TargetTree {
 public:
  Result<std::shared_ptr<TargetFolder>> openFolder(std::string_view) override { return std::shared_ptr<TargetFolder>(); }
  Status finishFolder(std::string_view, const Record&) override { return {}; }
  std::int64_t storedTime(std::int64_t mtimeNs) const noexcept override { return mtimeNs; }
  Status sync() override { return {}; }
  std::uint64_t ignoredAttributes() const noexcept override { return 0; }
};

}  // namespace mamori
