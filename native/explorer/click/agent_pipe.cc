#include "click/agent_pipe.h"

#include <cstdint>
#include <cstring>
#include <optional>

#include "click/json_members.h"
#include "click/patient_pipe.h"

namespace mamori::explorer {
namespace {

/// hello, and whatever progress comes before the result.
constexpr int kMaxAnswers = 100;

std::string frameOf(const std::string& json) {
  const auto length = static_cast<std::uint32_t>(json.size());
  std::string frame(sizeof length, '\0');
  std::memcpy(frame.data(), &length, sizeof length);
  return frame + json;
}

std::optional<std::string> readFrame(PatientPipe& pipe, std::uint32_t maxBytes) {
  std::uint32_t length = 0;
  if (!pipe.read(&length, sizeof length) || length > maxBytes) return std::nullopt;
  std::string json(length, '\0');
  if (!pipe.read(json.data(), length)) return std::nullopt;
  return json;
}

}  // namespace

AgentAnswer askAgent(const std::wstring& name, const AgentCall& call) {
  PatientPipe pipe(call.patienceMs);
  if (!pipe.connect(name) || !pipe.serverIsOwnUser()) return {};
  const std::string hello = R"({"type":"hello","protocol":1,"role":"shell","program":"explorer"})";
  const std::string question = R"({"type":"call","id":1,"verb":")" + call.verb + R"(","params":)" + call.paramsJson + "}";
  if (!pipe.write(frameOf(hello) + frameOf(question))) return {};
  for (int answer = 0; answer < kMaxAnswers; ++answer) {
    const auto message = readFrame(pipe, call.maxAnswerBytes);
    if (!message) return {};
    const std::string type = memberOf(*message, "type");
    if (type == "\"failure\"") return {AgentAnswer::Kind::kRefused, memberOf(memberOf(*message, "error"), "code")};
    if (type == "\"result\"" && memberOf(*message, "id") == "1") return {AgentAnswer::Kind::kResult, memberOf(*message, "value")};
  }
  return {};
}

}  // namespace mamori::explorer
