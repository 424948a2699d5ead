#pragma once

#include <string>
#include <vector>

namespace mamori::launcher {

enum class Task {
  kRun,         // without words: start the agent, or wake the launcher that runs
  kPress,       // a mamori: link; `words` is its nonce
  kRegister,    // --register RUNTIME PROGRAM HOME
  kUnregister,  // --unregister
  kCheckAlive,  // --check-alive, from Windows' scheduler
  kNothing,     // what is not understood: anybody can open a mamori: link
};

struct CommandLine {
  Task task = Task::kNothing;
  std::vector<std::wstring> words;
};

/// Reads the words after the program's name.
CommandLine parseCommandLine(const std::vector<std::wstring>& words);

/// The nonce of `mamori:press?nonce=…`, 64 hexadecimal digits in lower case; empty for anything else. src/notifications/toast/activation-link.ts makes the links.
std::wstring nonceOfLink(std::wstring link);

}  // namespace mamori::launcher
