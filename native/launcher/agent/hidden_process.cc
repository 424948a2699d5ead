#include "agent/hidden_process.h"

#include <array>
#include <memory>
#include <vector>

namespace mamori::launcher {
namespace {

constexpr LONGLONG kLogBytes = 1024 * 1024;

struct AttributesDeleter {
  void operator()(LPPROC_THREAD_ATTRIBUTE_LIST list) const noexcept { DeleteProcThreadAttributeList(list); }
};

SECURITY_ATTRIBUTES inheritable() noexcept { return {sizeof(SECURITY_ATTRIBUTES), nullptr, TRUE}; }

void makeFolder(const std::wstring& path) {
  const std::size_t end = path.find_last_of(L'\\');
  if (end == std::wstring::npos || end < 3) return;
  const std::wstring folder = path.substr(0, end);
  if (CreateDirectoryW(folder.c_str(), nullptr) || GetLastError() != ERROR_PATH_NOT_FOUND) return;
  makeFolder(folder);
  CreateDirectoryW(folder.c_str(), nullptr);
}

}  // namespace

bool makePipe(UniqueHandle& reading, UniqueHandle& writing, bool inheritReading) noexcept {
  HANDLE read = nullptr, write = nullptr;
  if (!CreatePipe(&read, &write, nullptr, 0)) return false;
  reading.reset(read);
  writing.reset(write);
  return SetHandleInformation(inheritReading ? read : write, HANDLE_FLAG_INHERIT, HANDLE_FLAG_INHERIT);
}

UniqueHandle openLog(const std::wstring& path) {
  makeFolder(path);
  SECURITY_ATTRIBUTES attributes = inheritable();
  UniqueHandle file(CreateFileW(path.c_str(), FILE_APPEND_DATA, FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE, &attributes, OPEN_ALWAYS, FILE_ATTRIBUTE_NORMAL, nullptr));
  LARGE_INTEGER size{};
  if (!file.valid() || !GetFileSizeEx(file.get(), &size) || size.QuadPart <= kLogBytes) return file;
  file.reset();
  MoveFileExW(path.c_str(), (path + L".old").c_str(), MOVEFILE_REPLACE_EXISTING);
  return UniqueHandle(CreateFileW(path.c_str(), FILE_APPEND_DATA, FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE, &attributes, OPEN_ALWAYS, FILE_ATTRIBUTE_NORMAL, nullptr));
}

UniqueHandle startHidden(const std::wstring& program, std::wstring commandLine, const StandardHandles& handles) {
  std::vector<HANDLE> inherited;
  for (const HANDLE handle : {handles.input, handles.output, handles.error}) {
    if (handle && handle != INVALID_HANDLE_VALUE) inherited.push_back(handle);
  }
  SIZE_T bytes = 0;
  InitializeProcThreadAttributeList(nullptr, 1, 0, &bytes);
  std::vector<std::byte> memory(bytes);
  const auto list = reinterpret_cast<LPPROC_THREAD_ATTRIBUTE_LIST>(memory.data());
  if (!InitializeProcThreadAttributeList(list, 1, 0, &bytes)) return {};
  const std::unique_ptr<std::remove_pointer_t<LPPROC_THREAD_ATTRIBUTE_LIST>, AttributesDeleter> owned(list);
  if (!inherited.empty() &&
      !UpdateProcThreadAttribute(list, 0, PROC_THREAD_ATTRIBUTE_HANDLE_LIST, inherited.data(), inherited.size() * sizeof(HANDLE), nullptr, nullptr)) {
    return {};
  }
  STARTUPINFOEXW startup{};
  startup.StartupInfo.cb = sizeof startup;
  startup.StartupInfo.dwFlags = STARTF_USESTDHANDLES;
  startup.StartupInfo.hStdInput = handles.input;
  startup.StartupInfo.hStdOutput = handles.output;
  startup.StartupInfo.hStdError = handles.error;
  startup.lpAttributeList = list;
  PROCESS_INFORMATION started{};
  const DWORD flags = CREATE_NO_WINDOW | EXTENDED_STARTUPINFO_PRESENT;
  if (!CreateProcessW(program.c_str(), commandLine.data(), nullptr, nullptr, inherited.empty() ? FALSE : TRUE, flags, nullptr, nullptr, &startup.StartupInfo, &started)) return {};
  const UniqueHandle thread(started.hThread);
  return UniqueHandle(started.hProcess);
}

}  // namespace mamori::launcher
