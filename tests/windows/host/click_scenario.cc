#include <windows.h>

#include <fstream>
#include <iterator>
#include <thread>

#include "check.h"
#include "click/user_place.h"
#include "menu_reading.h"
#include "scenarios.h"

namespace mamori::host {
namespace {

std::vector<std::wstring> spooled(const std::wstring& folder, const wchar_t* pattern) {
  std::vector<std::wstring> found;
  WIN32_FIND_DATAW entry{};
  const HANDLE search = FindFirstFileW((folder + L"\\" + pattern).c_str(), &entry);
  if (search == INVALID_HANDLE_VALUE) return found;
  do found.push_back(folder + L"\\" + entry.cFileName);
  while (FindNextFileW(search, &entry));
  FindClose(search);
  return found;
}

std::string contentOf(const std::wstring& path) {
  std::string content(4096, '\0');
  const HANDLE file = CreateFileW(path.c_str(), GENERIC_READ, FILE_SHARE_READ, nullptr, OPEN_EXISTING, 0, nullptr);
  DWORD read = 0;
  ReadFile(file, content.data(), static_cast<DWORD>(content.size()), &read, nullptr);
  CloseHandle(file);
  content.resize(read);
  return content;
}

void forget(const std::wstring& folder) {
  for (const auto& file : spooled(folder, L"*.json")) DeleteFileW(file.c_str());
}

}  // namespace

void spoolScenario() {
  const auto place = explorer::UserPlace::ofThisUser();
  forget(place.spool);
  const OpenMenu menu(dataObjectOf(folderWith(L"menu", {L"二.txt"}), {L"二.txt"}).get());
  const ULONGLONG begin = GetTickCount64();
  check(menu.invoke("mamori.backup") == S_OK, "a click is taken while no agent runs");
  check(GetTickCount64() - begin < 500, "and the shell is not kept waiting");
  require(becomes([&] { return spooled(place.spool, L"*.json").size() == 1; }), "it waits in the spool folder");
  const std::string content = contentOf(spooled(place.spool, L"*.json").front());
  check(content.find("\"verb\":\"backup\"") != std::string::npos && content.find("\\\\menu\\\\\xe4\xba\x8c.txt\"]}") != std::string::npos, "with its verb and its path");
  check(spooled(place.spool, L"*.part").empty(), "nothing half-written is left");
  forget(place.spool);
}

/// A server that takes the connection and says nothing.
void slowAgentScenario() {
  const auto place = explorer::UserPlace::ofThisUser();
  forget(place.spool);
  const HANDLE pipe = CreateNamedPipeW(place.pipe.c_str(), PIPE_ACCESS_DUPLEX, PIPE_TYPE_BYTE | PIPE_WAIT, 1, 4096, 4096, 0, nullptr);
  require(pipe != INVALID_HANDLE_VALUE, "a pipe can be made at the agent's address");
  const OpenMenu menu(dataObjectOf(folderWith(L"menu", {L"one.txt"}), {L"one.txt"}).get());
  const ULONGLONG begin = GetTickCount64();
  check(menu.invoke("mamori.backup") == S_OK, "a click is taken while the agent hangs");
  check(becomes([&] { return spooled(place.spool, L"*.json").size() == 1; }, 6'000), "it waits in the spool folder in the end");
  const ULONGLONG took = GetTickCount64() - begin;
  check(took >= 1'500 && took < 5'000, "after the agent had two seconds");
  CloseHandle(pipe);
  forget(place.spool);
}

/// The agent is not there and finds the click when it comes.
void leaveClickScenario(const std::wstring& path) {
  const std::size_t cut = path.find_last_of(L'\\');
  require(cut != std::wstring::npos, "the path is absolute");
  const OpenMenu menu(dataObjectOf(path.substr(0, cut), {path.substr(cut + 1)}).get());
  check(menu.invoke("mamori.backup") == S_OK, "Back up now is chosen");
  check(becomes([] { return spooled(explorer::UserPlace::ofThisUser().spool, L"*.json").size() == 1; }), "it waits in the spool folder");
}

/// With a real agent: the click reaches it, so nothing is spooled.
void clickScenario(const std::wstring& path) {
  const auto place = explorer::UserPlace::ofThisUser();
  const std::size_t cut = path.find_last_of(L'\\');
  require(cut != std::wstring::npos, "the path is absolute");
  const OpenMenu menu(dataObjectOf(path.substr(0, cut), {path.substr(cut + 1)}).get());
  check(menu.invoke("mamori.backup") == S_OK, "Back up now is chosen");
  const bool wasSpooled = becomes([&] { return !spooled(place.spool, L"*.json").empty(); }, 4'000);
  check(!wasSpooled, "the agent took it");
}

}  // namespace mamori::host
