#include "menu/sub_command.h"

#include <algorithm>

#include "com/com_ptr.h"
#include "com/guarded.h"
#include "com/task_text.h"

namespace mamori::explorer {

HRESULT SubCommand::GetTitle(IShellItemArray*, LPWSTR* out) noexcept {
  if (!out) return E_POINTER;
  *out = nullptr;
  return isSeparator() ? S_FALSE : giveText(entry().text, out);
}

HRESULT SubCommand::GetIcon(IShellItemArray*, LPWSTR* out) noexcept {
  if (!out) return E_POINTER;
  *out = nullptr;
  return E_NOTIMPL;  // the shell's word for "none"
}

HRESULT SubCommand::GetToolTip(IShellItemArray*, LPWSTR* out) noexcept {
  if (!out) return E_POINTER;
  *out = nullptr;
  return entry().help.empty() ? E_NOTIMPL : giveText(entry().help, out);
}

HRESULT SubCommand::GetCanonicalName(GUID* out) noexcept {
  if (!out) return E_POINTER;
  *out = GUID_NULL;
  return E_NOTIMPL;  // no program calls them by a name
}

HRESULT SubCommand::GetState(IShellItemArray*, BOOL, EXPCMDSTATE* out) noexcept {
  if (!out) return E_POINTER;
  *out = entry().kind == MenuEntry::Kind::kWords ? ECS_DISABLED : ECS_ENABLED;
  return S_OK;
}

/// The shell may hand over the selection anew. What GetState saw is taken without it, and for a version, which belongs to the file it was asked for.
HRESULT SubCommand::Invoke(IShellItemArray* items, IBindCtx*) noexcept {
  return guarded([&] {
    Selection now = entry().version ? Selection() : selectionOf(items);
    if (now.isEmpty()) return invokeEntry(*menu_, index_) ? S_OK : E_FAIL;
    return invokeEntry({std::make_shared<const Selection>(std::move(now)), menu_->entries}, index_) ? S_OK : E_FAIL;
  });
}

HRESULT SubCommand::GetFlags(EXPCMDFLAGS* out) noexcept {
  if (!out) return E_POINTER;
  *out = isSeparator() ? ECF_ISSEPARATOR : ECF_DEFAULT;
  return S_OK;
}

HRESULT SubCommand::EnumSubCommands(IEnumExplorerCommand** out) noexcept {
  if (!out) return E_POINTER;
  *out = nullptr;
  return E_NOTIMPL;  // none below
}

HRESULT SubCommands::Next(ULONG count, IExplorerCommand** out, ULONG* fetched) noexcept {
  if (fetched) *fetched = 0;
  if (!out || (count > 1 && !fetched)) return E_INVALIDARG;
  std::fill_n(out, count, nullptr);
  return guarded([&] {
    ULONG given = 0;
    for (; given < count; ++given) {
      const std::size_t index = next_.fetch_add(1);
      if (index >= menu_->entries.size()) break;
      out[given] = new SubCommand(menu_, index);
      if (fetched) *fetched = given + 1;
    }
    return given == count ? S_OK : S_FALSE;
  });
}

HRESULT SubCommands::Skip(ULONG count) noexcept {
  return next_.fetch_add(count) + count <= menu_->entries.size() ? S_OK : S_FALSE;
}

HRESULT SubCommands::Reset() noexcept {
  next_.store(0);
  return S_OK;
}

HRESULT SubCommands::Clone(IEnumExplorerCommand** out) noexcept {
  if (!out) return E_POINTER;
  *out = nullptr;
  return guarded([&] {
    *out = new SubCommands(menu_, next_.load());
    return S_OK;
  });
}

}  // namespace mamori::explorer
