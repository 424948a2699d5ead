#pragma once

#include <mutex>
#include <string>
#include <vector>

#include "restore/failure_report.h"
#include "restore/folder_table.h"
#include "restore/target_tree.h"

namespace mamori {

/// What had to give way to entries of another kind: it keeps a temporary name beside them until they are in place and on the device.
/// Thread-safe.
///
/// After a crash the temporary names are still there: nothing is lost, whatever the moment.
class DisplacedEntries {
 public:
  /// Calls `make` with a placement that folders know. With Placement::displace, what has the name is moved aside before, and gets its
  /// name back where `make` fails.
  template <typename Make>
  Status put(const std::string& path, TargetFolder& folder, std::string_view name, Placement placement, const Make& make) {
    if (placement != Placement::displace) return make(placement);
    MAMORI_ASSIGN(std::string aside, folder.moveAside(name));
    Status made = make(Placement::keep);
    if (made.ok()) {
      remember(path, std::move(aside));
    } else if (Status back = folder.putBack(aside, name); !back.ok()) {
      return back;  // says under which name it is
    }
    return made;
  }

  bool empty() const;
  /// Deletes what gave way, links not followed. What cannot be deleted is reported under its temporary name.
  void remove(TargetTree& tree, FailureReport& failures);

 private:
  struct Displaced {
    std::string folder;  // path in the target
    std::string name;
  };
  void remember(const std::string& folder, std::string name);

  mutable std::mutex mutex_;
  std::vector<Displaced> displaced_;
};

}  // namespace mamori
