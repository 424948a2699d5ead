#include "endpoint/windows/bell.h"

#include "include/mamori_shim.h"
#include "os/system_error.h"
#include "status/rendezvous.h"

namespace mamori::shim {

std::int32_t Bell::make(Bell& out) {
  const std::string token = newToken();
  if (token.empty()) return MAMORI_ERROR_INTERNAL;
  const std::wstring name = pipeName(token);
  out.hammer_ = makePipeInstance(name, PIPE_ACCESS_OUTBOUND, 1, true);
  // The attributes, because libuv sets the mode of what it reads.
  if (out.hammer_.valid()) out.end_ = openPipe(name, GENERIC_READ | FILE_WRITE_ATTRIBUTES);
  return out.end_.valid() ? 0 : failSystem(static_cast<std::int32_t>(GetLastError()));
}

void Bell::ring(HANDLE stop) noexcept {
  OVERLAPPED overlapped{};
  const UniqueHandle done(CreateEventW(nullptr, TRUE, FALSE, nullptr));
  overlapped.hEvent = done.get();
  const char stroke = 1;
  if (!WriteFile(hammer_.get(), &stroke, 1, nullptr, &overlapped) && GetLastError() != ERROR_IO_PENDING) return;
  const HANDLE events[2] = {done.get(), stop};
  if (WaitForMultipleObjects(2, events, FALSE, INFINITE) != WAIT_OBJECT_0) CancelIoEx(hammer_.get(), &overlapped);
  DWORD written = 0;
  GetOverlappedResult(hammer_.get(), &overlapped, &written, TRUE);
}

}  // namespace mamori::shim
