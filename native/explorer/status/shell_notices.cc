#include "status/shell_notices.h"

#include <windows.h>

#include <shlobj.h>

#include <set>

namespace mamori::explorer {
namespace {

/// Explorer redraws each item by itself, a hundred a second without stuttering; this is asked for twice a second.
constexpr std::size_t kMaxItems = 50;

void tell(LONG event, const std::wstring& path) noexcept { SHChangeNotify(event, SHCNF_PATHW | SHCNF_FLUSHNOWAIT, path.c_str(), nullptr); }

}  // namespace

void tellShell(const std::vector<std::wstring>& paths) {
  if (paths.size() <= kMaxItems) {
    for (const std::wstring& path : paths) tell(SHCNE_UPDATEITEM, path);
    return;
  }
  std::set<std::wstring> folders;
  for (const std::wstring& path : paths) folders.insert(path.substr(0, path.find_last_of(L"\\/")));
  for (const std::wstring& folder : folders) tell(SHCNE_UPDATEDIR, folder);
}

}  // namespace mamori::explorer
