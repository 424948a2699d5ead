#include "scripted_agent.h"

#include <cstdint>
#include <cstring>

#include "check.h"
#include "click/json_members.h"
#include "click/user_place.h"

namespace mamori::host {
namespace {

bool readAll(HANDLE pipe, void* out, DWORD bytes) {
  DWORD at = 0, moved = 0;
  while (at < bytes && ReadFile(pipe, static_cast<char*>(out) + at, bytes - at, &moved, nullptr) && moved > 0) at += moved;
  return at == bytes;
}

std::string readFrame(HANDLE pipe) {
  std::uint32_t length = 0;
  if (!readAll(pipe, &length, sizeof length)) return {};
  std::string json(length, '\0');
  return readAll(pipe, json.data(), length) ? json : std::string();
}

HANDLE makePipe(const std::wstring& name) {
  return CreateNamedPipeW(name.c_str(), PIPE_ACCESS_DUPLEX, PIPE_TYPE_BYTE | PIPE_WAIT, PIPE_UNLIMITED_INSTANCES, 64 * 1024, 64 * 1024, 0, nullptr);
}

}  // namespace

ScriptedAgent::ScriptedAgent(Answer answer) : answer_(std::move(answer)), name_(explorer::UserPlace::ofThisUser().pipe) {
  thread_ = std::thread([this] { serve(); });
  require(becomes([this] { return WaitNamedPipeW(name_.c_str(), 1) || GetLastError() == ERROR_SEM_TIMEOUT; }), "a pipe can be made at the agent's address");
}

ScriptedAgent::~ScriptedAgent() {
  ended_ = true;
  // The thread waits for a client: this one.
  const HANDLE last = CreateFileW(name_.c_str(), GENERIC_READ | GENERIC_WRITE, 0, nullptr, OPEN_EXISTING, 0, nullptr);
  if (last != INVALID_HANDLE_VALUE) CloseHandle(last);
  thread_.join();
}

std::vector<std::string> ScriptedAgent::calls(const std::string& verb) {
  const std::lock_guard lock(mutex_);
  std::vector<std::string> found;
  for (const auto& [called, call] : calls_) {
    if (called == verb) found.push_back(call);
  }
  return found;
}

bool ScriptedAgent::hearsClick(std::size_t count, const std::function<bool()>& click) {
  for (int attempt = 0; attempt < 5; ++attempt) {
    if (!click()) return false;
    if (becomes([&] { return calls("click").size() >= count; }, 4'000)) return true;
  }
  return false;
}

void ScriptedAgent::serve() {
  while (!ended_) {
    const HANDLE pipe = makePipe(name_);
    if (pipe == INVALID_HANDLE_VALUE) return;
    if (ConnectNamedPipe(pipe, nullptr) || GetLastError() == ERROR_PIPE_CONNECTED) converse(pipe);
    CloseHandle(pipe);
  }
}

void ScriptedAgent::converse(HANDLE pipe) {
  if (readFrame(pipe).empty()) return;
  const std::string call = readFrame(pipe);
  if (call.empty()) return;
  std::string verb = explorer::memberOf(call, "verb");
  if (verb.size() > 2) verb = verb.substr(1, verb.size() - 2);
  {
    const std::lock_guard lock(mutex_);
    calls_.emplace_back(verb, call);
  }
  const std::string bytes = answer_(verb, call);
  DWORD moved = 0;
  WriteFile(pipe, bytes.data(), static_cast<DWORD>(bytes.size()), &moved, nullptr);
  char rest = 0;
  if (!bytes.empty()) ReadFile(pipe, &rest, 1, &moved, nullptr);  // until the client has read and gone
}

std::string frameOf(const std::string& json) {
  const auto length = static_cast<std::uint32_t>(json.size());
  std::string frame(sizeof length, '\0');
  std::memcpy(frame.data(), &length, sizeof length);
  return frame + json;
}

std::string resultOf(const std::string& valueJson) {
  return frameOf(R"({"type":"hello","protocol":1,"program":"test","pid":1})") + frameOf(R"({"type":"result","id":1,"value":)" + valueJson + "}");
}

std::string failureOf(const std::string& code) {
  return frameOf(R"({"type":"hello","protocol":1,"program":"test","pid":1})") +
         frameOf(R"({"type":"failure","id":1,"error":{"code":")" + code + R"(","kind":"expected"}})");
}

std::string someVersions(int count) {
  std::string rows;
  for (int place = 0; place < count; ++place) {
    if (place > 0) rows += ',';
    const std::string state = place == 1 ? "deleted" : "present";
    // 2026-11-20 12:00 UTC, an hour earlier each.
    const std::string saved = std::to_string(1'795'176'000'000 - place * 3'600'000LL);
    rows += R"({"version":)" + std::to_string(100 - place) + R"(,"state":")" + state + R"(","savedMs":)" + saved + R"(,"sizeBytes":)" +
            std::to_string(2'048 * (place + 1)) + R"(,"modifiedMs":0,"type":"file","generation":true,"torn":false,"kind":"watch"})";
  }
  return resultOf(R"({"path":"x, \"y\" [z]","source":"s","versions":[)" + rows + "]}");
}

}  // namespace mamori::host
