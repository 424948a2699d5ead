#pragma once

#include <string>

namespace mamori::launcher {

/// Values of ours, below HKEY_CURRENT_USER: Launcher (this program, which the Explorer extension starts), Runtime, Program, Home.
inline constexpr wchar_t kProductKey[] = L"Software\\Mamori";

/// A text below HKEY_CURRENT_USER; empty when there is none.
std::wstring readValue(const wchar_t* key, const wchar_t* name);

/// Sets a text, making its key; a null name is the key's own value. Whether that was done.
bool writeValue(const std::wstring& key, const wchar_t* name, const std::wstring& text) noexcept;

/// Whether the value is gone, or never was there.
bool deleteValue(const wchar_t* key, const wchar_t* name) noexcept;

/// The same of a key with all below it.
bool deleteKey(const wchar_t* key) noexcept;

}  // namespace mamori::launcher
