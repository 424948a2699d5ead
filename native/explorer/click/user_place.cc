#include "click/user_place.h"

#include <windows.h>

#include <bcrypt.h>

#include <array>
#include <cstdint>

#include "include/mamori_shim.h"

namespace mamori::explorer {
namespace {

std::wstring variable(const wchar_t* name) {
  std::wstring value(32'767, L'\0');
  value.resize(GetEnvironmentVariableW(name, value.data(), static_cast<DWORD>(value.size())));
  return value;
}

std::wstring absolute(const std::wstring& path) {
  std::wstring full(32'767, L'\0');
  full.resize(GetFullPathNameW(path.c_str(), static_cast<DWORD>(full.size()), full.data(), nullptr));
  while (full.size() > 3 && full.back() == L'\\') full.pop_back();
  return full;
}

std::string lowerCaseUtf8(const std::wstring& text) {
  std::wstring lower(text.size(), L'\0');
  LCMapStringEx(LOCALE_NAME_INVARIANT, LCMAP_LOWERCASE, text.data(), static_cast<int>(text.size()), lower.data(), static_cast<int>(lower.size()), nullptr,
                nullptr, 0);
  const int bytes = WideCharToMultiByte(CP_UTF8, 0, lower.data(), static_cast<int>(lower.size()), nullptr, 0, nullptr, nullptr);
  std::string utf8(static_cast<std::size_t>(bytes), '\0');
  WideCharToMultiByte(CP_UTF8, 0, lower.data(), static_cast<int>(lower.size()), utf8.data(), bytes, nullptr, nullptr);
  return utf8;
}

/// The first 16 hexadecimal digits of SHA-256; empty when the system cannot compute it.
std::string digestOf(std::string text) {
  BCRYPT_ALG_HANDLE algorithm = nullptr;
  if (BCryptOpenAlgorithmProvider(&algorithm, BCRYPT_SHA256_ALGORITHM, nullptr, 0) < 0) return {};
  std::array<UCHAR, 32> digest{};
  const NTSTATUS status = BCryptHash(algorithm, nullptr, 0, reinterpret_cast<PUCHAR>(text.data()), static_cast<ULONG>(text.size()), digest.data(),
                                     static_cast<ULONG>(digest.size()));
  BCryptCloseAlgorithmProvider(algorithm, 0);
  if (status < 0) return {};
  std::string digits;
  for (std::size_t index = 0; index < 8; ++index) {
    digits += "0123456789abcdef"[digest[index] >> 4];
    digits += "0123456789abcdef"[digest[index] & 15];
  }
  return digits;
}

/// The pipe's random name, which the agent publishes; while none is, one at which nobody of ours listens. Clients look who does.
std::wstring pipeOf(const std::string& place) {
  std::array<wchar_t, 64> name{};
  std::uint32_t bytes = 0;
  const std::int32_t code = mamori_endpoint_name(nullptr, 0, reinterpret_cast<const std::uint8_t*>(place.data()), static_cast<std::uint32_t>(place.size()),
                                                 reinterpret_cast<std::uint8_t*>(name.data()), sizeof name, &bytes);
  if (code == 0) return {name.data(), bytes / sizeof(wchar_t)};
  return L"\\\\.\\pipe\\mamori-" + std::wstring(place.begin(), place.end());
}

}  // namespace

UserPlace UserPlace::ofThisUser() {
  UserPlace place;
  const std::wstring named = variable(L"MAMORI_HOME");
  const std::wstring local = variable(L"LOCALAPPDATA");
  if (!named.empty()) place.home = absolute(named);
  else if (!local.empty()) place.home = absolute(local + L"\\Mamori");
  if (place.home.empty()) return place;
  place.pipe = pipeOf(digestOf(lowerCaseUtf8(place.home)));
  place.spool = place.home + L"\\clicks";
  return place;
}

bool UserPlace::isSetUp() const noexcept {
  const DWORD attributes = home.empty() ? INVALID_FILE_ATTRIBUTES : GetFileAttributesW(home.c_str());
  return attributes != INVALID_FILE_ATTRIBUTES && (attributes & FILE_ATTRIBUTE_DIRECTORY);
}

}  // namespace mamori::explorer
