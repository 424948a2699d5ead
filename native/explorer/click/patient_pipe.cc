#include "click/patient_pipe.h"

#include "os/windows/own_access.h"

namespace mamori::explorer {
namespace {

/// The largest write at once; a pipe's buffer is smaller anyway.
constexpr DWORD kMaxTransfer = 1024 * 1024;

bool runsAsThisUser(DWORD pid) noexcept {
  const UniqueHandle process(OpenProcess(PROCESS_QUERY_LIMITED_INFORMATION, FALSE, pid));
  HANDLE opened = nullptr;
  if (!process.valid() || !OpenProcessToken(process.get(), TOKEN_QUERY, &opened)) return false;
  const UniqueHandle token(opened);
  alignas(TOKEN_USER) BYTE memory[sizeof(TOKEN_USER) + SECURITY_MAX_SID_SIZE];
  DWORD bytes = 0;
  if (!GetTokenInformation(token.get(), TokenUser, memory, sizeof memory, &bytes)) return false;
  const shim::OwnUser user;
  return user.sid() && EqualSid(user.sid(), reinterpret_cast<TOKEN_USER*>(memory)->User.Sid);
}

}  // namespace

bool PatientPipe::connect(const std::wstring& name) noexcept {
  done_ = UniqueHandle(CreateEventW(nullptr, TRUE, FALSE, nullptr));
  if (!done_.valid()) return false;
  for (;;) {
    // The server may learn who we are, and may not act as us.
    pipe_ = UniqueHandle(CreateFileW(name.c_str(), GENERIC_READ | GENERIC_WRITE, 0, nullptr, OPEN_EXISTING,
                                     FILE_FLAG_OVERLAPPED | SECURITY_SQOS_PRESENT | SECURITY_IDENTIFICATION, nullptr));
    if (pipe_.valid()) return true;
    // 0 would mean the server's own idea of patience.
    if (GetLastError() != ERROR_PIPE_BUSY || leftMs() == 0 || !WaitNamedPipeW(name.c_str(), leftMs() + 1)) return false;
  }
}

bool PatientPipe::serverIsOwnUser() const noexcept {
  ULONG pid = 0;
  return GetNamedPipeServerProcessId(pipe_.get(), &pid) && runsAsThisUser(pid);
}

bool PatientPipe::write(const std::string& bytes) noexcept {
  std::size_t at = 0;
  while (at < bytes.size()) {
    OVERLAPPED transfer{};
    transfer.hEvent = done_.get();
    const auto now = static_cast<DWORD>(bytes.size() - at < kMaxTransfer ? bytes.size() - at : kMaxTransfer);
    const DWORD moved = finish(WriteFile(pipe_.get(), bytes.data() + at, now, nullptr, &transfer), transfer);
    if (moved == 0) return false;
    at += moved;
  }
  return true;
}

bool PatientPipe::read(void* out, DWORD bytes) noexcept {
  DWORD at = 0;
  while (at < bytes) {
    OVERLAPPED transfer{};
    transfer.hEvent = done_.get();
    const DWORD moved = finish(ReadFile(pipe_.get(), static_cast<char*>(out) + at, bytes - at, nullptr, &transfer), transfer);
    if (moved == 0) return false;
    at += moved;
  }
  return true;
}

DWORD PatientPipe::leftMs() const noexcept {
  const ULONGLONG now = GetTickCount64();
  return now < endsAtMs_ ? static_cast<DWORD>(endsAtMs_ - now) : 0;
}

DWORD PatientPipe::finish(BOOL started, OVERLAPPED& transfer) noexcept {
  DWORD moved = 0;
  if (!started && GetLastError() != ERROR_IO_PENDING) return 0;
  if (WaitForSingleObject(done_.get(), leftMs()) != WAIT_OBJECT_0) {
    // The buffers are the caller's: they must not be written to once this has returned.
    CancelIoEx(pipe_.get(), &transfer);
    GetOverlappedResult(pipe_.get(), &transfer, &moved, TRUE);
    return 0;
  }
  return GetOverlappedResult(pipe_.get(), &transfer, &moved, FALSE) ? moved : 0;
}

}  // namespace mamori::explorer
