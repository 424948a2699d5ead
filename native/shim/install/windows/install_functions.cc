#include <windows.h>

#include <shlobj.h>

#include <cstring>
#include <string>

#include "abi/guard.h"
#include "abi/spans.h"
#include "base/windows/unique_handle.h"
#include "install/windows/elevated_run.h"
#include "install/windows/guarded_place.h"
#include "os/system_error.h"
#include "os/windows/last_error.h"

using namespace mamori;
using namespace mamori::shim;

namespace {

constexpr std::uint32_t kMaxTextBytes = 65'534, kMaxFileBytes = 64 * 1024 * 1024;

bool isText(const std::uint8_t* bytes, std::uint32_t length) noexcept { return bytes && length > 0 && length % 2 == 0 && length <= kMaxTextBytes; }

std::wstring textOf(const std::uint8_t* bytes, std::uint32_t length) {
  std::wstring text(length / 2, L'\0');
  std::memcpy(text.data(), bytes, length);
  return text;
}

std::int32_t give(const std::wstring& text, std::uint8_t* out, std::uint32_t capacity, std::uint32_t* written) noexcept {
  return giveBytes(text.data(), text.size() * sizeof(wchar_t), out, capacity, written);
}

/// A module while it is loaded.
class LoadedModule {
 public:
  explicit LoadedModule(const std::wstring& path) noexcept : module_(LoadLibraryExW(path.c_str(), nullptr, LOAD_LIBRARY_SEARCH_SYSTEM32)) {}
  ~LoadedModule() {
    if (module_) FreeLibrary(module_);
  }
  LoadedModule(const LoadedModule&) = delete;
  LoadedModule& operator=(const LoadedModule&) = delete;

  /// The system's number when it does not load, has no such function, or the function fails.
  std::int32_t call(const char* name) const noexcept {
    if (!module_) return failLast();
    const auto function = reinterpret_cast<HRESULT(STDAPICALLTYPE*)()>(reinterpret_cast<void*>(GetProcAddress(module_, name)));
    if (!function) return failLast();
    const HRESULT result = function();
    if (SUCCEEDED(result)) return 0;
    return failSystem(HRESULT_FACILITY(result) == FACILITY_WIN32 ? HRESULT_CODE(result) : static_cast<std::int32_t>(result));
  }

 private:
  const HMODULE module_;
};

}  // namespace

int32_t mamori_is_elevated(void) {
  HANDLE opened = nullptr;
  if (!OpenProcessToken(GetCurrentProcess(), TOKEN_QUERY, &opened)) return failLast();
  const UniqueHandle token(opened);
  TOKEN_ELEVATION elevation{};
  DWORD bytes = 0;
  if (!GetTokenInformation(token.get(), TokenElevation, &elevation, sizeof elevation, &bytes)) return failLast();
  return elevation.TokenIsElevated ? 1 : 0;
}

int32_t mamori_program_files(uint8_t* out, uint32_t capacity, uint32_t* written) {
  if (!isSpan(out, capacity) || !written) return MAMORI_ERROR_ARGUMENT;
  return guarded([&] {
    wchar_t path[MAX_PATH + 1] = L"";
    const HRESULT result = SHGetFolderPathW(nullptr, CSIDL_PROGRAM_FILES, nullptr, SHGFP_TYPE_CURRENT, path);
    return result == S_OK ? give(path, out, capacity, written) : failSystem(HRESULT_CODE(result));
  });
}

int32_t mamori_guarded(const uint8_t* path, uint32_t path_bytes, uint32_t held, uint8_t* out, uint32_t capacity, uint32_t* written) {
  if (!isText(path, path_bytes) || !isSpan(out, capacity) || !written) return MAMORI_ERROR_ARGUMENT;
  return guarded([&] {
    std::optional<OpenPlace> open;
    const std::int32_t code = findOpenPlace(textOf(path, path_bytes), held, open);
    if (code != 0) return code;
    *written = 0;
    if (!open) return 1;
    return give(open->path + L'\0' + std::wstring(open->sid.begin(), open->sid.end()), out, capacity, written);
  });
}

int32_t mamori_guarded_folder(const uint8_t* path, uint32_t path_bytes) {
  if (!isText(path, path_bytes)) return MAMORI_ERROR_ARGUMENT;
  return guarded([&] { return makeGuardedFolder(textOf(path, path_bytes)); });
}

int32_t mamori_guarded_file(const uint8_t* path, uint32_t path_bytes, const uint8_t* content, uint32_t content_bytes) {
  if (!isText(path, path_bytes) || !isSpan(content, content_bytes) || content_bytes > kMaxFileBytes) return MAMORI_ERROR_ARGUMENT;
  return guarded([&] { return makeGuardedFile(textOf(path, path_bytes), spanOf(content, content_bytes)); });
}

int32_t mamori_module_register(const uint8_t* path, uint32_t path_bytes, uint32_t registers) {
  if (!isText(path, path_bytes) || registers > 1) return MAMORI_ERROR_ARGUMENT;
  return guarded([&] { return LoadedModule(textOf(path, path_bytes)).call(registers ? "DllRegisterServer" : "DllUnregisterServer"); });
}

int32_t mamori_remove_at_restart(const uint8_t* path, uint32_t path_bytes) {
  if (!isText(path, path_bytes)) return MAMORI_ERROR_ARGUMENT;
  return guarded([&] { return MoveFileExW(textOf(path, path_bytes).c_str(), nullptr, MOVEFILE_DELAY_UNTIL_REBOOT) ? 0 : failLast(); });
}

int32_t mamori_run_elevated(const uint8_t* program, uint32_t program_bytes, const uint8_t* words, uint32_t words_bytes) {
  if (!isText(program, program_bytes) || !isText(words, words_bytes)) return MAMORI_ERROR_ARGUMENT;
  return guarded([&] { return runElevated(textOf(program, program_bytes), textOf(words, words_bytes)); });
}

int32_t mamori_report(const uint8_t* token, uint32_t token_bytes, const uint8_t* report, uint32_t report_bytes) {
  if (!isSpan(token, token_bytes) || !isSpan(report, report_bytes) || report_bytes > MAMORI_MAX_REPORT) return MAMORI_ERROR_ARGUMENT;
  return guarded([&] { return sendReport(std::string(reinterpret_cast<const char*>(token), token_bytes), report, report_bytes); });
}
