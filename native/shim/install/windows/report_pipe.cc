#include "install/windows/report_pipe.h"

#include <sddl.h>

#include <memory>

#include "include/mamori_shim.h"
#include "os/windows/own_access.h"

namespace mamori::shim {
namespace {

/// As ownerOnly, and the administrators.
std::unique_ptr<void, LocalFreed> access() {
  const OwnUser user;
  wchar_t* text = nullptr;
  if (!user.sid() || !ConvertSidToStringSidW(user.sid(), &text)) return nullptr;
  const std::unique_ptr<void, LocalFreed> textOwner(text);
  const std::wstring description = L"D:P(A;;FA;;;" + std::wstring(text) + L")(A;;FA;;;SY)(A;;FA;;;BA)";
  PSECURITY_DESCRIPTOR descriptor = nullptr;
  if (!ConvertStringSecurityDescriptorToSecurityDescriptorW(description.c_str(), SDDL_REVISION_1, &descriptor, nullptr)) return nullptr;
  return std::unique_ptr<void, LocalFreed>(descriptor);
}

/// Ends an operation that was begun, and answers whether it succeeded.
bool finish(HANDLE pipe, OVERLAPPED& operation, HANDLE process, DWORD limitMs, DWORD& bytes) noexcept {
  const HANDLE events[] = {operation.hEvent, process};
  const DWORD signalled = WaitForMultipleObjects(2, events, FALSE, limitMs);
  // What a process wrote before it ended is there at once.
  if (signalled != WAIT_OBJECT_0 && WaitForSingleObject(operation.hEvent, 0) != WAIT_OBJECT_0) CancelIoEx(pipe, &operation);
  return GetOverlappedResult(pipe, &operation, &bytes, TRUE);
}

}  // namespace

std::wstring reportPipeName(const std::string& token) { return L"\\\\.\\pipe\\mamori-elevated-" + std::wstring(token.begin(), token.end()); }

ReportPipe::ReportPipe(const std::string& token) : connected_(CreateEventW(nullptr, TRUE, FALSE, nullptr)) {
  const auto descriptor = access();
  if (!descriptor || token.empty()) return;
  SECURITY_ATTRIBUTES attributes{sizeof attributes, descriptor.get(), FALSE};
  pipe_ = UniqueHandle(CreateNamedPipeW(reportPipeName(token).c_str(), PIPE_ACCESS_INBOUND | FILE_FLAG_OVERLAPPED | FILE_FLAG_FIRST_PIPE_INSTANCE,
                                        PIPE_TYPE_BYTE | PIPE_READMODE_BYTE | PIPE_WAIT | PIPE_REJECT_REMOTE_CLIENTS, 1, 0, MAMORI_MAX_REPORT, 0, &attributes));
}

bool ReportPipe::isServing(HANDLE process) const noexcept {
  ULONG client = 0;
  return GetNamedPipeClientProcessId(pipe_.get(), &client) && client != 0 && client == GetProcessId(process);
}

bool ReportPipe::waitForClient(HANDLE process, DWORD limitMs) {
  for (;;) {
    OVERLAPPED operation{};
    operation.hEvent = connected_.get();
    ResetEvent(connected_.get());
    DWORD none = 0;
    const bool isThere = ConnectNamedPipe(pipe_.get(), &operation) || GetLastError() == ERROR_PIPE_CONNECTED ||
                         (GetLastError() == ERROR_IO_PENDING && finish(pipe_.get(), operation, process, limitMs, none));
    if (!isThere) return false;
    if (isServing(process)) return true;
    DisconnectNamedPipe(pipe_.get());  // somebody else
  }
}

std::vector<std::byte> ReportPipe::readFrom(HANDLE process, DWORD limitMs) {
  std::vector<std::byte> report;
  if (!waitForClient(process, limitMs)) return report;
  report.resize(MAMORI_MAX_REPORT);
  std::size_t filled = 0;
  while (filled < report.size()) {
    OVERLAPPED operation{};
    operation.hEvent = connected_.get();
    ResetEvent(connected_.get());
    DWORD bytes = 0;
    const bool begun = ReadFile(pipe_.get(), report.data() + filled, static_cast<DWORD>(report.size() - filled), nullptr, &operation) || GetLastError() == ERROR_IO_PENDING;
    if (!begun || !finish(pipe_.get(), operation, process, limitMs, bytes) || bytes == 0) break;
    filled += bytes;
  }
  report.resize(filled);
  return report;
}

}  // namespace mamori::shim
