#include <windows.h>

#include <shellapi.h>

#include "check.h"
#include "com/class_ids.h"
#include "scenarios.h"
#include "shell_objects.h"
#include "shell_registry.h"

namespace mamori::host {

void registrationScenario() {
  const auto overlays = registeredOverlays();
  check(overlays.size() == 3, "three overlays are registered for all users");
  for (const auto& overlay : overlays) {
    check(overlay.name.front() == L' ', "an overlay's name begins with a blank, to come before others");
    check(classValue(overlay.id, L"\\InprocServer32", L"ThreadingModel") == L"Both", "its class serves both kinds of threads");
  }
  check(registeredMenu(false) == explorer::kContextMenuClass, "the menu is registered for files and folders");
  check(registeredMenu(true) == explorer::kContextMenuClass, "and for the empty space of a folder");
  int place = 0;
  for (const auto& overlay : makeOverlays()) {
    wchar_t file[MAX_PATH] = L"", small[4] = L"";
    int index = -1, priority = -1;
    DWORD flags = 0;
    check(overlay->GetOverlayInfo(file, MAX_PATH, &index, &flags) == S_OK && flags == (ISIOI_ICONFILE | ISIOI_ICONINDEX), "an overlay tells its icon");
    HICON icon = nullptr;
    check(ExtractIconExW(file, index, &icon, nullptr, 1) == 1 && icon, "the icon is there");
    DestroyIcon(icon);
    check(SUCCEEDED(overlay->GetPriority(&priority)) && priority == place++, "problem comes before in progress, and that before protected");
    check(FAILED(overlay->GetOverlayInfo(small, 4, &index, &flags)), "a path that does not fit is refused");
    check(FAILED(overlay->GetOverlayInfo(nullptr, 0, nullptr, nullptr)) && FAILED(overlay->GetPriority(nullptr)), "null is refused");
    check(FAILED(overlay->IsMemberOf(nullptr, 0)) && overlay->IsMemberOf(L"", 0) == S_FALSE, "no path is no member");
  }
  check(becomes([] { return slotNotedMs(L"Problem") > 0 && slotNotedMs(L"InProgress") > 0 && slotNotedMs(L"Protected") > 0; }),
        "that each was asked for is noted for this user: it has one of the shell's places");
  const HMODULE module = GetModuleHandleW(L"mamori_explorer.dll");
  require(module != nullptr, "the module is loaded");
  const auto canUnload = reinterpret_cast<HRESULT(STDAPICALLTYPE*)()>(reinterpret_cast<void*>(GetProcAddress(module, "DllCanUnloadNow")));
  check(becomes([&] { return canUnload() == S_OK; }), "the module may go when all is released");
  {
    const auto held = make<IContextMenu>(explorer::kContextMenuClass);
    check(canUnload() == S_FALSE, "it may not while an object lives");
  }
  ComPtr<IUnknown> none;
  const auto getClass = reinterpret_cast<HRESULT(STDAPICALLTYPE*)(REFCLSID, REFIID, void**)>(reinterpret_cast<void*>(GetProcAddress(module, "DllGetClassObject")));
  check(getClass(GUID_NULL, kIidOf<IUnknown>, reinterpret_cast<void**>(none.out())) == CLASS_E_CLASSNOTAVAILABLE, "a class of others is refused");
}

void unregisteredScenario() {
  check(registeredOverlays().empty(), "no overlay is left");
  check(slotNotedMs(L"Problem") == 0 && slotNotedMs(L"Protected") == 0, "nothing is noted of places any more");
  check(registeredMenu(false) == GUID_NULL && registeredMenu(true) == GUID_NULL, "no menu is left");
  check(classValue(explorer::kContextMenuClass, L"", nullptr).empty() && classValue(explorer::kProtectedOverlayClass, L"\\InprocServer32", nullptr).empty(), "no class is left");
}

}  // namespace mamori::host
