#include "registration/registry_entries.h"

#include <objbase.h>

#include "com/class_ids.h"

namespace mamori::explorer {
namespace {

struct ClassName {
  const CLSID& id;
  const wchar_t* title;
  const wchar_t* overlay;  // its key among the overlays; nullptr for the others
};

/// The shell takes the first eleven or so overlays by name, and others begin theirs with blanks as well.
constexpr ClassName kClasses[] = {
  {kProblemOverlayClass, L"Mamori overlay: problem", L"     Mamori1Problem"},
  {kInProgressOverlayClass, L"Mamori overlay: in progress", L"     Mamori2InProgress"},
  {kProtectedOverlayClass, L"Mamori overlay: protected", L"     Mamori3Protected"},
  {kContextMenuClass, L"Mamori menu", nullptr},
  {kExplorerCommandClass, L"Mamori command", nullptr},
};

/// Files and folders alike, and the empty space of an open folder.
constexpr const wchar_t* kMenuKeys[] = {
  L"Classes\\AllFilesystemObjects\\shellex\\ContextMenuHandlers\\Mamori",
  L"Classes\\Directory\\Background\\shellex\\ContextMenuHandlers\\Mamori",
};

constexpr const wchar_t* kOverlays = L"Microsoft\\Windows\\CurrentVersion\\Explorer\\ShellIconOverlayIdentifiers\\";
constexpr const wchar_t* kApproved = L"Microsoft\\Windows\\CurrentVersion\\Shell Extensions\\Approved";

std::wstring textOf(const CLSID& id) {
  wchar_t text[40] = {};
  StringFromGUID2(id, text, 40);
  return text;
}

std::wstring classKey(const CLSID& id) { return L"Classes\\CLSID\\" + textOf(id); }

}  // namespace

std::vector<RegistryEntry> entriesOf(const std::wstring& module) {
  std::vector<RegistryEntry> entries;
  for (const auto& [id, title, overlay] : kClasses) {
    entries.push_back({classKey(id), {}, title});
    entries.push_back({classKey(id) + L"\\InprocServer32", {}, module});
    entries.push_back({classKey(id) + L"\\InprocServer32", L"ThreadingModel", L"Both"});
    entries.push_back({kApproved, textOf(id), title});
    if (overlay) entries.push_back({std::wstring(kOverlays) + overlay, {}, textOf(id)});
  }
  for (const wchar_t* key : kMenuKeys) entries.push_back({key, {}, textOf(kContextMenuClass)});
  return entries;
}

std::vector<std::wstring> ownKeys() {
  std::vector<std::wstring> keys(std::begin(kMenuKeys), std::end(kMenuKeys));
  for (const auto& [id, title, overlay] : kClasses) {
    keys.push_back(classKey(id));
    if (overlay) keys.push_back(std::wstring(kOverlays) + overlay);
  }
  return keys;
}

}  // namespace mamori::explorer
