// What the agent asks of the shim on Windows: notices to the shell, and the spellings of a root.
#include <windows.h>

#include <shlobj.h>

#include <deque>
#include <string>
#include <utility>

#include "check.h"
#include "include/mamori_shim.h"
#include "scenarios.h"
#include "shell_objects.h"

namespace mamori::host {
namespace {

constexpr UINT kShellNotice = WM_APP + 1;

struct ShellNotice {
  LONG event = 0;
  std::wstring path;
};
std::deque<ShellNotice> heard;

/// Posted by Windows, sent by Wine.
LRESULT CALLBACK hear(HWND window, UINT message, WPARAM wParam, LPARAM lParam) {
  if (message != kShellNotice) return DefWindowProcW(window, message, wParam, lParam);
  PIDLIST_ABSOLUTE* lists = nullptr;
  LONG event = 0;
  const HANDLE lock = SHChangeNotification_Lock(reinterpret_cast<HANDLE>(wParam), static_cast<DWORD>(lParam), &lists, &event);
  if (!lock) return 0;
  wchar_t text[MAX_PATH] = L"";
  SHGetPathFromIDListW(lists[0], text);
  heard.push_back({event, text});
  SHChangeNotification_Unlock(lock);
  return 0;
}

const std::uint8_t* bytesOf(const std::wstring& text) { return reinterpret_cast<const std::uint8_t*>(text.data()); }
std::uint32_t sizeOf(const std::wstring& text) { return static_cast<std::uint32_t>(text.size() * sizeof(wchar_t)); }

/// Hears what the shell is told of a folder, as Explorer's windows do.
class ShellListener {
 public:
  explicit ShellListener(const std::wstring& folder) {
    heard.clear();
    window_ = CreateWindowExW(0, L"STATIC", L"", 0, 0, 0, 0, 0, HWND_MESSAGE, nullptr, nullptr, nullptr);
    PIDLIST_ABSOLUTE list = nullptr;
    require(window_ && SUCCEEDED(SHParseDisplayName(folder.c_str(), nullptr, &list, 0, nullptr)), "the shell knows the folder");
    SetWindowLongPtrW(window_, GWLP_WNDPROC, reinterpret_cast<LONG_PTR>(&hear));
    const SHChangeNotifyEntry entry{list, TRUE};
    registration_ = SHChangeNotifyRegister(window_, SHCNRF_ShellLevel | SHCNRF_NewDelivery, SHCNE_UPDATEITEM | SHCNE_UPDATEDIR, kShellNotice, 1, &entry);
    CoTaskMemFree(list);
  }
  ~ShellListener() {
    SHChangeNotifyDeregister(registration_);
    DestroyWindow(window_);
  }

