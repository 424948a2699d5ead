#include "install/windows/elevated_run.h"

#include <windows.h>

#include <objbase.h>
#include <shellapi.h>

#include <cstring>
#include <thread>
#include <vector>

#include "endpoint/windows/pipe.h"
#include "include/mamori_shim.h"
#include "install/windows/report_pipe.h"
#include "os/token.h"
#include "os/windows/last_error.h"

namespace mamori::shim {
namespace {

/// Copying and registering takes seconds; whatever takes longer than this is not waited for.
constexpr DWORD kLongestRunMs = 600'000;
/// Somebody else may hold the pipe's one place until they are sent away.
constexpr int kTries = 10;
constexpr DWORD kNextTryMs = 500;

struct Outcome {
  std::uint32_t kind = MAMORI_RUN_FAILED;
  std::uint32_t number = 0;
  std::vector<std::byte> report;
};

/// The shell may hand a verb to extensions that need COM.
class ComOnThisThread {
 public:
  ComOnThisThread() noexcept : entered_(SUCCEEDED(CoInitializeEx(nullptr, COINIT_APARTMENTTHREADED | COINIT_DISABLE_OLE1DDE))) {}
  ~ComOnThisThread() {
    if (entered_) CoUninitialize();
  }
  ComOnThisThread(const ComOnThisThread&) = delete;
  ComOnThisThread& operator=(const ComOnThisThread&) = delete;

 private:
  const bool entered_;
};

Outcome failed(DWORD number) {
  Outcome outcome;
  outcome.kind = number == ERROR_CANCELLED ? MAMORI_RUN_REFUSED : MAMORI_RUN_FAILED;
  outcome.number = number;
  return outcome;
}

/// Where the program begins: a folder that no user can put a library into.
std::wstring systemFolder() {
  wchar_t path[MAX_PATH + 1] = L"";
  return GetSystemDirectoryW(path, MAX_PATH) > 0 ? path : L"";
}

Outcome run(const std::wstring& program, const std::wstring& words, const std::string& token) {
  const ComOnThisThread com;
  ReportPipe pipe(token);
  if (!pipe.valid()) return failed(GetLastError());
  const std::wstring folder = systemFolder();
  SHELLEXECUTEINFOW asked{};
  asked.cbSize = sizeof asked;
  asked.fMask = SEE_MASK_NOCLOSEPROCESS | SEE_MASK_NOASYNC | SEE_MASK_FLAG_NO_UI;
  asked.hwnd = GetConsoleWindow();  // in front of whom the question is asked
  asked.lpVerb = L"runas";
  asked.lpFile = program.c_str();
  asked.lpParameters = words.c_str();
  asked.lpDirectory = folder.empty() ? nullptr : folder.c_str();
  asked.nShow = SW_HIDE;
  if (!ShellExecuteExW(&asked)) return failed(GetLastError());
  const UniqueHandle process(asked.hProcess);
  if (!process.valid()) return failed(ERROR_INVALID_HANDLE);
  Outcome outcome;
  outcome.report = pipe.readFrom(process.get(), kLongestRunMs);
  DWORD code = 0;
  if (WaitForSingleObject(process.get(), kLongestRunMs) != WAIT_OBJECT_0 || !GetExitCodeProcess(process.get(), &code)) return failed(WAIT_TIMEOUT);
  outcome.kind = MAMORI_RUN_ENDED;
  outcome.number = code;
  return outcome;
}

/// Who asked may have gone meanwhile; then nobody wants to know.
void tell(const UniqueHandle& to, const Outcome& outcome) {
  std::vector<std::byte> told(8 + outcome.report.size());
  std::memcpy(told.data(), &outcome.kind, 4);
  std::memcpy(told.data() + 4, &outcome.number, 4);
  if (!outcome.report.empty()) std::memcpy(told.data() + 8, outcome.report.data(), outcome.report.size());
  OVERLAPPED operation{};
  const UniqueHandle done(CreateEventW(nullptr, TRUE, FALSE, nullptr));
  operation.hEvent = done.get();
  DWORD written = 0;
  if (WriteFile(to.get(), told.data(), static_cast<DWORD>(told.size()), nullptr, &operation) || GetLastError() == ERROR_IO_PENDING) GetOverlappedResult(to.get(), &operation, &written, TRUE);
  FlushFileBuffers(to.get());  // what is not read yet goes with the handle
}

}  // namespace

std::int32_t runElevated(std::wstring program, std::wstring words) {
  const std::string token = newToken();
  if (token.empty()) return MAMORI_ERROR_INTERNAL;
  UniqueHandle writing, reading;
  const std::int32_t code = makeOwnPipe(writing, reading);
  if (code != 0) return code;
  words += L' ' + std::wstring(token.begin(), token.end());
  std::thread([program = std::move(program), words = std::move(words), token, to = std::move(writing)] {
    try {
      tell(to, run(program, words, token));
    } catch (...) {
      return;  // without memory the descriptor ends without an outcome
    }
  }).detach();
  return descriptorOf(std::move(reading));
}

std::int32_t sendReport(const std::string& token, const void* report, std::size_t bytes) {
  if (token.size() != kTokenBytes || !isToken(token)) return MAMORI_ERROR_ARGUMENT;
  const std::wstring name = reportPipeName(token);
  UniqueHandle pipe;
  for (int left = kTries; left > 0; --left) {
    pipe.reset(CreateFileW(name.c_str(), GENERIC_WRITE, 0, nullptr, OPEN_EXISTING, SECURITY_SQOS_PRESENT | SECURITY_IDENTIFICATION, nullptr));
    if (pipe.valid() || GetLastError() != ERROR_PIPE_BUSY) break;
    WaitNamedPipeW(name.c_str(), kNextTryMs);
    SetLastError(ERROR_PIPE_BUSY);
  }
  if (!pipe.valid()) return GetLastError() == ERROR_FILE_NOT_FOUND ? MAMORI_NOBODY : failLast();
  DWORD written = 0;
  if (!WriteFile(pipe.get(), report, static_cast<DWORD>(bytes), &written, nullptr)) return failLast();
  return 0;
}

}  // namespace mamori::shim
