#include "versions/version_prefetch.h"

#include <string_view>

#include "click/agent_pipe.h"
#include "click/json_text.h"
#include "module/background.h"

namespace mamori::explorer {
namespace {

/// For the worker: an agent that hangs must not hold a thread of the pool for long. What comes after the menu is thrown away.
constexpr DWORD kCallPatienceMs = 1'000;
/// Also of an agent that knows no limit: some thousand versions.
constexpr DWORD kMaxAnswerBytes = 1024 * 1024;
/// Deletions stand among the versions.
constexpr std::size_t kMostStates = 4 * VersionPrefetch::kMostVersions;
/// What the agent says of a path that no run has saved.
constexpr std::string_view kUnknownPath = "\"restore.unknown-path\"";

}  // namespace

VersionPrefetch::VersionPrefetch() : endsAtMs_(GetTickCount64() + kPatienceMs), settled_(CreateEventW(nullptr, TRUE, FALSE, nullptr)) {}

std::shared_ptr<VersionPrefetch> VersionPrefetch::begin(std::wstring pipe, const std::wstring& path) {
  std::shared_ptr<VersionPrefetch> prefetch(new VersionPrefetch());
  if (!prefetch->settled_.valid()) return nullptr;
  std::string params = "{\"path\":";
  appendJsonText(params, path);
  params += ",\"limit\":" + std::to_string(kMostStates) + "}";
  const auto work = [prefetch, pipe = std::move(pipe), params = std::move(params)] { prefetch->ask(pipe, params); };
  return runInBackground(work, true) ? prefetch : nullptr;
}

void VersionPrefetch::ask(const std::wstring& pipe, const std::string& paramsJson) {
  struct Settled {
    HANDLE event;
    ~Settled() { SetEvent(event); }
  } const settled{settled_.get()};  // also when the answer is too much for the memory
  const AgentAnswer answer = askAgent(pipe, {"versions", paramsJson, kCallPatienceMs, kMaxAnswerBytes});
  const bool knowsNone = answer.kind == AgentAnswer::Kind::kRefused && answer.value == kUnknownPath;
  if (answer.kind != AgentAnswer::Kind::kResult && !knowsNone) return;
  auto versions = knowsNone ? std::vector<FileVersion>() : versionsIn(answer.value, kMostVersions);
  const std::lock_guard lock(mutex_);
  versions_ = std::move(versions);
}

std::optional<std::vector<FileVersion>> VersionPrefetch::arrived() const {
  const ULONGLONG now = GetTickCount64();
  WaitForSingleObject(settled_.get(), now < endsAtMs_ ? static_cast<DWORD>(endsAtMs_ - now) : 0);
  const std::lock_guard lock(mutex_);
  return versions_;
}

}  // namespace mamori::explorer
