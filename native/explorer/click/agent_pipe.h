#pragma once

#include <windows.h>

#include <string>

namespace mamori::explorer {

/// Calls one verb of the agent over its endpoint (src/wire/endpoint-messages.ts: frames of a 32-bit length and JSON) and waits for the answer.
///
/// True only when the agent answered with a result. The server must be a process of this very user; it learns who we are and cannot act as us.
/// Takes `patienceMs` at most, whatever the other side does. Throws std::bad_alloc.
bool callAgent(const std::wstring& pipe, const std::string& verb, const std::string& paramsJson, DWORD patienceMs);

}  // namespace mamori::explorer
