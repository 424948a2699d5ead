#include "endpoint/windows/bell.h"


namespace mamori::shim {

std::int32_t Bell::make(Bell& out) { return makeOwnPipe(out.hammer_, out.end_); }

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
