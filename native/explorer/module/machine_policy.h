#pragma once

namespace mamori::explorer {

/// What an administrator set for all users, below HKEY_LOCAL_MACHINE\SOFTWARE\Mamori\Explorer (DWORD values, 0 where absent).
///
/// A value is read when asked for: one registry read, which the system answers from memory.
struct MachinePolicy {
  /// ServeElevated: also serve programs above medium integrity. For servers on which the desktop itself runs as administrator.
  static bool servesElevated() noexcept;
  /// PackagedMenu: the Windows 11 menu comes from our package, and the classic handler keeps its entry back. The installation sets it, for a user or for all.
  static bool hasPackagedMenu() noexcept;
};

/// Whether this process may be served at all: no higher integrity than a desktop's, or allowed by policy. Looked up once per process.
bool mayServeThisProcess() noexcept;

}  // namespace mamori::explorer
