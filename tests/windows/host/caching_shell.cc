#include "caching_shell.h"

#include <shlobj.h>

#include "check.h"

namespace mamori::host {
namespace {

constexpr UINT kChanged = WM_APP;

}  // namespace

CachingShell::CachingShell(std::wstring folder, std::vector<std::wstring> names) : folder_(std::move(folder)), overlays_(makeOverlays()) {
  WNDCLASSW kind{};
  kind.lpfnWndProc = procedure;
  kind.lpszClassName = L"MamoriCachingShell";
  RegisterClassW(&kind);
  window_ = CreateWindowW(kind.lpszClassName, L"", 0, 0, 0, 0, 0, HWND_MESSAGE, nullptr, nullptr, nullptr);
  require(window_ != nullptr, "a window for notices can be made");
  SetWindowLongPtrW(window_, GWLP_USERDATA, reinterpret_cast<LONG_PTR>(this));
  PIDLIST_ABSOLUTE list = nullptr;
  require(SUCCEEDED(SHParseDisplayName(folder_.c_str(), nullptr, &list, 0, nullptr)), "the shell knows the folder");
  const SHChangeNotifyEntry entry{list, TRUE};  // to Wine what lies directly in a folder is below it already
  registration_ = SHChangeNotifyRegister(window_, SHCNRF_ShellLevel | SHCNRF_NewDelivery, SHCNE_UPDATEITEM | SHCNE_UPDATEDIR, kChanged, 1, &entry);
  CoTaskMemFree(list);
  require(registration_ != 0, "notices of the shell can be had");
  for (const std::wstring& name : names) ask(name);
}

CachingShell::~CachingShell() {
  SHChangeNotifyDeregister(registration_);
  DestroyWindow(window_);
}

void CachingShell::ask(const std::wstring& name) { drawn_[name] = claimedBy(overlays_, folder_ + L"\\" + name); }

int CachingShell::listen() {
  notices_ = 0;
  MSG message{};
  while (PeekMessageW(&message, nullptr, 0, 0, PM_REMOVE)) DispatchMessageW(&message);
  return notices_;
}

LRESULT CALLBACK CachingShell::procedure(HWND window, UINT message, WPARAM wide, LPARAM longer) {
  auto* self = reinterpret_cast<CachingShell*>(GetWindowLongPtrW(window, GWLP_USERDATA));
  if (message != kChanged || !self) return DefWindowProcW(window, message, wide, longer);
  PIDLIST_ABSOLUTE* lists = nullptr;
  LONG event = 0;
  const HANDLE lock = SHChangeNotification_Lock(reinterpret_cast<HANDLE>(wide), static_cast<DWORD>(longer), &lists, &event);
  wchar_t path[MAX_PATH] = L"";
  if (lists && lists[0]) SHGetPathFromIDListW(lists[0], path);
  SHChangeNotification_Unlock(lock);
  ++self->notices_;
  if (event == SHCNE_UPDATEDIR) {
    for (const auto& known : std::map(self->drawn_)) self->ask(known.first);
  } else {
    const std::wstring changed = path;
    self->ask(changed.substr(changed.find_last_of(L'\\') + 1));
  }
  return 0;
}

}  // namespace mamori::host
