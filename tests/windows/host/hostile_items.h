#pragma once

#include "shell_objects.h"

namespace mamori::host {

struct HostileItems {
  enum class Kind { kNull, kFailing, kNameless, kVirtual, kFailingCount, kFewerThanSaid };
  static constexpr Kind kKinds[] = {Kind::kNull, Kind::kFailing, Kind::kNameless, Kind::kVirtual, Kind::kFailingCount, Kind::kFewerThanSaid};
};

/// Three items, of which the second is not as it should be.
ComPtr<IShellItemArray> hostileItems(HostileItems::Kind kind);

/// So many files of one folder, none of which exists.
ComPtr<IShellItemArray> manyItems(DWORD count);

}  // namespace mamori::host
