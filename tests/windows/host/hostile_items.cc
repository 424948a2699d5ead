#include "hostile_items.h"

#include <windows.h>

#include <atomic>
#include <optional>
#include <string>

namespace mamori::host {
namespace {

using Kind = HostileItems::Kind;

/// The reference count that both classes share.
template <typename Interface>
class Counted : public Interface {
 public:
  virtual ~Counted() = default;
  HRESULT STDMETHODCALLTYPE QueryInterface(REFIID, void** out) override {
    *out = nullptr;
    return E_NOINTERFACE;
  }
  ULONG STDMETHODCALLTYPE AddRef() override { return ++references_; }
  ULONG STDMETHODCALLTYPE Release() override {
    const ULONG left = --references_;
    if (left == 0) delete this;
    return left;
  }

 private:
  std::atomic<ULONG> references_{1};
};

class Item final : public Counted<IShellItem> {
 public:
  /// @param path nothing: its name cannot be told; empty: it is told as null
  explicit Item(std::optional<std::wstring> path) : path_(std::move(path)) {}

  HRESULT STDMETHODCALLTYPE GetDisplayName(SIGDN, LPWSTR* out) override {
    *out = nullptr;
    if (!path_) return E_INVALIDARG;
    if (path_->empty()) return S_OK;
    *out = static_cast<wchar_t*>(CoTaskMemAlloc((path_->size() + 1) * sizeof(wchar_t)));
    wcscpy(*out, path_->c_str());
    return S_OK;
  }
  HRESULT STDMETHODCALLTYPE GetAttributes(SFGAOF, SFGAOF* out) override {
    *out = SFGAO_STREAM;
    return S_OK;
  }
  HRESULT STDMETHODCALLTYPE BindToHandler(IBindCtx*, REFGUID, REFIID, void**) override { return E_NOTIMPL; }
  HRESULT STDMETHODCALLTYPE GetParent(IShellItem**) override { return E_NOTIMPL; }
  HRESULT STDMETHODCALLTYPE Compare(IShellItem*, SICHINTF, int*) override { return E_NOTIMPL; }

 private:
  const std::optional<std::wstring> path_;
};

class Items final : public Counted<IShellItemArray> {
 public:
  Items(DWORD count, std::optional<Kind> kind) : count_(count), kind_(kind) {}

  HRESULT STDMETHODCALLTYPE GetCount(DWORD* out) override {
    *out = count_;
    return kind_ == Kind::kFailingCount ? E_FAIL : S_OK;
  }
  HRESULT STDMETHODCALLTYPE GetItemAt(DWORD index, IShellItem** out) override {
    *out = nullptr;
    const bool isBad = kind_ && index == 1;
    if (isBad && *kind_ == Kind::kNull) return S_OK;
    if (isBad && (*kind_ == Kind::kFailing || *kind_ == Kind::kFewerThanSaid)) return E_FAIL;
    std::optional<std::wstring> path = L"C:\\items\\file " + std::to_wstring(index) + L".txt";
    if (isBad && *kind_ == Kind::kNameless) path = L"";
    if (isBad && *kind_ == Kind::kVirtual) path.reset();
    *out = new Item(std::move(path));
    return S_OK;
  }
  HRESULT STDMETHODCALLTYPE BindToHandler(IBindCtx*, REFGUID, REFIID, void**) override { return E_NOTIMPL; }
  HRESULT STDMETHODCALLTYPE GetPropertyStore(GETPROPERTYSTOREFLAGS, REFIID, void**) override { return E_NOTIMPL; }
  HRESULT STDMETHODCALLTYPE GetPropertyDescriptionList(REFPROPERTYKEY, REFIID, void**) override { return E_NOTIMPL; }
  HRESULT STDMETHODCALLTYPE GetAttributes(SIATTRIBFLAGS, SFGAOF, SFGAOF*) override { return E_NOTIMPL; }
  HRESULT STDMETHODCALLTYPE EnumItems(IEnumShellItems**) override { return E_NOTIMPL; }

 private:
  const DWORD count_;
  const std::optional<Kind> kind_;
};

}  // namespace

ComPtr<IShellItemArray> hostileItems(Kind kind) { return ComPtr<IShellItemArray>(new Items(3, kind)); }
ComPtr<IShellItemArray> manyItems(DWORD count) { return ComPtr<IShellItemArray>(new Items(count, std::nullopt)); }

}  // namespace mamori::host
