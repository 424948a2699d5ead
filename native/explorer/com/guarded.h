#pragma once

#include <windows.h>

#include <new>

namespace mamori::explorer {

/// Runs the body of a COM method: nothing that is thrown passes the border.
template <typename Body>
HRESULT guarded(Body body) noexcept {
  try {
    return body();
  } catch (const std::bad_alloc&) {
    return E_OUTOFMEMORY;
  } catch (...) {
    return E_FAIL;
  }
}

}  // namespace mamori::explorer
