#pragma once

#include <atomic>
#include <memory>

#include "com/com_object.h"
#include "menu/menu_model.h"

namespace mamori::explorer {

/// One command below the root. Its state was decided with the root's.
class SubCommand final : public ComObject<IExplorerCommand> {
 public:
  /// @param index of an entry of `menu`
  SubCommand(std::shared_ptr<const MenuModel> menu, std::size_t index) noexcept : menu_(std::move(menu)), index_(index) {}

  HRESULT STDMETHODCALLTYPE GetTitle(IShellItemArray* items, LPWSTR* out) noexcept override;
  HRESULT STDMETHODCALLTYPE GetIcon(IShellItemArray* items, LPWSTR* out) noexcept override;
  HRESULT STDMETHODCALLTYPE GetToolTip(IShellItemArray* items, LPWSTR* out) noexcept override;
  HRESULT STDMETHODCALLTYPE GetCanonicalName(GUID* out) noexcept override;
  HRESULT STDMETHODCALLTYPE GetState(IShellItemArray* items, BOOL mayBeSlow, EXPCMDSTATE* out) noexcept override;
  HRESULT STDMETHODCALLTYPE Invoke(IShellItemArray* items, IBindCtx* context) noexcept override;
  HRESULT STDMETHODCALLTYPE GetFlags(EXPCMDFLAGS* out) noexcept override;
  HRESULT STDMETHODCALLTYPE EnumSubCommands(IEnumExplorerCommand** out) noexcept override;

 private:
  const MenuEntry& entry() const noexcept { return menu_->entries[index_]; }
  bool isSeparator() const noexcept { return entry().kind == MenuEntry::Kind::kSeparator; }

  const std::shared_ptr<const MenuModel> menu_;
  const std::size_t index_;
};

/// The commands below the root, one after the other.
class SubCommands final : public ComObject<IEnumExplorerCommand> {
 public:
  SubCommands(std::shared_ptr<const MenuModel> menu, std::size_t next) noexcept : menu_(std::move(menu)), next_(next) {}

  HRESULT STDMETHODCALLTYPE Next(ULONG count, IExplorerCommand** out, ULONG* fetched) noexcept override;
  HRESULT STDMETHODCALLTYPE Skip(ULONG count) noexcept override;
  HRESULT STDMETHODCALLTYPE Reset() noexcept override;
  HRESULT STDMETHODCALLTYPE Clone(IEnumExplorerCommand** out) noexcept override;

 private:
  const std::shared_ptr<const MenuModel> menu_;
  std::atomic<std::size_t> next_;
};

}  // namespace mamori::explorer
