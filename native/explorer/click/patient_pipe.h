#pragma once

#include <string>

#include "base/windows/unique_handle.h"

namespace mamori::explorer {

/// A client's end of a named pipe on which all that is done together takes no longer than a given time.
///
/// After a call that answered false the pipe is of no more use.
class PatientPipe {
 public:
  explicit PatientPipe(DWORD patienceMs) noexcept : endsAtMs_(GetTickCount64() + patienceMs) {}

  bool connect(const std::wstring& name) noexcept;
  /// Whether the process that answers runs as this process's user.
  bool serverIsOwnUser() const noexcept;
  bool write(const std::string& bytes) noexcept;
  /// Exactly so many bytes.
  bool read(void* out, DWORD bytes) noexcept;

 private:
  DWORD leftMs() const noexcept;
  /// What a started transfer moved; 0 when it failed or time ran out, and then nothing of it is under way any more.
  DWORD finish(BOOL started, OVERLAPPED& transfer) noexcept;

  const ULONGLONG endsAtMs_;
  UniqueHandle pipe_, done_;
};

}  // namespace mamori::explorer
