#pragma once

#include "endpoint/windows/pipe.h"

namespace mamori::shim {

/// One instance of a pipe on its way to a client. All calls on one thread, which outlives it: what a thread has asked for is aborted when it ends.
class WaitingPipe {
 public:
  WaitingPipe() = default;
  WaitingPipe(const WaitingPipe&) = delete;
  WaitingPipe& operator=(const WaitingPipe&) = delete;
  ~WaitingPipe() { withdraw(); }

  /// Takes over an instance that was made before.
  void adopt(UniqueHandle pipe) noexcept { pipe_ = std::move(pipe); }

  /// Sees to it that an instance exists and waits. False when the system does not give one now.
  bool wait(const std::wstring& name);

  /// Signalled once a client has come.
  HANDLE event() const noexcept { return event_.get(); }

  /// The connection, after `event` was signalled; none when the client has gone again. `wait` begins anew.
  UniqueHandle takeConnected() noexcept;

 private:
  void withdraw() noexcept;

  UniqueHandle pipe_;
  UniqueHandle event_;  // manual-reset
  OVERLAPPED overlapped_{};
  bool outstanding_ = false;  // the system may write into overlapped_
  bool connected_ = false;    // before it could be waited for
};

}  // namespace mamori::shim
