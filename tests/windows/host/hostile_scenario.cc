#include <windows.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "check.h"
#include "published_table.h"
#include "scenarios.h"
#include "shell_objects.h"
#include "table_files.h"

namespace mamori::host {
namespace {

const std::wstring kRoot = L"C:\\hostile";

std::vector<std::wstring> filesOfTable() {
  const std::wstring folder = tableFolder();
  std::vector<std::wstring> files;
  WIN32_FIND_DATAW entry{};
  const HANDLE search = FindFirstFileW((folder + L"*").c_str(), &entry);
  if (search == INVALID_HANDLE_VALUE) return files;
  do {
    if (!(entry.dwFileAttributes & FILE_ATTRIBUTE_DIRECTORY)) files.push_back(folder + entry.cFileName);
  } while (FindNextFileW(search, &entry));
  FindClose(search);
  return files;
}

/// Random bytes at random places of a file that others have mapped.
void scribble(const std::wstring& file, std::mt19937& random) {
  const HANDLE opened = CreateFileW(file.c_str(), GENERIC_WRITE, FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE, nullptr, OPEN_EXISTING, 0, nullptr);
  if (opened == INVALID_HANDLE_VALUE) return;
  LARGE_INTEGER size{};
  GetFileSizeEx(opened, &size);
  for (int piece = 0; piece < 64 && size.QuadPart > 64; ++piece) {
    std::uint32_t bytes[4] = {random(), random(), random(), random()};
    LARGE_INTEGER at{};
    at.QuadPart = static_cast<LONGLONG>(random() % (piece % 2 ? static_cast<std::uint64_t>(size.QuadPart) - 16 : 48));
    DWORD written = 0;
    SetFilePointerEx(opened, at, nullptr, FILE_BEGIN);
    WriteFile(opened, bytes, sizeof bytes, &written, nullptr);
  }
  CloseHandle(opened);
}

/// Windows does not shorten a file that is mapped, by whatever call: who has it mapped would end with what is gone.
bool isKeptWhole(const std::wstring& file) {
  constexpr DWORD kShared = FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE;
  const HANDLE opened = CreateFileW(file.c_str(), GENERIC_WRITE, kShared, nullptr, OPEN_EXISTING, 0, nullptr);
  if (opened == INVALID_HANDLE_VALUE) return false;
  const bool isRefused = !SetEndOfFile(opened) && GetLastError() == ERROR_USER_MAPPED_FILE;
  CloseHandle(opened);
  const HANDLE emptied = CreateFileW(file.c_str(), GENERIC_WRITE, kShared, nullptr, TRUNCATE_EXISTING, 0, nullptr);
  if (emptied != INVALID_HANDLE_VALUE) CloseHandle(emptied);
  return isRefused && emptied == INVALID_HANDLE_VALUE;
}

bool isMapped(const std::wstring& file) { return file.ends_with(L"\\status") || file.ends_with(L".segment") || file.ends_with(L".asked"); }

}  // namespace

void hostileTableScenario() {
  PublishedTable table(kRoot);
  for (int file = 0; file < 200; ++file) table.put(std::to_wstring(file), MAMORI_STATE_PROTECTED);
  const auto overlays = makeOverlays();
  check(becomes([&] { return claimedBy(overlays, kRoot + L"\\1") == "2"; }), "the table is good at first");
  std::mt19937 random(20261122);
  bool oneAtMost = true;
  const auto files = filesOfTable();
  check(std::ranges::count_if(files, isMapped) == 3, "the table's files are found");
  check(std::ranges::all_of(files, [](const auto& file) { return !isMapped(file) || isKeptWhole(file); }), "and cannot be shortened");
  for (int round = 0; round < 200; ++round) {
    scribble(files[random() % files.size()], random);
    for (int file = 0; file < 100; ++file) oneAtMost = oneAtMost && claimedBy(overlays, kRoot + L"\\" + std::to_wstring(file)).size() <= 1;
  }
  check(oneAtMost, "a table full of rubbish ends nothing, and no file gets two overlays");
}

}  // namespace mamori::host
