#include "click/agent_pipe.h"

#include <cstdint>
#include <cstring>
#include <optional>

#include "click/json_members.h"
#include "click/patient_pipe.h"

namespace mamori::explorer {
namespace {

/// The agent's answers to us are short; progress of other calls does not reach this connection.
constexpr std::uint32_t kMaxAnswerBytes = 64 * 1024;
/// hello, and whatever progress comes before the result.
constexpr int kMaxAnswers = 100;

std::string frameOf(const std::string& json) {
  const auto length = static_cast<std::uint32_t>(json.size());
  std::string frame(sizeof length, '\0');
  std::memcpy(frame.data(), &length, sizeof length);
  return frame + json;
}

std::optional<std::string> readFrame(PatientPipe& pipe) {
  std::uint32_t length = 0;
  if (!pipe.read(&length, sizeof length) || length > kMaxAnswerBytes) return std::nullopt;
  std::string json(length, '\0');
  if (!pipe.read(json.data(), length)) return std::nullopt;
  return json;
}

}  // namespace

bool callAgent(const std::wstring& name, const std::string& verb, const std::string& paramsJson, DWORD patienceMs) {
  PatientPipe pipe(patienceMs);
  if (!pipe.connect(name) || !pipe.serverIsOwnUser()) return false;
  const std::string hello = R"({"type":"hello","protocol":1,"role":"shell","program":"explorer"})";
  const std::string call = R"({"type":"call","id":1,"verb":")" + verb + R"(","params":)" + paramsJson + "}";
  if (!pipe.write(frameOf(hello) + frameOf(call))) return false;
  for (int answer = 0; answer < kMaxAnswers; ++answer) {
    const auto message = readFrame(pipe);
    if (!message) return false;
    const std::string type = memberOf(*message, "type");
    if (type == "\"result\"") return memberOf(*message, "id") == "1";
    if (type == "\"failure\"") return false;
  }
  return false;
}

}  // namespace mamori::explorer
