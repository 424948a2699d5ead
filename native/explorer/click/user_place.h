#pragma once

#include <string>

namespace mamori::explorer {

/// Where this user's agent keeps its state and listens; src/wire/meeting-place.ts decides the same for the agent.
struct UserPlace {
  std::wstring home;   // %MAMORI_HOME%, else %LOCALAPPDATA%\Mamori; empty where neither is set
  std::wstring pipe;   // \\.\pipe\mamori-…
  std::wstring spool;  // the folder for clicks that wait

  /// Throws std::bad_alloc.
  static UserPlace ofThisUser();

  /// Whether this user has ever had an agent: for others nothing of ours is shown. One look at a folder on the local disk.
  bool isSetUp() const noexcept;
};

}  // namespace mamori::explorer