  /// The next notice; event 0 when none comes.
  ShellNotice next() {
    becomes([&] {
      MSG message{};
      while (PeekMessageW(&message, nullptr, 0, 0, PM_REMOVE)) DispatchMessageW(&message);
      return !heard.empty();
    }, 3'000);
    if (heard.empty()) return {};
    const ShellNotice first = heard.front();
    heard.pop_front();
    return first;
  }

 private:
  HWND window_ = nullptr;
  ULONG registration_ = 0;
};

std::wstring spellingsOf(const std::wstring& path) {
  std::wstring facts(64 * 1024, L'\0'), out(64 * 1024, L'\0');
  std::uint32_t written = 0;
  require(mamori_root_facts(bytesOf(path), sizeOf(path), reinterpret_cast<std::uint8_t*>(facts.data()), sizeOf(facts), &written) == 0, "the system says what it knows of a root");
  const std::uint32_t factBytes = written;
  require(mamori_root_spellings(MAMORI_PATHS_WINDOWS, bytesOf(facts), factBytes, reinterpret_cast<std::uint8_t*>(out.data()), sizeOf(out), &written) == 0, "and its spellings follow");
  out.resize(written / sizeof(wchar_t));
  return out;
}

bool has(const std::wstring& spellings, const std::wstring& one) { return (L'\0' + spellings).find(L'\0' + one + L'\0') != std::wstring::npos; }

}  // namespace

void announceScenario() {
  const std::wstring folder = folderWith(L"announced", {L"one.txt"});
  ShellListener listener(folder);
  const std::wstring file = folder + L"\\one.txt";
  const auto announced = [&](std::uint32_t what, const std::wstring& path, LONG event) {
    if (mamori_announce(what, bytesOf(path), sizeOf(path)) != 0) return false;
    const ShellNotice notice = listener.next();
    return notice.event == event && notice.path == path;
  };
  check(announced(MAMORI_CHANGED_ITEM, file, SHCNE_UPDATEITEM), "the shell is told of a changed file");
  check(announced(MAMORI_CHANGED_FOLDER, folder, SHCNE_UPDATEDIR), "and of a changed folder");
  check(mamori_announce(3, bytesOf(file), sizeOf(file)) < 0 && mamori_announce(MAMORI_CHANGED_ITEM, bytesOf(file), 3) < 0, "what is no path is refused");
}

void spellingsScenario() {
  const std::wstring folder = folderWith(L"A long name of a folder", {L"one.txt"});
  std::wstring upper = folder;
  CharUpperW(upper.data());
  check(has(spellingsOf(folder), upper) && has(spellingsOf(folder), L"\\\\?\\" + upper), "a root is known by its path, with and without the prefix of long ones");
  wchar_t brief[MAX_PATH] = L"";
  GetShortPathNameW(folder.c_str(), brief, MAX_PATH);
  CharUpperW(brief);
  check(has(spellingsOf(folder), brief), "and by its short name");
  const std::wstring above = folder.substr(0, folder.find_last_of(L'\\'));
  if (!DefineDosDeviceW(0, L"Q:", above.c_str())) return check(false, "a drive letter can be given to a folder");
  check(has(spellingsOf(folder), L"Q:" + upper.substr(above.size())), "and through a drive letter that stands for a folder above it");
  check(has(spellingsOf(L"Q:" + folder.substr(above.size())), upper), "and the other way round");
  DefineDosDeviceW(DDD_REMOVE_DEFINITION, L"Q:", nullptr);
}

/// Drive letters that stand for a share, as `net use` and `subst` leave them with the object manager. Nobody asks the server.
void mappedDrivesScenario() {
  constexpr wchar_t kDrive[] = L"R:";
  const std::pair<const wchar_t*, const char*> devices[] = {
      {L"\\Device\\Mup\\;LanmanRedirector\\;R:0000000000012345\\server\\office", "mapped"},
      {L"\\Device\\LanmanRedirector\\;R:0000000000012345\\server\\office", "mapped, as older systems have it"},
      {L"\\??\\UNC\\server\\office", "substituted"},
  };
  const std::wstring share = L"\\\\SERVER\\OFFICE\\見積書", prefixed = L"\\\\?\\UNC\\SERVER\\OFFICE\\見積書", drive = L"R:\\見積書";
  for (const auto& [device, kind] : devices) {
    require(DefineDosDeviceW(DDD_RAW_TARGET_PATH, kDrive, device), "a drive letter can be given to a share");
    const std::wstring byDrive = spellingsOf(L"R:\\見積書"), byShare = spellingsOf(L"\\\\server\\office\\見積書");
    check(has(byDrive, share) && has(byDrive, prefixed) && has(byDrive, drive), std::string("a root on a drive that is ") + kind + " is known by its share, with and without the prefix of long ones");
    check(has(byShare, drive) && has(byShare, L"\\\\?\\" + drive) && has(byShare, share), "and one on the share by the drive");
    check(!has(spellingsOf(L"\\\\server\\other\\見積書"), drive), "and another share by none");
    DefineDosDeviceW(DDD_REMOVE_DEFINITION | DDD_RAW_TARGET_PATH | DDD_EXACT_MATCH_ON_REMOVE, kDrive, device);
  }
}

}  // namespace mamori::host
