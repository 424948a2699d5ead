#include <windows.h>

#include "check.h"
#include "menu_reading.h"
#include "published_table.h"
#include "scenarios.h"
#include "shell_objects.h"
#include "table_files.h"

namespace mamori::host {
namespace {

const std::wstring kRoot = L"C:\\formats";

/// Where `format` and `readableFrom` stand in the rendezvous (native/shim/status/layout.h).
constexpr LONGLONG kFormatAt = 8, kReadableFromAt = 12;

void setFormat(std::uint32_t format, std::uint32_t readableFrom) {
  const HANDLE file = CreateFileW((tableFolder() + L"status").c_str(), GENERIC_WRITE, FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE, nullptr, OPEN_EXISTING, 0, nullptr);
  require(file != INVALID_HANDLE_VALUE, "the rendezvous is found");
  const std::uint32_t values[2] = {format, readableFrom};
  LARGE_INTEGER at{};
  at.QuadPart = kFormatAt;
  static_assert(kReadableFromAt == kFormatAt + sizeof(std::uint32_t));
  DWORD written = 0;
  SetFilePointerEx(file, at, nullptr, FILE_BEGIN);
  require(WriteFile(file, values, sizeof values, &written, nullptr), "and can be written to");
  CloseHandle(file);
}

}  // namespace

/// The agent is renewed more often than the extension.
void tableFormatScenario() {
  const std::wstring folder = folderWith(L"menu", {L"one.txt"});
  PublishedTable table(kRoot);
  table.put(L"saved.txt", MAMORI_STATE_PROTECTED);
  const auto claimed = [](const auto& overlays) { return claimedBy(overlays, kRoot + L"\\saved.txt"); };
  setFormat(99, 99);
  {
    const auto overlays = makeOverlays();
    check(!becomes([&] { return !claimed(overlays).empty(); }, 2'500), "a table of a format that we do not know: no overlays");
    check(OpenMenu(dataObjectOf(folder, {L"one.txt"}).get()).texts().size() == 7, "and the menu with its built-in entries");
    setFormat(99, 1);
    check(becomes([&] { return claimed(overlays) == "2"; }), "one of a later format that says we can read it is read");
  }
  setFormat(1, 1);
  const auto overlays = makeOverlays();
  check(becomes([&] { return claimed(overlays) == "2"; }), "and one of ours");
}

}  // namespace mamori::host
