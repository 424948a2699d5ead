#include "menu/root_command.h"

#include "com/class_ids.h"
#include "com/com_ptr.h"
#include "com/guarded.h"
#include "com/task_text.h"
#include "menu/sub_command.h"
#include "module/module_use.h"

namespace mamori::explorer {

HRESULT RootCommand::GetTitle(IShellItemArray*, LPWSTR* out) noexcept {
  if (!out) return E_POINTER;
  return giveText(textOf(MenuText::kRoot, desktopLanguage()), out);
}

HRESULT RootCommand::GetIcon(IShellItemArray*, LPWSTR* out) noexcept {
  if (!out) return E_POINTER;
  wchar_t module[MAX_PATH + 1];
  const DWORD units = GetModuleFileNameW(thisModule(), module, MAX_PATH);
  if (units == 0 || units >= MAX_PATH) return E_FAIL;
  return guarded([&] { return giveText(std::wstring(module, units) + L",-103", out); });
}

HRESULT RootCommand::GetToolTip(IShellItemArray*, LPWSTR* out) noexcept {
  if (!out) return E_POINTER;
  return giveText(textOf(MenuText::kRootHelp, desktopLanguage()), out);
}

HRESULT RootCommand::GetCanonicalName(GUID* out) noexcept {
  if (!out) return E_POINTER;
  *out = kExplorerCommandClass;
  return S_OK;
}

HRESULT RootCommand::GetState(IShellItemArray* items, BOOL mayBeSlow, EXPCMDSTATE* out) noexcept {
  if (!out) return E_POINTER;
  *out = ECS_HIDDEN;
  // Thousands of items take their names' time; the shell asks again from a thread that may wait.
  if (!mayBeSlow) return E_PENDING;
  return guarded([&] {
    MenuOpening opening = openMenu(selectionOf(items));
    *out = opening.selection ? ECS_ENABLED : ECS_HIDDEN;
    const std::lock_guard lock(mutex_);
    opening_ = std::move(opening);
    return S_OK;
  });
}

/// Chosen itself it does nothing: it only holds the commands below it.
HRESULT RootCommand::Invoke(IShellItemArray*, IBindCtx*) noexcept { return S_OK; }

HRESULT RootCommand::GetFlags(EXPCMDFLAGS* out) noexcept {
  if (!out) return E_POINTER;
  *out = ECF_HASSUBCOMMANDS;
  return S_OK;
}

HRESULT RootCommand::EnumSubCommands(IEnumExplorerCommand** out) noexcept {
  if (!out) return E_POINTER;
  *out = nullptr;
  return guarded([&] {
    MenuOpening opening;
    {
      const std::lock_guard lock(mutex_);
      opening = opening_;
    }
    *out = new SubCommands(std::make_shared<const MenuModel>(menuOf(opening)), 0);
    return S_OK;
  });
}

}  // namespace mamori::explorer
