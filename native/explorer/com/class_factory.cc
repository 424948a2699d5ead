#include "com/class_factory.h"

#include "com/class_ids.h"
#include "com/com_ptr.h"
#include "com/guarded.h"
#include "menu/context_menu.h"
#include "menu/root_command.h"
#include "overlay/overlay_handler.h"

namespace mamori::explorer {
namespace {

template <std::uint8_t State>
IUnknown* makeOverlay() { return new OverlayHandler(State); }
IUnknown* makeContextMenu() { return static_cast<IShellExtInit*>(new ContextMenu()); }
IUnknown* makeExplorerCommand() { return new RootCommand(); }

}  // namespace

HRESULT ClassFactory::CreateInstance(IUnknown* outer, REFIID iid, void** out) noexcept {
  if (!out) return E_POINTER;
  *out = nullptr;
  if (outer) return CLASS_E_NOAGGREGATION;
  return guarded([&] {
    const ComPtr<IUnknown> made(make_());
    return made->QueryInterface(iid, out);
  });
}

HRESULT ClassFactory::LockServer(BOOL lock) noexcept {
  lock ? ModuleUse::begin() : ModuleUse::end();
  return S_OK;
}

ClassFactory::Make makerOf(REFCLSID id) noexcept {
  if (id == kProblemOverlayClass) return makeOverlay<MAMORI_STATE_PROBLEM>;
  if (id == kInProgressOverlayClass) return makeOverlay<MAMORI_STATE_IN_PROGRESS>;
  if (id == kProtectedOverlayClass) return makeOverlay<MAMORI_STATE_PROTECTED>;
  if (id == kContextMenuClass) return makeContextMenu;
  if (id == kExplorerCommandClass) return makeExplorerCommand;
  return nullptr;
}

}  // namespace mamori::explorer
