#include "endpoint/windows/pipe.h"

#include "include/mamori_shim.h"
#include "os/token.h"
#include "os/windows/last_error.h"
#include "os/windows/own_access.h"

namespace mamori::shim {

std::wstring pipeName(const std::string& token) { return L"\\\\.\\pipe\\mamori-" + std::wstring(token.begin(), token.end()); }

UniqueHandle makePipeInstance(const std::wstring& name, DWORD direction, DWORD maxInstances, bool first) {
  const auto descriptor = ownerOnly(OwnUser());
  if (!descriptor) return UniqueHandle();
  SECURITY_ATTRIBUTES attributes{sizeof attributes, descriptor.get(), FALSE};
  return UniqueHandle(CreateNamedPipeW(name.c_str(), direction | FILE_FLAG_OVERLAPPED | (first ? FILE_FLAG_FIRST_PIPE_INSTANCE : 0),
                                       PIPE_TYPE_BYTE | PIPE_READMODE_BYTE | PIPE_WAIT | PIPE_REJECT_REMOTE_CLIENTS, maxInstances, kPipeBufferBytes, kPipeBufferBytes, 0,
                                       &attributes));
}

UniqueHandle openPipe(const std::wstring& name, DWORD access) {
  return UniqueHandle(CreateFileW(name.c_str(), access, 0, nullptr, OPEN_EXISTING, FILE_FLAG_OVERLAPPED | SECURITY_SQOS_PRESENT | SECURITY_IDENTIFICATION, nullptr));
}

std::int32_t makeOwnPipe(UniqueHandle& writing, UniqueHandle& reading) {
  const std::string token = newToken();
  if (token.empty()) return MAMORI_ERROR_INTERNAL;
  const std::wstring name = pipeName(token);
  writing = makePipeInstance(name, PIPE_ACCESS_OUTBOUND, 1, true);
  // The attributes, because libuv sets the mode of what it reads.
  if (writing.valid()) reading = openPipe(name, GENERIC_READ | FILE_WRITE_ATTRIBUTES);
  return reading.valid() ? 0 : failLast();
}

bool servedByOwnUser(HANDLE pipe) noexcept {
  ULONG pid = 0;
  if (!GetNamedPipeServerProcessId(pipe, &pid)) return false;
  const UniqueHandle process(OpenProcess(PROCESS_QUERY_LIMITED_INFORMATION, FALSE, pid));
  HANDLE opened = nullptr;
  if (!process.valid() || !OpenProcessToken(process.get(), TOKEN_QUERY, &opened)) return false;
  const UniqueHandle token(opened);
  alignas(TOKEN_USER) BYTE memory[sizeof(TOKEN_USER) + SECURITY_MAX_SID_SIZE];
  DWORD bytes = 0;
  if (!GetTokenInformation(token.get(), TokenUser, memory, sizeof memory, &bytes)) return false;
  const OwnUser user;
  return user.sid() && EqualSid(user.sid(), reinterpret_cast<TOKEN_USER*>(memory)->User.Sid);
}

std::int32_t descriptorOf(UniqueHandle handle) noexcept {
  // Descriptors belong to one C runtime, and the program's is not ours: libuv hands out its own (uv_open_osfhandle, exported by node.exe).
  using Open = int (*)(HANDLE);
  const auto open = reinterpret_cast<Open>(reinterpret_cast<void*>(GetProcAddress(GetModuleHandleW(nullptr), "uv_open_osfhandle")));
  if (!open) return failSystem(ERROR_PROC_NOT_FOUND);
  const int descriptor = open(handle.get());
  if (descriptor < 0) return failSystem(ERROR_TOO_MANY_OPEN_FILES);
  handle.release();
  return descriptor;
}

}  // namespace mamori::shim
