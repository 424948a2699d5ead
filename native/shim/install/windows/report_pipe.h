#pragma once

#include <windows.h>

#include <string>
#include <vector>

#include "base/windows/unique_handle.h"

namespace mamori::shim {

/// The pipe by which an elevated process reports: one way, one client, of this machine. Whoever asked, administrators (another person may have given their
/// password) and the system may open it, and one process alone is listened to.
class ReportPipe {
 public:
  /// Not valid on failure, with the reason in GetLastError.
  explicit ReportPipe(const std::string& token);

  bool valid() const noexcept { return pipe_.valid() && connected_.valid(); }

  /// What the process wrote until it closed the pipe or ended; nothing of others, and no more than MAMORI_MAX_REPORT bytes. At most `limitMs`.
  std::vector<std::byte> readFrom(HANDLE process, DWORD limitMs);

 private:
  bool waitForClient(HANDLE process, DWORD limitMs);
  bool isServing(HANDLE process) const noexcept;

  UniqueHandle pipe_, connected_;
};

std::wstring reportPipeName(const std::string& token);

}  // namespace mamori::shim
