#include "restore/windows/windows_name.h"

#include <algorithm>
#include <array>

#include "base/windows/wide_path.h"
#include "restore/restore_codes.h"

namespace mamori {
namespace {

constexpr std::size_t kMaxUnits = 255;

bool isReserved(wchar_t unit) noexcept { return unit < 32 || std::wstring_view(L"<>:\"/\\|?*").find(unit) != std::wstring_view::npos; }

wchar_t upper(wchar_t unit) noexcept { return unit >= L'a' && unit <= L'z' ? static_cast<wchar_t>(unit - 32) : unit; }

/// Devices have their names in every folder, with any ending.
bool isDevice(std::wstring_view name) {
  std::wstring stem(name.substr(0, name.find(L'.')));
  while (!stem.empty() && stem.back() == L' ') stem.pop_back();
  std::transform(stem.begin(), stem.end(), stem.begin(), upper);
  constexpr std::array<std::wstring_view, 6> kNames = {L"CON", L"PRN", L"AUX", L"NUL", L"CONIN$", L"CONOUT$"};
  if (std::find(kNames.begin(), kNames.end(), stem) != kNames.end()) return true;
  const bool numbered = stem.size() == 4 && (stem.starts_with(L"COM") || stem.starts_with(L"LPT"));
  // Superscript digits count as well.
  return numbered && std::wstring_view(L"123456789\u00B9\u00B2\u00B3").find(stem[3]) != std::wstring_view::npos;
}

}  // namespace

Result<std::wstring> windowsName(std::string_view name) {
  std::wstring wide = fromWtf8(name);
  const bool possible = !wide.empty() && wide.size() <= kMaxUnits && toWtf8(wide) == name && std::none_of(wide.begin(), wide.end(), isReserved) &&
                        wide.back() != L'.' && wide.back() != L' ' && !isDevice(wide);
  if (!possible) return makeError(restore_code::nameNotPossible, "a name that Windows cannot hold");
  return wide;
}

}  // namespace mamori
