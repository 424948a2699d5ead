#pragma once

#include <atomic>

#include "com/iid_of.h"
#include "module/module_use.h"

namespace mamori::explorer {

/// The reference count and the interfaces of one object; keeps the module loaded while it lives. Made with new and a count of one.
///
/// Free-threaded: any thread may call and release it.
template <typename First, typename... Others>
class ComObject : public First, public Others... {
 public:
  ComObject(const ComObject&) = delete;
  ComObject& operator=(const ComObject&) = delete;

  HRESULT STDMETHODCALLTYPE QueryInterface(REFIID iid, void** out) noexcept final {
    if (!out) return E_POINTER;
    *out = nullptr;
    if (iid == kIidOf<IUnknown> || iid == kIidOf<First>) *out = static_cast<First*>(this);
    ((iid == kIidOf<Others> ? void(*out = static_cast<Others*>(this)) : void()), ...);
    if (!*out) return E_NOINTERFACE;
    AddRef();
    return S_OK;
  }

  ULONG STDMETHODCALLTYPE AddRef() noexcept final { return references_.fetch_add(1, std::memory_order_relaxed) + 1; }

  ULONG STDMETHODCALLTYPE Release() noexcept final {
    const ULONG left = references_.fetch_sub(1, std::memory_order_acq_rel) - 1;
    if (left == 0) delete this;
    return left;
  }

 protected:
  ComObject() = default;
  virtual ~ComObject() = default;

 private:
  const ModuleUse use_;
  std::atomic<ULONG> references_{1};
};

}  // namespace mamori::explorer
