#pragma once

#include <shlobj.h>

#include <cstring>
#include <string_view>

namespace mamori::explorer {

/// A copy of a text in memory that the caller of a COM method frees.
inline HRESULT giveText(std::wstring_view text, LPWSTR* out) noexcept {
  auto* copy = static_cast<wchar_t*>(CoTaskMemAlloc((text.size() + 1) * sizeof(wchar_t)));
  if (!copy) return E_OUTOFMEMORY;
  std::memcpy(copy, text.data(), text.size() * sizeof(wchar_t));
  copy[text.size()] = L'\0';
  *out = copy;
  return S_OK;
}

}  // namespace mamori::explorer
