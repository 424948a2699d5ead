#include "endpoint/windows/waiting_pipe.h"

namespace mamori::shim {

bool WaitingPipe::wait(const std::wstring& name) {
  if (outstanding_ || connected_) return true;
  if (!event_.valid()) event_ = UniqueHandle(CreateEventW(nullptr, TRUE, FALSE, nullptr));
  if (!pipe_.valid()) pipe_ = makePipeInstance(name, PIPE_ACCESS_DUPLEX, PIPE_UNLIMITED_INSTANCES, false);
  if (!event_.valid() || !pipe_.valid()) return false;
  overlapped_ = {};
  overlapped_.hEvent = event_.get();
  outstanding_ = ConnectNamedPipe(pipe_.get(), &overlapped_) || GetLastError() == ERROR_IO_PENDING;
  if (outstanding_) return true;
  connected_ = GetLastError() == ERROR_PIPE_CONNECTED;
  if (connected_) SetEvent(event_.get());
  else pipe_.reset();  // of a client that came and went: the next call makes another
  return connected_;
}

UniqueHandle WaitingPipe::takeConnected() noexcept {
  DWORD none = 0;
  const bool good = connected_ || GetOverlappedResult(pipe_.get(), &overlapped_, &none, FALSE);
  outstanding_ = connected_ = false;
  ResetEvent(event_.get());
  UniqueHandle pipe = std::move(pipe_);
  if (!good) pipe.reset();
  return pipe;
}

void WaitingPipe::withdraw() noexcept {
  if (!outstanding_) return;
  CancelIoEx(pipe_.get(), &overlapped_);
  DWORD none = 0;
  GetOverlappedResult(pipe_.get(), &overlapped_, &none, TRUE);
  outstanding_ = false;
}

}  // namespace mamori::shim
