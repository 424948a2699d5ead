#include "start/agent_program.h"

#include <windows.h>

#include "registration/registry.h"
#include "start/user_home.h"

namespace mamori::launcher {
namespace {

constexpr std::size_t kMaxPath = 32'767;

bool isFile(const std::wstring& path) noexcept {
  const DWORD attributes = path.empty() ? INVALID_FILE_ATTRIBUTES : GetFileAttributesW(path.c_str());
  return attributes != INVALID_FILE_ATTRIBUTES && !(attributes & FILE_ATTRIBUTE_DIRECTORY);
}

std::wstring folderOf(const std::wstring& path) {
  const std::size_t end = path.find_last_of(L'\\');
  return end == std::wstring::npos ? std::wstring() : path.substr(0, end);
}

bool lookIn(const std::wstring& folder, AgentProgram& program) {
  const std::wstring script = folder + L"\\dist\\cli\\main.js";
  if (folder.empty() || !isFile(script)) return false;
  for (const wchar_t* place : {L"\\node.exe", L"\\node\\node.exe", L"\\.toolchain\\node_modules\\node\\bin\\node.exe"}) {
    if (!isFile(folder + place)) continue;
    program.runtime = folder + place;
    program.script = script;
    return true;
  }
  return false;
}

}  // namespace

std::wstring ownPath() {
  std::wstring path(kMaxPath, L'\0');
  path.resize(GetModuleFileNameW(nullptr, path.data(), static_cast<DWORD>(path.size())));
  return path;
}

std::optional<AgentProgram> AgentProgram::find() {
  AgentProgram program;
  program.runtime = readValue(kProductKey, L"Runtime");
  program.script = readValue(kProductKey, L"Program");
  if (!isFile(program.runtime) || !isFile(program.script)) {
    const std::wstring own = folderOf(ownPath());
    if (!lookIn(own, program) && !lookIn(folderOf(folderOf(own)), program)) return std::nullopt;
  }
  const std::wstring usual = userHome();
  const std::wstring named = readValue(kProductKey, L"Home");
  program.home = named.empty() ? usual : named;
  program.isUsualHome = program.home == usual;
  return program.home.empty() ? std::nullopt : std::optional(program);
}

std::wstring AgentProgram::commandLine(const std::vector<std::wstring>& words) const {
  std::wstring line = quoted(runtime) + L' ' + quoted(script);
  for (const std::wstring& word : words) line += L' ' + quoted(word);
  if (!isUsualHome) line += L" --home " + quoted(home);
  return line;
}

std::wstring quoted(const std::wstring& word) {
  std::wstring out = L"\"";
  std::size_t backslashes = 0;
  for (const wchar_t unit : word) {
    if (unit == L'"') out.append(backslashes + 1, L'\\');  // they count only before a quote
    backslashes = unit == L'\\' ? backslashes + 1 : 0;
    out += unit;
  }
  out.append(backslashes, L'\\');
  return out + L'"';
}

}  // namespace mamori::launcher
