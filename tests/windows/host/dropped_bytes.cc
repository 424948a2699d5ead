#include "dropped_bytes.h"

#include <windows.h>

#include <atomic>
#include <cstring>

namespace mamori::host {
namespace {

constexpr IID kUnknown{0x00000000, 0, 0, {0xc0, 0, 0, 0, 0, 0, 0, 0x46}};
constexpr IID kDataObject{0x0000010e, 0, 0, {0xc0, 0, 0, 0, 0, 0, 0, 0x46}};

class DroppedBytes final : public IDataObject {
 public:
  explicit DroppedBytes(std::string bytes) : bytes_(std::move(bytes)) {}
  virtual ~DroppedBytes() = default;

  HRESULT STDMETHODCALLTYPE QueryInterface(REFIID iid, void** out) override {
    *out = iid == kUnknown || iid == kDataObject ? this : nullptr;
    if (!*out) return E_NOINTERFACE;
    AddRef();
    return S_OK;
  }
  ULONG STDMETHODCALLTYPE AddRef() override { return ++references_; }
  ULONG STDMETHODCALLTYPE Release() override {
    const ULONG left = --references_;
    if (left == 0) delete this;
    return left;
  }

  HRESULT STDMETHODCALLTYPE GetData(FORMATETC* format, STGMEDIUM* medium) override {
    if (bytes_.empty() || format->cfFormat != CF_HDROP) return DV_E_FORMATETC;
    const HGLOBAL memory = GlobalAlloc(GMEM_MOVEABLE, bytes_.size());
    std::memcpy(GlobalLock(memory), bytes_.data(), bytes_.size());
    GlobalUnlock(memory);
    medium->tymed = TYMED_HGLOBAL;
    medium->hGlobal = memory;
    medium->pUnkForRelease = nullptr;
    return S_OK;
  }
  HRESULT STDMETHODCALLTYPE GetDataHere(FORMATETC*, STGMEDIUM*) override { return E_NOTIMPL; }
  HRESULT STDMETHODCALLTYPE QueryGetData(FORMATETC*) override { return E_NOTIMPL; }
  HRESULT STDMETHODCALLTYPE GetCanonicalFormatEtc(FORMATETC*, FORMATETC*) override { return E_NOTIMPL; }
  HRESULT STDMETHODCALLTYPE SetData(FORMATETC*, STGMEDIUM*, BOOL) override { return E_NOTIMPL; }
  HRESULT STDMETHODCALLTYPE EnumFormatEtc(DWORD, IEnumFORMATETC**) override { return E_NOTIMPL; }
  HRESULT STDMETHODCALLTYPE DAdvise(FORMATETC*, DWORD, IAdviseSink*, DWORD*) override { return E_NOTIMPL; }
  HRESULT STDMETHODCALLTYPE DUnadvise(DWORD) override { return E_NOTIMPL; }
  HRESULT STDMETHODCALLTYPE EnumDAdvise(IEnumSTATDATA**) override { return E_NOTIMPL; }

 private:
  const std::string bytes_;
  std::atomic<ULONG> references_{1};
};

}  // namespace

ComPtr<IDataObject> dropping(const std::string& bytes) { return ComPtr<IDataObject>(new DroppedBytes(bytes)); }

std::string listOf(const std::vector<std::wstring>& paths) {
  DROPFILES head{};
  head.pFiles = sizeof head;
  head.fWide = TRUE;
  std::string bytes(reinterpret_cast<const char*>(&head), sizeof head);
  std::wstring units;
  for (const std::wstring& path : paths) units += path + L'\0';
  units += L'\0';
  return bytes + std::string(reinterpret_cast<const char*>(units.data()), units.size() * sizeof(wchar_t));
}

}  // namespace mamori::host
