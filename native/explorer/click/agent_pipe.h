#pragma once

#include <windows.h>

#include <string>

namespace mamori::explorer {

/// What became of a call.
struct AgentAnswer {
  enum class Kind {
    kNone,     // no agent, or none that answered in time
    kRefused,  // it answered with a failure
    kResult,
  };
  Kind kind = Kind::kNone;
  std::string value;  // as JSON: the result, or the failure's code (docs/errors.md)
};

struct AgentCall {
  std::string verb;
  std::string paramsJson;
  DWORD patienceMs;             // the call takes no longer, whatever the other side does
  DWORD maxAnswerBytes = 64 * 1024;  // a longer answer counts as none
};

/// Calls one verb of the agent over its endpoint (src/wire/endpoint-messages.ts: frames of a 32-bit length and JSON) and waits for the answer.
///
/// The server must be a process of this very user; it learns who we are and cannot act as us. Throws std::bad_alloc.
AgentAnswer askAgent(const std::wstring& pipe, const AgentCall& call);

}  // namespace mamori::explorer
