#pragma once

#include <optional>

#include "com/com_object.h"
#include "menu/menu_model.h"

namespace mamori::explorer {

/// The classic context menu: one entry with a submenu. Keeps back while the Windows 11 package brings the menu.
///
/// The shell uses one object for one opening of a menu, from one thread at a time.
class ContextMenu final : public ComObject<IShellExtInit, IContextMenu> {
 public:
  HRESULT STDMETHODCALLTYPE Initialize(PCIDLIST_ABSOLUTE folder, IDataObject* object, HKEY type) noexcept override;
  HRESULT STDMETHODCALLTYPE QueryContextMenu(HMENU menu, UINT position, UINT firstId, UINT lastId, UINT flags) noexcept override;
  HRESULT STDMETHODCALLTYPE InvokeCommand(CMINVOKECOMMANDINFO* info) noexcept override;
  HRESULT STDMETHODCALLTYPE GetCommandString(UINT_PTR id, UINT what, UINT* reserved, CHAR* out, UINT capacity) noexcept override;

 private:
  /// The entries, of which the first question waits for versions.
  const MenuModel& menu();

  MenuOpening opening_;
  std::optional<MenuModel> menu_;
};

}  // namespace mamori::explorer
