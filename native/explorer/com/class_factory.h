#pragma once

#include "com/com_object.h"

namespace mamori::explorer {

/// Makes objects of one class. Making them does no I/O and starts no thread.
class ClassFactory final : public ComObject<IClassFactory> {
 public:
  /// Makes one object with a count of one; throws only for lack of memory.
  using Make = IUnknown* (*)();

  explicit ClassFactory(Make make) noexcept : make_(make) {}

  HRESULT STDMETHODCALLTYPE CreateInstance(IUnknown* outer, REFIID iid, void** out) noexcept override;
  HRESULT STDMETHODCALLTYPE LockServer(BOOL lock) noexcept override;

 private:
  const Make make_;
};

/// How objects of a class are made; nullptr when the class is none of ours.
ClassFactory::Make makerOf(REFCLSID id) noexcept;

}  // namespace mamori::explorer
