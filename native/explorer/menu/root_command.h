#pragma once

#include <mutex>

#include "com/com_object.h"
#include "menu/menu_model.h"

namespace mamori::explorer {

/// The entry in the Windows 11 menu: one verb with commands below it.
class RootCommand final : public ComObject<IExplorerCommand> {
 public:
  HRESULT STDMETHODCALLTYPE GetTitle(IShellItemArray* items, LPWSTR* out) noexcept override;
  HRESULT STDMETHODCALLTYPE GetIcon(IShellItemArray* items, LPWSTR* out) noexcept override;
  HRESULT STDMETHODCALLTYPE GetToolTip(IShellItemArray* items, LPWSTR* out) noexcept override;
  HRESULT STDMETHODCALLTYPE GetCanonicalName(GUID* out) noexcept override;
  HRESULT STDMETHODCALLTYPE GetState(IShellItemArray* items, BOOL mayBeSlow, EXPCMDSTATE* out) noexcept override;
  HRESULT STDMETHODCALLTYPE Invoke(IShellItemArray* items, IBindCtx* context) noexcept override;
  HRESULT STDMETHODCALLTYPE GetFlags(EXPCMDFLAGS* out) noexcept override;
  HRESULT STDMETHODCALLTYPE EnumSubCommands(IEnumExplorerCommand** out) noexcept override;

 private:
  // The shell may ask on one thread and enumerate on another.
  std::mutex mutex_;
  MenuOpening opening_;  // of the last selection that GetState was shown
};

}  // namespace mamori::explorer
