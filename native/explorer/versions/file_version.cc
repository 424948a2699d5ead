#include "versions/file_version.h"

#include <windows.h>

#include <shlwapi.h>

#include <optional>

#include "click/json_members.h"

namespace mamori::explorer {
namespace {

/// Deletions stand among the versions: this many for each are looked through.
constexpr std::size_t kRowsPerVersion = 40;

/// Between 1601, where the system's times begin, and 1970.
constexpr std::uint64_t kEpochOffsetMs = 11'644'473'600'000;
constexpr std::uint64_t kUnitsPerMs = 10'000;

std::optional<SYSTEMTIME> localTimeOf(std::uint64_t ms) noexcept {
  const std::uint64_t units = (ms + kEpochOffsetMs) * kUnitsPerMs;
  const FILETIME universal{static_cast<DWORD>(units), static_cast<DWORD>(units >> 32)};
  SYSTEMTIME utc{}, local{};
  // With the rules of that day, so that a version from the summer is not an hour off in winter.
  if (!FileTimeToSystemTime(&universal, &utc) || !SystemTimeToTzSpecificLocalTime(nullptr, &utc, &local)) return std::nullopt;
  return local;
}

}  // namespace

std::vector<FileVersion> versionsIn(std::string_view resultJson, std::size_t most) {
  std::vector<FileVersion> versions;
  const std::string rows = memberOf(resultJson, "versions");
  for (const std::string_view row : elementsOf(rows, most * kRowsPerVersion)) {
    if (versions.size() == most) break;
    if (memberOf(row, "state") != "\"present\"" || memberOf(row, "type") != "\"file\"") continue;
    const auto number = wholeNumberOf(memberOf(row, "version")), saved = wholeNumberOf(memberOf(row, "savedMs")), size = wholeNumberOf(memberOf(row, "sizeBytes"));
    if (number && saved && size) versions.push_back({*number, *saved, *size});
  }
  return versions;
}

std::wstring savedWords(const FileVersion& version) {
  wchar_t day[80] = L"", time[80] = L"";
  if (const auto local = localTimeOf(version.savedMs)) {
    GetDateFormatEx(LOCALE_NAME_USER_DEFAULT, DATE_SHORTDATE, &*local, nullptr, day, 80, nullptr);
    GetTimeFormatEx(LOCALE_NAME_USER_DEFAULT, 0, &*local, nullptr, time, 80);
  }
  return std::wstring(day) + L' ' + time;
}

std::wstring sizeWords(const FileVersion& version) {
  wchar_t size[32] = L"";
  StrFormatByteSizeW(static_cast<LONGLONG>(version.sizeBytes), size, 32);
  return size;
}

}  // namespace mamori::explorer
